#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Follows updates and status pages through a real SMTP server (npm smtp-server).

    tests/mail/status.py

A stakeholder without an account gets three updates by mail and ends that with one click; a reader subscribes to a status
page, confirms by the link, hears what is posted, and unsubscribes. The binary is the newest build, or DEBRIEF_BIN.
"""
import re
import sys
import tempfile
from contextlib import ExitStack
from email.message import Message
from pathlib import Path
from urllib.parse import urlencode, urlsplit

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent), str(HERE)]

from run import People  # noqa: E402
from support.checks import Checks  # noqa: E402
from support.http_client import Client  # noqa: E402
from support.mail_server import MailServer, text_of  # noqa: E402
from support.postgres import free_port  # noqa: E402
from support.server import Server, find_binary  # noqa: E402

check = Checks()
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


def one_click(mail: Message) -> str:
    """The path that ends such mails (RFC 8058)."""
    check(mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click", f"one click: {mail['List-Unsubscribe-Post']}")
    return urlsplit(mail["List-Unsubscribe"].strip("<>")).path


def stakeholder(people: People, reader: Client, post_office: MailServer, number: int) -> None:
    boss = "boss@example.com"
    followers = f"/api/v1/incidents/{number}/followers"
    people.post(people.ana, followers, {"address": boss, "audience": "executive"})
    check.until("the address is told who added it", lambda: len(post_office.mails(boss)) == 1, 20)
    for turn in range(1, 4):
        people.post(people.ana, f"/api/v1/incidents/{number}/updates",
                    {"audience": "executive", "conditions": f"Orders fail, {turn}", "actions": "We undo a change", "needs": "Nothing", "next_at": "2999-01-01T10:00:00Z"})
        check.until(f"update {turn} arrives", lambda turn=turn: len(post_office.mails(boss)) == turn + 1, 20)
    people.post(people.ana, f"/api/v1/incidents/{number}/updates", {"audience": "internal", "conditions": "Names and hosts"})
    texts = [text_of(mail) for mail in post_office.mails(boss)]
    for part in ("Conditions\nOrders fail, 3", "Actions\nWe undo a change", "Needs\nNothing", "The next update comes by 2999-01-01 10:00 UTC."):
        check(part in texts[-1].replace("\r\n", "\n"), f"the mail says {part!r}: {texts[-1]}")
    check(not any("Names and hosts" in text for text in texts), "what is for the house stays there")
    path = one_click(post_office.mails(boss)[-1])
    check(reader.request("POST", path, b"List-Unsubscribe=One-Click", FORM).status == 200, "one click ends it")
    check(people.ana.get(followers).json()["items"] == [], "nobody follows any more")


def subscriber(people: People, reader: Client, post_office: MailServer, number: int) -> None:
    page = people.post(people.ana, "/api/v1/status-pages", {"slug": "shop", "name": "Shop", "components": [{"name": "Paying"}]})
    address = "cy@example.net"
    form = urlencode({"kind": "mail", "address": address}).encode()
    first = reader.request("POST", "/status/shop/subscribe", form, FORM)
    check(first.status == 200, f"asking is answered: {first.status}")
    link = check.until("a link arrives", lambda: post_office.mails(address), 20)[0]
    path = urlsplit(re.search(r"http\S+/subscriptions/\S+", text_of(link)).group(0)).path
    shown = people.post(people.ana, f"/api/v1/incidents/{number}/status", {"page": page["id"], "title": "Orders fail", "state": "investigating", "text": "We look into it."})
    check("Confirm" in reader.get(path).text, "the link leads to a page that asks")
    check(len(post_office.mails(address)) == 1, "nothing is sent before it is confirmed")
    check(reader.request("POST", path + "/confirm", b"", FORM).status == 200, "confirmed")
    again = reader.request("POST", "/status/shop/subscribe", form, FORM)
    check(again.text == first.text, "the answer does not tell that the address is known")
    check.until("its own link comes again", lambda: len(post_office.mails(address)) == 2, 20)
    posts = f"/api/v1/status-pages/{page['id']}/entries/{shown['id']}/posts"
    people.post(people.ana, posts, {"state": "resolved", "text": "Orders work again."})
    mail = check.until("the post arrives", lambda: post_office.mails(address)[2:], 20)[0]
    check("Orders work again." in text_of(mail) and f"/status/shop/incident-{shown['id']}.html" in text_of(mail), f"with words and link: {text_of(mail)}")
    check(reader.request("POST", one_click(mail), b"List-Unsubscribe=One-Click", FORM).status == 200, "one click ends it")
    check(reader.get(path).status == 404, "and nothing is left of it")


def story(server: Server, post_office: MailServer) -> None:
    people = People(server.url)
    reader = Client(server.url)
    number = people.post(people.ana, "/api/v1/incidents", {"title": "Pool exhausted", "severity": "sev1"})["number"]
    stakeholder(people, reader, post_office, number)
    subscriber(people, reader, post_office, number)


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="debrief-mail-") as name, ExitStack() as stack:
        folder = Path(name)
        post_office = MailServer(folder)
        post_office.start()
        stack.callback(post_office.stop)
        server = stack.enter_context(Server(find_binary(), folder / "data", folder / "debrief.log", options=post_office.options(), port=free_port()))
        return check.tell(lambda: story(server, post_office), server.log_tail)


if __name__ == "__main__":
    sys.exit(main())
