# SPDX-License-Identifier: Apache-2.0
"""What the test runners that tell one long story have in common: checks that are counted, and waiting."""
import time
from typing import Any, Callable


class Failed(Exception):
    pass


class Checks:
    """`check(holds, what)` raises Failed, with the words, unless it holds; `held` counts those that did."""

    def __init__(self) -> None:
        self.held = 0

    def __call__(self, holds: bool, what: str) -> None:
        if not holds:
            raise Failed(what)
        self.held += 1

    def until(self, what: str, ready: Callable[[], Any], seconds: float = 30) -> Any:
        """Waits until `ready` returns something, and returns it; a server that cannot be reached is not ready."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            try:
                found = ready()
            except OSError:
                found = None
            if found:
                self.held += 1
                return found
            time.sleep(0.1)
        raise Failed(f"after {seconds} s still not: {what}")

    def tell(self, story: Callable[[], None], log: Callable[[], str] = lambda: "") -> int:
        """Lives through the story and prints what came of it, with the log where it failed. Returns the exit status."""
        try:
            story()
        except Failed as failure:
            print(f"FAILED: {failure}\n{log()}\n{self.held} passed, 1 failed")
            return 1
        print(f"{self.held} passed, 0 failed")
        return 0
