# SPDX-License-Identifier: Apache-2.0
"""The SMTP server of mail_server.mjs (npm smtp-server), as the suites use it."""
import json
import mailbox
import subprocess
from email.message import Message
from pathlib import Path

from support.postgres import free_port

HERE = Path(__file__).resolve().parent


class Certificate:
    """Of an authority of its own, for 127.0.0.1."""

    def __init__(self, folder: Path):
        self.key, self.file = folder / "mail.key", folder / "mail.pem"
        subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2", "-subj", "/CN=127.0.0.1",
                        "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", str(self.key), "-out", str(self.file)], check=True, capture_output=True)


class MailServer:
    """Keeps port and mail when it is stopped and started again. With a certificate it offers STARTTLS; with an account, name and
    password, it takes mails of nobody else."""

    def __init__(self, folder: Path, certificate: Certificate | None = None, account: tuple[str, str] | None = None):
        self.port = free_port()
        self._maildir = folder / "maildir"
        told: dict[str, str] = {}
        if certificate:
            told |= {"key": str(certificate.key), "certificate": str(certificate.file)}
        if account:
            told |= dict(zip(("user", "password"), account))
        self._command = ["node", str(HERE / "mail_server.mjs"), str(self.port), str(self._maildir), json.dumps(told)]
        self._process: subprocess.Popen | None = None

    def start(self) -> None:
        self._process = subprocess.Popen(self._command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE)
        assert self._process.stdout and self._process.stdout.readline().strip() == b"ready", "the mail server does not start: npm --prefix web ci installs it"

    def stop(self) -> None:
        if self._process:
            self._process.kill()
            self._process.wait()

    def options(self) -> list[str]:
        """What `debrief serve` is to be told."""
        return ["--mail-server", f"smtp://127.0.0.1:{self.port}", "--mail-from", "Debrief <debrief@example.org>"]

    def mails(self, to: str) -> list[Message]:
        """Everything that was delivered to the address, oldest first."""
        if not self._maildir.exists():
            return []
        return sorted((mail for mail in mailbox.Maildir(self._maildir, create=False) if mail["X-RcptTo"] == to), key=lambda mail: mail["Message-ID"])

    def letters(self, to: str) -> list[tuple[str, str]]:
        """Subject and text of it."""
        return [(str(mail["Subject"]), text_of(mail)) for mail in self.mails(to)]


def text_of(mail: Message) -> str:
    return mail.get_payload(decode=True).decode()
