#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Sends through a mail server (npm smtp-server) that wants TLS and an account, and takes some mails late, slowly or not at all.

    tests/mail/trouble.py

Mail leaves over STARTTLS, signed in; what is refused for now comes later, what is refused for good is told to administrators,
and neither keeps other mail. With a certificate that nobody vouches for, or the wrong password, nothing leaves, and nothing
in the clear. The binary is the newest build, or DEBRIEF_BIN.
"""
import os
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent), str(HERE)]

from run import People  # noqa: E402
from support.checks import Checks  # noqa: E402
from support.mail_server import Certificate, MailServer  # noqa: E402
from support.postgres import free_port  # noqa: E402
from support.server import Server, find_binary  # noqa: E402

check = Checks()
ACCOUNT = ("debrief", "correct horse battery")
READERS = ("refused", "spam", "busy", "full", "slow", "cy")


def stuck(people: People, state: str) -> list[dict[str, Any]]:
    return people.admin.get(f"/api/v1/mails?state={state}&limit=100").json()["items"]


def given_up(people: People) -> dict[str, dict[str, Any]]:
    """By the first part of the address; there is one of each."""
    return {one["address"].split("@")[0]: one for one in stuck(people, "given_up")}


def declare(people: People, title: str) -> None:
    """Everybody has a role in an incident that needs a postmortem, and is told so."""
    number = people.post(people.ana, "/api/v1/incidents", {"title": title, "severity": "sev1"})["number"]
    for name in READERS:
        people.post(people.ana, f"/api/v1/incidents/{number}/roles", {"role": "responder", "person": name.title()})
    check(people.ana.request("PATCH", f"/api/v1/incidents/{number}", {"state": "monitoring"}).status == 200, "it is mitigated")


def came(post_office: MailServer, name: str, title: str) -> list[Any]:
    return [mail for mail in post_office.mails(f"{name}@example.org") if title in str(mail["Subject"]) + mail.get_payload(decode=True).decode()]


def refusals(people: People, post_office: MailServer) -> None:
    declare(people, "Orders fail")
    began = time.monotonic()
    mail = check.until("mail comes, whatever became of others", lambda: came(post_office, "cy", "Orders fail"), 30)[0]
    check(time.monotonic() - began < 15, "and soon")
    check(mail["X-TLS"].startswith("TLSv1."), f"over STARTTLS: {mail['X-TLS']}")
    check(mail["X-User"] == ACCOUNT[0] and mail["X-MailFrom"] == "debrief@example.org", f"signed in: {mail['X-User']} {mail['X-MailFrom']}")
    check.until("a slow answer is waited for", lambda: came(post_office, "slow", "Orders fail"), 30)
    check.until("what is refused for good is given up", lambda: len(given_up(people)) >= 2, 30)
    refused = given_up(people)
    check(set(refused) == {"refused", "spam"}, f"at the address and after the text: {sorted(refused)}")
    for name, code in (("refused", "550"), ("spam", "554")):
        check(code in refused[name]["error"] and refused[name]["attempts"] == 1, f"with the answer: {refused[name]['error']}")
    for name in ("busy", "full"):
        check.until(f"{name}: what is refused for now comes later", lambda name=name: came(post_office, name, "Orders fail"), 60)
    check(all(len(came(post_office, name, "Orders fail")) == 1 for name in ("busy", "full", "slow", "cy")), "once")
    answer = people.admin.post(f"/api/v1/mails/{refused['refused']['id']}/replay")
    check(answer.status == 204, f"it can be sent again: {answer.status}")
    check.until("and is refused again", lambda: given_up(people).get("refused", refused["refused"])["attempted_at"] != refused["refused"]["attempted_at"], 30)


def distrust(people: People, post_office: MailServer, title: str, words: str) -> None:
    declare(people, title)
    waiting = check.until(f"mail waits: {title}", lambda: [one for one in stuck(people, "waiting") if words in one["error"]], 30)
    check(ACCOUNT[1] not in waiting[0]["error"], f"with the reason, and without the password: {waiting[0]['error']}")
    check(not any(came(post_office, name, title) for name in READERS), "and nothing left")


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="debrief-mail-") as name, ExitStack() as stack:
        folder = Path(name)
        certificate = Certificate(folder)
        post_office = MailServer(folder, certificate, ACCOUNT)
        post_office.start()
        stack.callback(post_office.stop)
        os.environ |= {"SSL_CERT_FILE": str(certificate.file), "DEBRIEF_MAIL_PASSWORD": ACCOUNT[1]}
        options = [*post_office.options(), "--mail-user", ACCOUNT[0]]
        server = stack.enter_context(Server(find_binary(), folder / "data", folder / "debrief.log", options=options, port=free_port()))

        def begin_again(people: People, **environment: str) -> None:
            server.stop()
            for client in (people.admin, people.ana):
                client.close()
            os.environ.update(environment)
            server.start()

        def story() -> None:
            people = People(server.url)
            for reader in READERS:
                people.join(server.url, reader.title(), f"{reader}@example.org")
            refusals(people, post_office)
            begin_again(people, DEBRIEF_MAIL_PASSWORD="something else")
            distrust(people, post_office, "With a wrong password", "name and password")
            begin_again(people, DEBRIEF_MAIL_PASSWORD=ACCOUNT[1], SSL_CERT_FILE="/etc/ssl/certs/ca-certificates.crt")
            distrust(people, post_office, "With an unknown certificate", "certificate")
            log = server.log.read_text(errors="replace")
            check(ACCOUNT[1] not in log and "something else" not in log, "no password stands in the log")

        return check.tell(story, server.log_tail)


if __name__ == "__main__":
    sys.exit(main())
