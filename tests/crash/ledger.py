# SPDX-License-Identifier: Apache-2.0
"""What was sent, what was acknowledged, and what the journal shows of it. Pure, and safe from any thread."""
import threading
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Sending:
    """One request. `marks` are found again in the facts that it must make: a note's text, alerts' fingerprints."""
    key: str  # the Idempotency-Key
    path: str
    body: dict[str, Any]
    marks: tuple[str, ...]


def mark_of(fact: dict[str, Any]) -> str | None:
    """The mark that a fact carries, if it is of a kind that the senders cause."""
    if fact["kind"] == "note.added":
        return fact["data"]["text"]
    if fact["kind"] == "alert.fired":
        return fact["data"]["fingerprint"]
    return None


@dataclass
class Ledger:
    acknowledged: dict[str, Sending] = field(default_factory=dict)  # by key
    in_doubt: dict[str, Sending] = field(default_factory=dict)  # sent, and no answer came
    facts: list[dict[str, Any]] = field(default_factory=list)
    _positions_of: dict[str, list[int]] = field(default_factory=dict)  # of a mark
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def cursor(self) -> int:
        return self.facts[-1]["position"] if self.facts else 0

    def send(self, sending: Sending) -> None:
        """Before the request leaves: from here on it may have been done."""
        with self._lock:
            self.in_doubt[sending.key] = sending

    def acknowledge(self, sending: Sending) -> None:
        with self._lock:
            self.in_doubt.pop(sending.key, None)
            self.acknowledged[sending.key] = sending

    def take(self, facts: list[dict[str, Any]]) -> list[str]:
        """Adds what the journal shows after the cursor; returns what is wrong with it."""
        problems = []
        for fact in facts:
            if fact["position"] != self.cursor + 1:
                problems.append(f"position {fact['position']} follows {self.cursor}: the journal must have no gap")
            self.facts.append(fact)
            mark = mark_of(fact)
            if mark is not None:
                positions = self._positions_of.setdefault(mark, [])
                positions.append(fact["position"])
                if len(positions) == 2:
                    problems.append(f"{fact['kind']} `{mark}` is recorded twice, at {positions[0]} and {positions[1]}")
        return problems

    def list_lost(self) -> list[str]:
        """What was acknowledged and is not in the journal."""
        return [f"acknowledged, but not recorded: `{mark}` of {sending.path} (key {sending.key})"
                for sending in self.acknowledged.values() for mark in sending.marks if mark not in self._positions_of]

    def list_unasked(self) -> list[str]:
        """What the journal holds and nobody sent."""
        sent = {mark for sending in (*self.acknowledged.values(), *self.in_doubt.values()) for mark in sending.marks}
        return [f"recorded, but never sent: `{mark}` at {positions[0]}"
                for mark, positions in self._positions_of.items() if mark not in sent]


def compare_journals(earlier: list[dict[str, Any]], later: list[dict[str, Any]]) -> list[str]:
    """Facts that were read once must be there, unaltered, for ever."""
    problems = [f"the fact at {old['position']} changed from {old} to {new}"
                for old, new in zip(earlier, later) if old != new]
    if len(later) < len(earlier):
        problems.append(f"the journal had {len(earlier)} facts, and has {len(later)}")
    return problems
