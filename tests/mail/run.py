#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Lets the server send to a real SMTP server (Debian package python3-aiosmtpd) that delivers into a Maildir.

    tests/mail/run.py

A severe incident that is mitigated has a draft and tells its owner within seconds, by mail too; what could not be
sent while the mail server was away arrives later, once; a kind that was switched off is not mailed. The binary is
the newest build, or DEBRIEF_BIN.
"""
import mailbox
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent)]

from support.checks import Checks  # noqa: E402
from support.http_client import Client  # noqa: E402
from support.postgres import free_port  # noqa: E402
from support.server import Server, find_binary  # noqa: E402


check = Checks()


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

    def mails(self, to: str) -> list[str]:
        """The texts of what was delivered to the address about postmortems that are needed."""
        if not self._maildir.exists():
            return []
        found = []
        for message in mailbox.Maildir(self._maildir, create=False):
            text = message.get_payload(decode=True).decode()
            if message["X-RcptTo"] == to and text.startswith("Why: "):
                found.append(text)
        return found


class People:
    """Accounts and what they do."""

    def __init__(self, url: str):
        self.admin = Client(url)
        self.post(self.admin, "/api/v1/setup", {"name": "Ada Admin", "email": "ada@example.org", "password": "a long password"})
        self.ana = self.join(url, "Ana Lead", "ana@example.org")
        self.bo = self.join(url, "Bo Scribe", "bo@example.org")

    def join(self, url: str, name: str, email: str) -> Client:
        self.post(self.admin, "/api/v1/users", {"name": name, "email": email, "password": "a long password", "role": "editor"})
        client = Client(url)
        self.post(client, "/api/v1/sessions", {"email": email, "password": "a long password"})
        return client

    @staticmethod
    def post(client: Client, path: str, body: Any) -> Any:
        answer = client.post(path, body)
        check(answer.status < 300, f"POST {path} answered {answer.status}: {answer.text[:300]}")
        return answer.json()

    @staticmethod
    def told(client: Client) -> list[dict[str, Any]]:
        """Unread notices about postmortems that are needed."""
        items = client.get("/api/v1/notices?unread=true").json()["items"]
        return [item for item in items if item["kind"] == "postmortem.required"]

    def mitigated_incident(self, title: str, severity: str) -> int:
        number = self.post(self.ana, "/api/v1/incidents", {"title": title, "severity": severity})["number"]
        for role, person in (("incident_commander", "Ana Lead"), ("scribe", "Bo Scribe")):
            self.post(self.ana, f"/api/v1/incidents/{number}/roles", {"role": role, "person": person})
        answer = self.ana.request("PATCH", f"/api/v1/incidents/{number}", {"state": "monitoring"})
        check(answer.status == 200, f"monitoring: {answer.text[:300]}")
        return number


def story(server: Server, post_office: MailServer) -> None:
    people = People(server.url)
    began = time.monotonic()
    number = people.mitigated_incident("Checkout answers 500 — für alle", "sev1")
    document = f"/api/v1/incidents/{number}/postmortem"
    check.until("a draft is there", lambda: people.ana.get(document).status == 200, 20)
    check(time.monotonic() - began < 5, "the draft is there within 5 seconds")
    duty = people.ana.get(f"/api/v1/incidents/{number}/duty").json()["duty"]
    check(duty["owner"] == "Ana Lead" and duty["reason"] == "severity SEV1" and not duty["overdue"], f"who owns it, and why: {duty}")
    inbox = check.until("the owner is told", lambda: people.told(people.ana), 10)
    check(inbox[0]["path"] == f"/incidents/{number}/postmortem", f"with a link: {inbox}")
    mail = check.until("the owner gets a mail", lambda: post_office.mails("ana@example.org"), 30)
    check(f"{server.url}/incidents/{number}/postmortem" in mail[0], f"with the address: {mail}")
    check.until("so does who had a role", lambda: post_office.mails("bo@example.org"), 30)

    settings = people.bo.request("PATCH", "/api/v1/notices/settings", {"kind": "postmortem.required", "mail": False})
    check(settings.status == 200, f"mail of a kind is switched off: {settings.text[:300]}")
    post_office.stop()
    second = people.mitigated_incident("Search is empty", "sev2")
    check.until("people are told in the application meanwhile", lambda: len(people.told(people.ana)) == 2, 20)
    time.sleep(6)
    post_office.start()
    check.until("the mail arrives after all", lambda: len(post_office.mails("ana@example.org")) == 2, 90)
    check(len(post_office.mails("bo@example.org")) == 1, "what is switched off is not mailed")
    check(len(people.told(people.bo)) == 2, "and still told")
    check(people.ana.get(f"/api/v1/incidents/{second}/duty").json()["duty"]["state"] == "open", "the second duty is open")


def main() -> int:
    python = python_with_aiosmtpd()
    if not python:
        print("python3-aiosmtpd is not installed; script/bootstrap installs it\n0 passed, 1 failed")
        return 1
    with tempfile.TemporaryDirectory(prefix="debrief-mail-") as name, ExitStack() as stack:
        folder = Path(name)
        post_office = MailServer(python, folder)
        post_office.start()
        stack.callback(post_office.stop)
        options = ["--mail-server", f"smtp://127.0.0.1:{post_office.port}", "--mail-from", "Debrief <debrief@example.org>"]
        server = stack.enter_context(
            Server(find_binary(), folder / "data", folder / "debrief.log", options=options, port=free_port()))
        return check.tell(lambda: story(server, post_office), server.log_tail)


if __name__ == "__main__":
    sys.exit(main())
