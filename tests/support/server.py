# SPDX-License-Identifier: Apache-2.0
"""The debrief program under test: finds it, starts it, waits until it can store facts, stops or kills it."""
import os
import re
import signal
import subprocess
import threading
import time
from pathlib import Path

from support.http_client import Client

ROOT = Path(__file__).resolve().parents[2]
LISTENING = re.compile(r"listening on (http://\S+)")
SANITIZER = re.compile(r"(AddressSanitizer|LeakSanitizer|ThreadSanitizer|runtime error:)")


class StartFailed(Exception):
    """The server did not come up; the message ends with its log."""


def find_binary() -> Path:
    """DEBRIEF_BIN, else the newest of the builds. Raises FileNotFoundError."""
    named = os.environ.get("DEBRIEF_BIN")
    if named:
        return Path(named).resolve(strict=True)
    built = [p for p in ROOT.glob("build/*/debrief") if p.is_file()]
    if not built:
        raise FileNotFoundError("There is no build of debrief. Run script/build, or set DEBRIEF_BIN.")
    return max(built, key=lambda p: p.stat().st_mtime)


class Server:
    """`debrief serve` on one data folder, on a free port unless one is given. Its log grows in `log` over all its lives."""

    def __init__(self, binary: Path, data: Path, log: Path, database: str | None = None, options: list[str] | None = None,
                 port: int = 0):
        self._command = [str(binary), "serve", "--data", str(data), "--listen", f"127.0.0.1:{port}", *(options or [])]
        if database:
            self._command += ["--database", database]
        self.log = log
        self.url = ""
        self._process: subprocess.Popen | None = None

    def __enter__(self) -> "Server":
        self.start()
        return self

    def __exit__(self, *_) -> None:
        if self._process:
            self.kill()

    @property
    def pid(self) -> int:
        assert self._process, "it does not run"
        return self._process.pid

    def start(self, timeout: float = 60) -> float:
        """Returns the seconds until it was ready. Raises StartFailed."""
        assert self._process is None, "it runs already"
        began = time.monotonic()
        self._process = self._launch()
        # If it hangs before it speaks, killing it ends the wait for its line.
        watch = threading.Timer(timeout, self._process.kill)
        watch.start()
        try:
            self.url = self._read_address()
        finally:
            watch.cancel()
        while not self._ready():
            if time.monotonic() - began > timeout or self._process.poll() is not None:
                raise StartFailed(f"debrief listens but is not ready.\n{self.log_tail()}")
            time.sleep(0.01)
        return time.monotonic() - began

    def stop(self, timeout: float = 30) -> int:
        """Asks it to end (SIGTERM) and returns its exit status; a server that does not end is killed, status -9."""
        return self._end(signal.SIGTERM, timeout)

    def kill(self) -> None:
        """Ends it as a crash would (SIGKILL)."""
        self._end(signal.SIGKILL, 30)

    def crash_while_starting(self, seconds: float) -> None:
        """Starts it and kills it that long after, ready or not."""
        self._process = self._launch()
        time.sleep(seconds)
        self.kill()

    def client(self, token: str | None = None) -> Client:
        return Client(self.url, token)

    def log_tail(self, lines: int = 15) -> str:
        if not self.log.exists():
            return ""
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-lines:])

    def sanitizer_report(self) -> str | None:
        """What a sanitizer said in the log, from its first line on."""
        text = self.log.read_text(errors="replace") if self.log.exists() else ""
        found = SANITIZER.search(text)
        return text[text.rfind("\n", 0, found.start()) + 1:][:8000] if found else None

    def _launch(self) -> subprocess.Popen:
        with self.log.open("ab") as log:
            return subprocess.Popen(self._command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=log)

    def _read_address(self) -> str:
        assert self._process and self._process.stdout
        for line in self._process.stdout:
            found = LISTENING.search(line.decode(errors="replace"))
            if found:
                # Whatever else it prints must not fill the pipe.
                threading.Thread(target=self._process.stdout.read, daemon=True).start()
                return found[1]
        self._process.wait()
        raise StartFailed(f"debrief ended with status {self._process.returncode} before it listened.\n{self.log_tail()}")

    def _ready(self) -> bool:
        client = Client(self.url, timeout=5)
        try:
            return client.get("/readyz").status == 200
        except OSError:
            return False
        finally:
            client.close()

    def _end(self, number: int, timeout: float) -> int:
        process, self._process = self._process, None
        if process is None:
            return 0
        process.send_signal(number)
        try:
            return process.wait(timeout)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            return -signal.SIGKILL
        finally:
            if process.stdout:
                process.stdout.close()
