#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Logs dropped on an incident: indexed, searched, compared, pinned, cited by the draft.

    tests/logs/run.py

The logs are made here: three services for two hours, one of which begins to fail after ninety minutes. The server is
killed while it reads one of them, and reads it again. The binary is the newest build, or DEBRIEF_BIN.
"""
import gzip
import io
import os
import random
import shutil
import socket
import subprocess
import sys
import tarfile
import tempfile
import time
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent)]

from support.checks import Checks, Failed  # noqa: E402
from support.http_client import Client  # noqa: E402
from support.server import Server, find_binary  # noqa: E402

BEGIN = datetime(2026, 11, 20, 8, 0, tzinfo=timezone.utc)
TROUBLE = BEGIN + timedelta(minutes=90)
END = BEGIN + timedelta(minutes=120)


def service_log(name: str, failing: bool, seed: int, per_second: int = 3) -> str:
    chance = random.Random(seed)
    lines = []
    at = BEGIN
    while at < END:
        for _ in range(per_second):
            stamp = f"{at:%Y-%m-%d %H:%M:%S},{chance.randrange(1000):03}"
            lines.append(f"{stamp} INFO [worker-{chance.randrange(8)}] {name}.Orders: order {chance.randrange(10**6)} "
                         f"stored in {chance.randrange(5, 90)} ms for 10.0.{chance.randrange(4)}.{chance.randrange(250)}")
        if failing and at >= TROUBLE:
            lines.append(f"{at:%Y-%m-%d %H:%M:%S},999 ERROR [worker-1] {name}.Pool: connection pool exhausted after "
                         f"{chance.randrange(1000, 9000)} ms, password=hunter{chance.randrange(100)}")
            lines.append("\tat example.Pool.take(Pool.java:42)")
        at += timedelta(seconds=1)
    return "\n".join(lines) + "\n"


def archive_of(files: dict[str, str]) -> bytes:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w:gz") as tar:
        for name, text in files.items():
            data = text.encode()
            entry = tarfile.TarInfo(name)
            entry.size = len(data)
            entry.mtime = int(END.timestamp())
            tar.addfile(entry, io.BytesIO(data))
    return packed.getvalue()


class Story:
    def __init__(self, client: Client, checks: Checks):
        self.client, self.checks = client, checks
        self.base = ""
        self.number = 0

    def again(self, server: Server) -> None:
        """The server has begun anew."""
        cookies = self.client.cookies
        self.client = Client(server.url, timeout=60)
        self.client.cookies = cookies

    def ask(self, path: str, **query: Any) -> Any:
        answer = self.client.request("GET", self.base + path + ("?" + urlencode(query) if query else ""))
        if answer.status != 200:
            raise Failed(f"{path} {query}: {answer.status} {answer.text}")
        return answer.json()

    def send(self, path: str, body: Any, status: int = 201) -> Any:
        answer = self.client.request("POST", path, body)
        if answer.status != status:
            raise Failed(f"{path}: {answer.status} {answer.text}")
        return answer.json()

    def add(self, name: str, data: bytes) -> None:
        answer = self.client.request("POST", f"{self.base}/evidence?name={quote(name)}", data,
                                     {**self.client.default_headers(), "Content-Type": "application/octet-stream"})
        self.checks(answer.status == 201, f"{name} is taken: {answer.status} {answer.text[:300]}")

    def indexed(self) -> Any:
        def settled() -> Any:
            logs = self.ask("/logs")
            return logs if logs["sources"] and not [one for one in logs["indexing"] if one["state"] != "failed"] else None
        return self.checks.until("the logs are indexed", settled, 60)


def declare(story: Story) -> None:
    made = story.send("/api/v1/incidents", {"title": "Orders fail", "severity": "sev2", "services": ["orders"]})
    story.number = made["number"]
    story.base = f"/api/v1/incidents/{story.number}"
    milestone(story, "started", TROUBLE)


def milestone(story: Story, name: str, at: datetime) -> None:
    answer = story.client.request("PUT", f"{story.base}/milestones/{name}", {"at": f"{at:%Y-%m-%dT%H:%M:%SZ}"})
    if answer.status not in (200, 201, 204):
        raise Failed(f"milestone {name}: {answer.status} {answer.text}")


def search(story: Story, logs: dict[str, str]) -> None:
    checks = story.checks
    expected = sum(text.count("\n") for text in logs.values())
    overview = story.ask("/logs")
    checks(overview["lines"] == expected, f"every line is there: {overview['lines']} of {expected}")
    checks(overview["from"].startswith("2026-11-20T08:00:00") and overview["until"].startswith("2026-11-20T09:59:59"), f"the times are read: {overview['from']} {overview['until']}")
    found = story.ask("/logs/histogram", text="pool exhausted")
    errors = logs["payments.log"].count("pool exhausted")
    checks(found["total"] == errors, f"all hits are counted: {found['total']} of {errors}")
    checks(found["levels"][6] == errors, f"they are errors: {found['levels']}")
    pages, after = [], None
    while True:
        page = story.ask("/logs/lines", text="exhausted", limit=700, **({"after": after} if after else {}))
        pages += page["items"]
        if not page["more"]:
            break
        after = page["items"][-1]["cursor"]
    checks(len(pages) == errors and [one["time"] for one in pages] == sorted(one["time"] for one in pages), f"pages hold them all in order: {len(pages)}")
    checks(all("hunter" not in one["text"] and one["masked"] for one in pages), "passwords are masked")
    checks(story.ask("/logs/histogram", text="hunter1")["total"] == 0, "what is masked is not found")
    pattern = story.ask("/logs/lines", text=r"order 12\d{4} stored", match="pattern", limit=5)["items"]
    checks(len(pattern) == 5 and all(" order 12" in one["text"] for one in pattern), "regular expressions find")
    bad = story.client.request("GET", story.base + "/logs/lines?match=pattern&text=" + quote("(x"))
    checks(bad.status in (400, 422) and "regular expression" in bad.text, f"a broken expression is told: {bad.status} {bad.text}")
    trace = next(one for one in story.ask("/logs/lines", text="Pool.java", limit=1)["items"])
    around = story.ask(f"/logs/sources/{trace['source']}/lines", first=trace["line"] - 1, limit=2)["items"]
    checks(len(around) == 2 and "exhausted" in around[0]["text"] and around[0]["time"] == trace["time"], "a stack trace has the time of its record")
    minute = story.ask("/logs/histogram", **{"from": "2026-11-20T09:30:00Z", "until": "2026-11-20T09:31:00Z", "level": "error"})
    checks(minute["total"] == 60, f"a minute of errors: {minute['total']}")
    templates = story.ask("/logs/templates")["items"]
    some = {one["id"]: one["lines"] for one in story.ask("/logs/templates", text="pool exhausted")["items"]}
    checks(sum(some.values()) == errors, f"templates are counted among the lines that fit: {some}")
    minute_of = story.ask("/logs/templates", **{"from": "2026-11-20T09:30:00Z", "until": "2026-11-20T09:31:00Z", "level": "error"})["items"]
    checks(sum(one["lines"] for one in minute_of) == 60, f"also by time and level: {minute_of}")
    checks(len(templates) < 12 and any("pool exhausted" in one["text"] for one in templates), f"messages have templates: {[one['text'] for one in templates][:12]}")


def findings(story: Story) -> None:
    checks = story.checks
    found = story.ask("/logs/findings")
    checks(found["window"]["from"].startswith("2026-11-20T09:30:00"), f"the window is the incident's: {found['window']}")
    first = found["items"][0]
    checks("pool exhausted" in first["text"] and first["kind"].startswith("new"), f"the first finding is the injected trouble: {first}")
    checks(found["suspects"] and "payments" in found["suspects"][0]["name"], f"the first suspect is the failing service: {found['suspects'][:2]}")
    line = first["lines"][0]
    pinned = story.send(story.base + "/logs/pins", {"source": line["source"], "line": line["line"], "text": first["text"], "key_moment": True})
    entries = story.ask("/timeline")["items"]
    entry = next((one for one in entries if one["id"] == pinned["entry"]), None)
    checks(entry is not None and entry["occurred_at"].startswith("2026-11-20T09:30:00") and entry["evidence"] and "line" in entry["locator"], f"the pin is on the timeline: {entry}")
    checks(story.ask("/logs/findings")["items"][0]["pinned"] == pinned["entry"], "the finding knows its pin")
    again = story.ask(f"/logs/sources/{line['source']}/lines", first=line["line"], limit=1)["items"][0]
    checks(again["pinned"] == pinned["entry"], f"so does the line: {again}")
    milestone(story, "mitigated", END)
    checks.until("the draft cites it", lambda: f"#entry-{pinned['entry']}" in story.client.request("GET", story.base + "/postmortem").text)


def unmask(story: Story) -> None:
    checks = story.checks
    line = story.ask("/logs/lines", text="exhausted", limit=1)["items"][0]
    refused = story.client.request("POST", story.base + "/logs/unmasked", {"source": line["source"], "line": line["line"], "reason": " "})
    checks(refused.status in (400, 422), f"unmasking needs a reason: {refused.status}")
    shown = story.send(story.base + "/logs/unmasked", {"source": line["source"], "line": line["line"], "reason": "compare with the vault"}, 200)
    checks("hunter" in shown["text"], "with a reason the value is shown")
    facts = story.client.get(f"/api/v1/facts?incident={story.number}&limit=1000").json()["items"]
    recorded = [fact for fact in facts if fact["kind"] == "evidence.unmasked"]
    checks([fact["data"]["reason"] for fact in recorded] == ["compare with the vault"] and recorded[0]["actor"] == "Ana Muster",
           f"and who asked, and why, is recorded once: {recorded}")


def asked_for(story: Story) -> None:
    checks = story.checks
    def asked() -> list[str]:
        return [gap["text"] for gap in story.ask("/postmortem/completeness")["missing_evidence"] if gap["kind"] == "logs"]
    checks(asked() == [], f"no logs are missing: {asked()}")
    milestone(story, "mitigated", END + timedelta(minutes=25))
    checks(asked() == ["No logs of orders between 2026-11-20 10:00 and 10:25 UTC."], f"the time without logs is asked for: {asked()}")
    milestone(story, "mitigated", END)


def clocks(story: Story) -> None:
    checks = story.checks
    before = story.ask("/logs")["sources"][0]
    answer = story.client.request("PATCH", f"{story.base}/logs/sources/{before['id']}", {"correction_ms": 3_600_000})
    after = story.ask("/logs")["sources"][0]
    checks(answer.status == 200 and after["from"][11:13] == f"{int(before['from'][11:13]) + 1:02}", f"a clock is corrected: {answer.status} {before['from']} {after['from']}")
    story.client.request("PATCH", f"{story.base}/logs/sources/{before['id']}", {"correction_ms": 0})
    story.client.request("PATCH", f"{story.base}/logs/sources/{before['id']}", {"correction_ms": 7_200_000})
    wrong = story.client.request("PATCH", f"{story.base}/logs/sources/{before['id']}", {"zone": "Mars/Base"})
    checks(wrong.status in (400, 422), f"a zone that is none is refused: {wrong.status}")


def another_incident(story: Story) -> None:
    """What the incident had that another one had not, and a clock that is two minutes slow."""
    checks, ours = story.checks, (story.number, story.base)
    made = story.send("/api/v1/incidents", {"title": "A calm day", "severity": "sev4"})
    story.number, story.base = made["number"], f"/api/v1/incidents/{made['number']}"
    requests = [(BEGIN + timedelta(seconds=7 * i), f"{random.Random(i).getrandbits(64):016x}") for i in range(300)]
    story.add("payments.log", "".join(f"{at:%Y-%m-%d %H:%M:%S},000 INFO [worker-1] payments.Orders: request {id} began\n" for at, id in requests).encode())
    story.add("audit-utf16.log", "".join(f"{at - timedelta(minutes=2):%Y-%m-%d %H:%M:%S},000 INFO audit of request {id}\r\n" for at, id in requests).encode("utf-16"))
    story.indexed()
    checks(story.ask("/logs")["lines"] == 600, "UTF-16 is read, line by line")
    clock = story.ask("/logs/clocks")["items"]
    names = {one["id"]: one["name"] for one in story.ask("/logs")["sources"]}
    checks(len(clock) == 1 and abs(abs(clock[0]["offset_ms"]) - 120_000) < 1000 and len(clock[0]["examples"]) == 3, f"a clock is two minutes off: {clock} {names}")
    story.client.request("PATCH", f"{story.base}/logs/sources/{clock[0]['source']}", {"correction_ms": clock[0]["correction_ms"]})
    checks(story.ask("/logs/clocks")["items"] == [], "and agrees once it is corrected")
    other = story.number
    story.number, story.base = ours
    found = story.ask("/logs/findings", baseline="incident", incident=other)
    checks(any("stored in" in one["text"] and one["kind"].startswith("new") and f"never in INC-{other}" in one["text"] for one in found["items"]), f"what another incident had not is new: {found['items'][:3]}")
    missing = story.client.request("GET", f"{story.base}/logs/findings?baseline=incident&incident=99")
    checks(missing.status == 404, f"another incident that is none: {missing.status}")


def token_of(story: Story) -> str:
    """An API token, for programs."""
    made = story.client.request("POST", "/api/v1/tokens", {"name": "follower"})
    if made.status != 201:
        raise Failed(f"a token: {made.status} {made.text}")
    return made.json()["token"]


def batches(story: Story) -> None:
    """Lines that are sent while they are written."""
    checks, path = story.checks, story.base + "/logs/batches"

    def post(lines: str, query: str, key: str = "") -> Any:
        headers = {**story.client.default_headers(), "Content-Type": "text/plain", **({"Idempotency-Key": key} if key else {})}
        return story.client.request("POST", f"{path}?source=live/shop.log&{query}", lines.encode(), headers)
    first = post("2026-11-20 09:00:00,000 INFO live batch 1\n", "offset=0", "batch-1")
    again = post("2026-11-20 09:00:00,000 INFO live batch 1\n", "offset=0", "batch-1")
    checks(first.status == again.status == 201 and first.json() == again.json() and first.json()["offset"] == 42, f"a batch is taken, once: {first.status} {first.text} {again.text}")
    checks(post("x\n", "offset=7").status == 409, "an offset elsewhere is refused")
    checks(post("half a line", "").status in (400, 422), "half a line is refused")
    checks(story.ask("/logs/batches", source="live/shop.log")["offset"] == 42, "the server says how far the source has come")
    checks.until("the line is found", lambda: story.ask("/logs/histogram", text="live batch")["total"] == 1)
    line = story.ask("/logs/lines", text="live batch")["items"][0]
    story.send(story.base + "/logs/pins", {"source": line["source"], "line": line["line"]})
    original = story.client.request("GET", f"/api/v1/evidence/{first.json()['evidence']}/original")
    checks(original.status in (200, 403), f"what grows can be cited: {original.status}")


def follow_to_server(binary: Path, server: Server, story: Story, folder: Path) -> None:
    """`debrief logs follow INC-1 FILE`: through kill -9 of either side, and rotation."""
    checks, log = story.checks, folder / "followed.log"
    environment = {**os.environ, "DEBRIEF_TOKEN": token_of(story), "XDG_STATE_HOME": str(folder / "state")}

    def begin() -> subprocess.Popen:
        return subprocess.Popen([str(binary), "logs", "follow", f"INC-{story.number}", str(log), "--server", server.url, "--source", "followed.log"],
                                env=environment)

    def found() -> int:
        try:
            return story.ask("/logs/histogram", text="followed line")["total"]
        except (OSError, Failed):
            return -1
    log.write_text("".join(f"2026-11-20 09:01:{i:02},000 INFO followed line {i}\n" for i in range(30)))
    follower = begin()
    try:
        checks.until("a followed file comes to the incident", lambda: found() == 30, 30)
        follower.kill()
        follower.wait(30)
        with log.open("a") as more:
            more.write("2026-11-20 09:02:00,000 INFO followed line 30\n")
        follower = begin()
        checks.until("a killed follower goes on where it stood", lambda: found() == 31, 30)
        url = server.url
        server.kill()
        with log.open("a") as more:
            more.write("2026-11-20 09:02:01,000 INFO followed line 31\n2026-11-20 09:02:02,000 INFO followed line 32\n")
        time.sleep(1)
        server.start()
        story.again(server)
        if server.url != url:
            raise Failed("the server came back elsewhere")
        checks.until("and through a killed server", lambda: found() == 33, 60)
        log.rename(folder / "followed.log.1")
        log.write_text("2026-11-20 09:03:00,000 INFO followed line 33\n")
        checks.until("and through rotation", lambda: found() == 34, 30)
    finally:
        follower.terminate()
        follower.wait(30)
    checks(follower.returncode == 0, f"it ends when it is told to: {follower.returncode}")
    lines = story.ask("/logs/lines", text="followed line", limit=1000)["items"]
    checks([one["text"].rsplit(" ", 1)[1] for one in lines] == [str(i) for i in range(34)], "each line is there once, in order")


def run(binary: Path, *arguments: str, code: int = 0, given: bytes | None = None) -> str:
    done = subprocess.run([str(binary), "logs", *arguments], input=given, capture_output=True, timeout=120)
    if done.returncode != code:
        raise Failed(f"{arguments}: {done.returncode} instead of {code}: {done.stderr.decode()}")
    return done.stdout.decode()


def commands(binary: Path, folder: Path, checks: Checks) -> None:
    text = service_log("payments", True, 1)
    log, store = folder / "payments.log", folder / "payments.logs"
    log.write_text(text)
    (folder / "copy.log.gz").write_bytes(gzip.compress(text.encode()))
    expected = [line for line in text.splitlines() if "exhausted" in line]
    checks(run(binary, "search", "exhausted", str(log), "--show-secrets").splitlines() == expected, "search prints what grep prints")
    checks("hunter" not in run(binary, "search", "exhausted", str(log)), "and masks secrets unless it is told not to")
    checks(run(binary, "search", "exhausted", "-c", str(folder / "copy.log.gz")) == f"{len(expected)}\n", "it reads what is compressed")
    checks(run(binary, "search", "exhausted", "-c", "-", given=text.encode()) == f"{len(expected)}\n", "and standard input")
    run(binary, "search", "no such thing", str(log), code=1)
    run(binary, "search", "(x", "-e", str(log), code=2)
    run(binary, "search", "x", str(folder / "missing.log"), code=2)
    checks(str(text.count("\n")) in run(binary, "add", str(store), str(log)), "add tells how many lines there are")
    checks(run(binary, "search", r"after 1\d+ ms", "-e", "-c", str(store)) == f"{sum(' after 1' in line for line in expected)}\n", "a store is searched like a file")
    around = run(binary, "search", "Pool.java", str(store), "-C", "1", "-n", "1").splitlines()
    checks(len(around) == 3 and "Pool.java" in around[1], f"context stands around a line: {around}")
    found = run(binary, "compare", str(store), "--from", f"{TROUBLE:%Y-%m-%dT%H:%M:%SZ}", "--until", f"{END:%Y-%m-%dT%H:%M:%SZ}")
    checks("pool exhausted" in found.splitlines()[0], f"compare points at the trouble: {found[:300]}")
    labels = run(binary, "templates", str(log), "--tsv").splitlines()
    checks(len(labels) == text.count("\n") and len(set(labels)) == 3, f"every line has its template: {len(labels)}, {set(labels)}")
    before = sum(file.stat().st_size for file in store.iterdir())
    run(binary, "recompress", str(store))
    checks(sum(file.stat().st_size for file in store.iterdir()) < before, "recompression makes a store smaller")
    checks(run(binary, "search", "exhausted", str(store), "--show-secrets").splitlines() == expected, "and keeps every line")
    follow(binary, folder, checks)


def follow(binary: Path, folder: Path, checks: Checks) -> None:
    log, store = folder / "live.log", folder / "live.logs"
    log.write_text("2026-11-20 08:00:00,000 INFO one 1\n")
    follower = subprocess.Popen([str(binary), "logs", "follow", str(store), str(log)])
    try:
        def count() -> str:
            done = subprocess.run([str(binary), "logs", "search", "INFO", "-c", str(store)], capture_output=True, timeout=60)
            return done.stdout.decode().strip()
        checks.until("follow takes what is there", lambda: count() == "1", 60)
        with log.open("a") as more:
            more.write("2026-11-20 08:00:01,000 INFO two 2\n2026-11-20 08:00:02,000 INFO three 3")
        checks.until("and what comes, in whole lines", lambda: count() == "2", 60)
        follower.terminate()
        follower.wait(30)
        follower = subprocess.Popen([str(binary), "logs", "follow", str(store), str(log)])
        with log.open("a") as more:
            more.write("\n2026-11-20 08:00:02,500 INFO half 3")
        checks.until("it goes on where it stood", lambda: count() == "3", 60)
        log.rename(folder / "live.log.1")
        log.write_text("2026-11-20 08:00:03,000 INFO four 4\n")
        checks.until("through rotation", lambda: count() == "5", 60)
        with log.open("r+") as cut:
            cut.truncate(0)
            cut.write("2026-11-20 08:00:04,000 INFO five 5\n")
        time.sleep(1)
        with log.open("a") as more:
            more.write("2026-11-20 08:00:05,000 INFO six 6\n")
        checks.until("and when the file is cut", lambda: int(count() or 0) >= 6, 60)
    finally:
        follower.terminate()
        follower.wait(30)
    checks(follower.returncode == 0, f"it ends when it is told to: {follower.returncode}")


def tell(binary: Path, folder: Path, checks: Checks) -> None:
    # On one port through all its lives, for who follows a log.
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with Server(binary, folder / "data", folder / "log", port=port) as server:
        story = Story(Client(server.url, timeout=60), checks)
        story.send("/api/v1/setup", {"name": "Ana Muster", "email": "ana@example.org", "password": "correct horse battery"})
        declare(story)
        logs = {"payments.log": service_log("payments", True, 1), "orders.log": service_log("orders", False, 2),
                "shop.log": service_log("shop", False, 3)}
        story.add("payments.log.gz", gzip.compress(logs["payments.log"].encode()))
        story.add("others.tar.gz", archive_of({name: logs[name] for name in ("orders.log", "shop.log")}))
        story.indexed()
        search(story, logs)
        findings(story)
        unmask(story)
        asked_for(story)
        clocks(story)
        another_incident(story)
        batches(story)
        follow_to_server(binary, server, story, folder)
        # A large one, and the server is killed while it reads it.
        large = service_log("audit", False, 4, per_second=60)
        story.add("audit.log", large.encode())
        server.kill()
        server.start()
        story.again(server)
        story.indexed()
        server.kill()
        shutil.rmtree(folder / "data" / "index" / "logs")
        server.start()
        story.again(server)
        story.indexed()
        first = min(one["from"] for one in story.ask("/logs")["sources"] if one["correction_ms"] == 7_200_000)
        checks(first.startswith("2026-11-20T10:00"), f"an index that is made anew keeps corrections of clocks: {first}")
        expected = sum(text.count("\n") for text in logs.values()) + large.count("\n") + 1 + 34
        checks.until(f"after kill -9 every line is there once ({expected})", lambda: story.ask("/logs")["lines"] == expected, 60)


def main() -> int:
    checks = Checks()

    def story() -> None:
        with tempfile.TemporaryDirectory(prefix="debrief-logs-") as folder:
            commands(find_binary(), Path(folder), checks)
            tell(find_binary(), Path(folder), checks)
    return checks.tell(story)


if __name__ == "__main__":
    sys.exit(main())
