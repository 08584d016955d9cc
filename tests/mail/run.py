#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Lets the server send to a real SMTP server (npm smtp-server) that delivers into a Maildir.

    tests/mail/run.py

A severe incident that is mitigated has a draft and tells its owner within seconds, by mail too; what could not be
sent while the mail server was away arrives later, once; a kind that was switched off is not mailed. Links that make an
account or a new password arrive by mail, work once, and for nobody else. The binary is the newest build, or DEBRIEF_BIN.
"""
import re
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
from support.mail_server import MailServer  # noqa: E402
from support.server import Server, find_binary  # noqa: E402


check = Checks()


def asked_for(post_office: MailServer, to: str) -> list[str]:
    """The texts of what was delivered to the address about postmortems that are needed."""
    return [text for _, text in post_office.letters(to) if text.startswith("Why: ")]


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
    mail = check.until("the owner gets a mail", lambda: asked_for(post_office, "ana@example.org"), 30)
    check(f"{server.url}/incidents/{number}/postmortem" in mail[0], f"with the address: {mail}")
    check.until("so does who had a role", lambda: asked_for(post_office, "bo@example.org"), 30)

    settings = people.bo.request("PATCH", "/api/v1/notices/settings", {"kind": "postmortem.required", "mail": False})
    check(settings.status == 200, f"mail of a kind is switched off: {settings.text[:300]}")
    post_office.stop()
    second = people.mitigated_incident("Search is empty", "sev2")
    check.until("people are told in the application meanwhile", lambda: len(people.told(people.ana)) == 2, 20)
    time.sleep(6)
    post_office.start()
    check.until("the mail arrives after all", lambda: len(asked_for(post_office, "ana@example.org")) == 2, 90)
    check(len(asked_for(post_office, "bo@example.org")) == 1, "what is switched off is not mailed")
    check(len(people.told(people.bo)) == 2, "and still told")
    check(people.ana.get(f"/api/v1/incidents/{second}/duty").json()["duty"]["state"] == "open", "the second duty is open")


def token_in(text: str) -> str:
    """The secret of the one link in a mail."""
    found = re.findall(r"https?://\S+#\S*?([A-Za-z0-9_-]{20,})", text)
    check(len(found) == 1, f"one link with a secret: {text}")
    return found[0] if found else ""


def links(server: Server, post_office: MailServer) -> None:
    """Invitations and new passwords, from the mail to the open door."""
    admin = Client(server.url)
    check(admin.post("/api/v1/sessions", {"email": "ada@example.org", "password": "a long password"}).status == 201, "Ada signs in")
    invited = admin.post("/api/v1/invitations", {"email": "cy@example.org", "name": "Cy Newcomer", "role": "responder", "mail": True})
    check(invited.status == 201 and invited.json()["mailed"] is True, f"the invitation left by mail: {invited.text[:300]}")
    subject, text = check.until("the invitation arrives", lambda: post_office.letters("cy@example.org"), 20)[0]
    check(subject == "Ada Admin invites you to Debrief", f"with who invites: {subject}")
    check(server.url in text and "works once" in text, f"with the address and what it is: {text}")
    token = token_in(text)

    cy = Client(server.url)
    look = cy.post("/api/v1/invitations/look", {"token": token})
    check(look.status == 200 and look.json()["email"] == "cy@example.org", f"whoever follows it sees what for: {look.text[:300]}")
    accepted = cy.post("/api/v1/invitations/accept", {"token": token, "name": "Cy Newcomer", "password": "words of my own"})
    check(accepted.status == 201 and accepted.json()["user"]["role"] == "responder", f"and has an account: {accepted.text[:300]}")
    check(cy.get("/api/v1/me").status == 200, "and is signed in")
    again = Client(server.url).post("/api/v1/invitations/accept", {"token": token, "name": "Eve", "password": "words of my own"})
    check(again.status in (404, 409, 422), f"the link works once: {again.status}")

    user = accepted.json()["user"]["id"]
    reset = admin.post(f"/api/v1/users/{user}/password-link", {"mail": True})
    check(reset.status == 201 and reset.json()["mailed"] is True, f"the link for a new password left by mail: {reset.text[:300]}")
    letters = check.until("it arrives", lambda: [each for each in post_office.letters("cy@example.org") if "new password" in each[0]], 20)
    changed = Client(server.url).post("/api/v1/invitations/accept", {"token": token_in(letters[0][1]), "password": "other words of mine"})
    check(changed.status == 201, f"sets a new password: {changed.text[:300]}")
    check(cy.get("/api/v1/me").status == 401, "and ends the sessions from before")
    for password, status in (("words of my own", 401), ("other words of mine", 201)):
        answer = Client(server.url).post("/api/v1/sessions", {"email": "cy@example.org", "password": password})
        check(answer.status == status, f"the password {'is' if status == 201 else 'is not'} the new one: {answer.status}")
    check(not any(letter for letter in post_office.letters("ada@example.org") if "Debrief:" in letter[1]), "nobody else got a link")
    failed = [item for item in admin.get("/api/v1/audit?group=user").json()["items"] if item["kind"] == "user.sign_in_failed"]
    check(len(failed) == 1 and "Cy Newcomer" in failed[0]["text"], f"the audit tells of the wrong password: {failed}")

    post_office.stop()
    late = admin.post("/api/v1/invitations", {"email": "di@example.org", "role": "viewer", "mail": True})
    check(late.status == 201 and late.json()["mailed"] is False and late.json()["link"], f"without a mail server the link is still there: {late.text[:300]}")


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="debrief-mail-") as name, ExitStack() as stack:
        folder = Path(name)
        post_office = MailServer(folder)
        post_office.start()
        stack.callback(post_office.stop)
        server = stack.enter_context(
            Server(find_binary(), folder / "data", folder / "debrief.log", options=post_office.options(), port=free_port()))
        return check.tell(lambda: (story(server, post_office), links(server, post_office)), server.log_tail)


if __name__ == "__main__":
    sys.exit(main())
