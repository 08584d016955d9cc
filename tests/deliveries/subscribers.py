#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Lets a program subscribe to a status page, with a real receiver (Node.js, npm standardwebhooks).

    tests/deliveries/subscribers.py

The challenge brings key and link, a POST to the link confirms, what is posted comes signed; who did not confirm or was
removed hears nothing. Who asks too often waits, by the address that a trusted proxy gives, also after a restart. The binary is
the newest build, or DEBRIEF_BIN.
"""
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent), str(HERE)]

from receiver import Receiver, data_of  # noqa: E402
from support.checks import Checks, Failed  # noqa: E402
from support.http_client import Client, Response  # noqa: E402
from support.postgres import free_port  # noqa: E402
from support.server import Server, find_binary  # noqa: E402

check = Checks()
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
MOST = 60


def done(answer: Response, what: str) -> Any:
    if answer.status >= 300:
        raise Failed(f"{what} answered {answer.status}: {answer.text[:300]}")
    return answer.json() if answer.text else None


def ask(reader: Client, address: str, forwarded: str = "192.0.2.1") -> int:
    body = urlencode({"kind": "webhook", "address": address}).encode()
    return reader.request("POST", "/status/shop/subscribe", body, {**FORM, "X-Forwarded-For": forwarded}).status


def challenged(reader: Client, receiver: Receiver, path: str) -> dict[str, Any]:
    """Asks for the path and returns what the challenge says."""
    check(ask(reader, receiver.url + path) == 200, "asking is answered")
    came = receiver.wait(path, 1)
    check(len(came) == 1, f"the challenge arrives: {came}")
    body = data_of(came[0])
    check(body["type"] == "status.confirm" and body["data"]["secret"].startswith("whsec_"), f"with the key: {body['type']}")
    receiver.expect(path, body["data"]["secret"])
    return body["data"]


def subscribing(server: Server, ada: Client, receiver: Receiver) -> None:
    reader = server.client()
    page = done(ada.post("/api/v1/status-pages", {"slug": "shop", "name": "Shop", "components": [{"name": "Paying"}]}), "a page")
    sure = challenged(reader, receiver, "/sure")
    challenged(reader, receiver, "/unsure")
    removed = challenged(reader, receiver, "/removed")
    for one in (sure, removed):
        check(reader.request("POST", urlsplit(one["confirm"]).path, b"", FORM).status == 200, "a POST confirms")
    items = ada.get(f"/api/v1/status-pages/{page['id']}/subscribers").json()["items"]
    gone = next(one for one in items if one["address"].endswith("/removed"))
    done(ada.request("DELETE", f"/api/v1/status-pages/{page['id']}/subscribers/{gone['id']}"), "removing one")
    facts = ada.get("/api/v1/audit").text
    check("Removed a subscriber of the status page Shop" in facts and "/removed" not in facts, "who removed it is on record, without its address")
    entry = done(ada.post(f"/api/v1/status-pages/{page['id']}/entries", {"title": "Orders fail", "state": "investigating", "text": "We look into it."}), "an entry")
    came = receiver.wait("/sure", 2)
    check(len(came) == 2 and came[1]["verified"] is True, f"what is posted comes, signed with the key of the challenge: {came[1:]}")
    told = data_of(came[1])
    check(told["type"] == "status.posted" and "We look into it." in came[1]["body"], f"with its words: {told}")
    check(f"/status/shop/incident-{entry['id']}.html" in came[1]["body"], "and the address of the incident")
    check(reader.request("POST", urlsplit(sure["unsubscribe"]).path, b"", FORM).status == 200, "one POST ends it")
    done(ada.post(f"/api/v1/status-pages/{page['id']}/entries/{entry['id']}/posts", {"state": "resolved", "text": "Orders work again."}), "a post")
    time.sleep(2)
    check([len(receiver.look(path)) for path in ("/sure", "/unsure", "/removed")] == [2, 1, 1], "nobody else and nothing more")


def limits(server: Server, receiver: Receiver) -> None:
    reader = server.client()
    answers = [ask(reader, receiver.url + "/often", "203.0.113.9, 192.0.2.7") for _ in range(MOST + 1)]
    check(set(answers[:MOST]) == {200} and answers[MOST] == 429, f"after {MOST} one waits: {answers[-3:]}")
    check(ask(reader, receiver.url + "/often", "198.51.100.4, 192.0.2.7") == 429, "what a client writes before its address changes nothing")
    check(ask(reader, receiver.url + "/often", "192.0.2.8") == 200, "others do not wait")
    check(len(receiver.wait("/often", 3)) == 3, "an address is challenged three times a day at most")
    reader.close()
    server.kill()
    server.start()
    check(ask(server.client(), receiver.url + "/often", "192.0.2.7") == 429, "a restart is no way around it")


def story(server: Server, receiver: Receiver) -> None:
    ada = server.client()
    done(ada.post("/api/v1/setup", {"name": "Ada", "email": "ada@example.org", "password": "a long password"}), "setting up")
    subscribing(server, ada, receiver)
    limits(server, receiver)
    check(server.sanitizer_report() is None, f"sanitizers say nothing: {server.sanitizer_report()}")


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="debrief-subscribers-") as name, ExitStack() as stack:
        folder = Path(name)
        receiver = stack.enter_context(Receiver())
        options = ["--allow-outgoing", f"127.0.0.1:{receiver.port}", "--trusted-proxy", "127.0.0.1"]
        server = stack.enter_context(Server(find_binary(), folder / "data", folder / "debrief.log", options=options, port=free_port()))
        return check.tell(lambda: story(server, receiver), server.log_tail)


if __name__ == "__main__":
    sys.exit(main())
