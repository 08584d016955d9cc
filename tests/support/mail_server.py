# SPDX-License-Identifier: Apache-2.0
"""A real SMTP server (Debian package python3-aiosmtpd) that delivers into a Maildir."""
import mailbox
import subprocess
import sys
from pathlib import Path

from support.postgres import free_port


def python_with_aiosmtpd() -> str | None:
    """Debian's interpreter has Debian's packages; the first on the PATH may be another."""
    for python in (sys.executable, "/usr/bin/python3"):
        if subprocess.run([python, "-c", "import aiosmtpd"], capture_output=True, check=False).returncode == 0:
            return python
    return None


class MailServer:
    def __init__(self, python: str, folder: Path):
        self.port = free_port()
        self._command = [python, "-m", "aiosmtpd", "-n", "-l", f"127.0.0.1:{self.port}", "-c", "aiosmtpd.handlers.Mailbox",
                         str(folder / "maildir")]
        self._maildir = folder / "maildir"
        self._process: subprocess.Popen | None = None

    def start(self) -> None:
        self._process = subprocess.Popen(self._command, stdin=subprocess.DEVNULL)

    def stop(self) -> None:
        if self._process:
            self._process.kill()
            self._process.wait()

    def letters(self, to: str) -> list[tuple[str, str]]:
        """Subject and text of everything that was delivered to the address."""
        if not self._maildir.exists():
            return []
        found = []
        for message in mailbox.Maildir(self._maildir, create=False):
            text = message.get_payload(decode=True).decode()
            if message["X-RcptTo"] == to:
                found.append((str(message["Subject"]), text))
        return found
