#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Lets the server tell a real receiver (Node.js, npm standardwebhooks) what happens.

    tests/deliveries/run.py

Signatures verify, also while a key is changed; a receiver that is slow or fails holds nobody up; what failed comes again
under its id; redirects and addresses inside are not followed; secrets and addresses are not told again. The first attempt
is made within two seconds of the fact. The binary is the newest build, or DEBRIEF_BIN.
"""
import json
import sys
import tempfile
import time
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent), str(HERE)]

from receiver import Receiver, data_of  # noqa: E402
from support.checks import Checks, Failed  # noqa: E402
from support.http_client import Client, Response  # noqa: E402
from support.postgres import free_port  # noqa: E402
from support.server import Server, find_binary  # noqa: E402

check = Checks()
MANY = 200


def done(answer: Response, what: str) -> Any:
    if answer.status >= 300:
        raise Failed(f"{what} answered {answer.status}: {answer.text[:300]}")
    return answer.json() if answer.text else None


def add(ada: Client, receiver: Receiver, path: str, **more: Any) -> dict[str, Any]:
    wanted = {"kind": "webhook", "name": "At " + path.strip("/").replace("/", " "), "address": receiver.url + path, **more}
    added = done(ada.post("/api/v1/endpoints", wanted), f"adding {path}")
    if added["secret"]:
        receiver.expect(path, added["secret"])
    return added


def declare(ada: Client, title: str, **more: Any) -> int:
    return done(ada.post("/api/v1/incidents", {"title": title, "severity": "sev2", **more}), "declaring")["number"]


def endpoint(ada: Client, one: dict[str, Any]) -> dict[str, Any]:
    return next(each for each in ada.get("/api/v1/endpoints").json()["items"] if each["id"] == one["id"])


def deliveries(ada: Client, one: dict[str, Any], state: str = "") -> list[dict[str, Any]]:
    return ada.get(f"/api/v1/deliveries?limit=200&endpoint={one['id']}&state={state}").json()["items"]


def attempted(ada: Client, one: dict[str, Any]) -> dict[str, Any]:
    found = check.until("an attempt", lambda: [each for each in deliveries(ada, one) if each["attempts"] > 0])
    return found[0]


def signatures(ada: Client, receiver: Receiver) -> None:
    ok = add(ada, receiver, "/ok", services=["checkout"])
    shown = ada.get("/api/v1/endpoints").text
    check(ok["secret"].startswith("whsec_") and ok["secret"] not in shown, "the signing key is told once")
    check(f"127.0.0.1:{receiver.port}" in shown and receiver.url + "/ok" not in shown, "only the host of the address is shown")
    number = declare(ada, "Checkout <fails>", services=["checkout"])
    declare(ada, "Search is slow", services=["search"])
    came = receiver.wait("/ok", 1)
    check(len(came) == 1 and came[0]["verified"] is True, f"it is signed by Standard Webhooks: {came}")
    body = data_of(came[0])
    incident = body["data"]["incident"]
    check(body["type"] == "incident.declared" and incident["number"] == number and incident["key"] == f"INC-{number}", f"it says what happened: {body}")
    check(incident["title"] == "Checkout <fails>" and incident["severity"] == "sev2" and incident["url"].endswith(f"/incidents/{number}"), "and to what")
    check(deliveries(ada, ok)[0]["id"] == came[0]["id"], "its id is that of the delivery")
    renewed = done(ada.post(f"/api/v1/endpoints/{ok['id']}/secret", {}), "a new key")
    done(ada.request("PATCH", f"/api/v1/incidents/{number}", {"severity": "sev1"}), "raising it")
    came = receiver.wait("/ok", 2)
    check(came[-1]["verified"] is True and came[-1]["signature"].count("v1,") == 2, "the old key holds for a day, beside the new one")
    receiver.expect("/ok", renewed["secret"])
    tested = done(ada.post(f"/api/v1/endpoints/{ok['id']}/test", {}), "a test")
    came = receiver.wait("/ok", 3)
    check(tested["ok"] and tested["answer"] == "ok" and came[-1]["verified"] is True and data_of(came[-1])["type"] == "endpoint.test", f"a test arrives: {tested}")
    # Sent again under the same id.
    first = deliveries(ada, ok)[-1]
    done(ada.post(f"/api/v1/deliveries/{first['id']}/replay"), "sending it again")
    came = receiver.wait("/ok", 4)
    check(came[-1]["id"] == first["id"] and came[-1]["body"] == came[0]["body"], "a replay keeps id and body")
    done(ada.request("DELETE", f"/api/v1/endpoints/{ok['id']}"), "removing it")


def chats(ada: Client, receiver: Receiver) -> None:
    slack = add(ada, receiver, "/chat/slack", kind="slack", events=["update.customer"])
    mattermost = add(ada, receiver, "/chat/mattermost", kind="mattermost", events=["update.customer"])
    number = declare(ada, "Orders & <invoices>")
    done(ada.post(f"/api/v1/incidents/{number}/updates", {"audience": "customer", "conditions": "Orders *wait* @channel <!here>", "actions": "", "needs": ""}), "an update")
    told = [receiver.wait(f"/chat/{kind}", 1) for kind in ("slack", "mattermost")]
    check(all(len(came) == 1 and list(data_of(came[0])) == ["text"] for came in told), f"chats are told a text: {told}")
    text = data_of(told[0][0])["text"]
    check("Orders &amp; &lt;invoices&gt;" in text and "&lt;!here&gt;" in text and "|Open in Debrief>" in text, f"Slack: {text}")
    text = data_of(told[1][0])["text"]
    check("\\*wait\\*" in text and "@channel" not in text and "[Open in Debrief](" in text, f"Mattermost: {text}")
    for one in (slack, mattermost):
        done(ada.request("DELETE", f"/api/v1/endpoints/{one['id']}"), "removing a chat")


def latency(came: list[dict[str, Any]]) -> tuple[float, float]:
    spans = sorted(one["at"] - datetime.fromisoformat(data_of(one)["timestamp"].replace("Z", "+00:00")).timestamp() * 1000 for one in came)
    return spans[len(spans) // 2], spans[int(len(spans) * 0.99)]


def trouble(ada: Client, receiver: Receiver) -> None:
    made = {path: add(ada, receiver, path, events=["incident.declared"]) for path in ("/flaky", "/busy", "/slow", "/gone", "/refused", "/elsewhere")}
    quick = add(ada, receiver, "/quick", events=["incident.declared"])
    before = len(receiver.look("/quick"))
    for i in range(MANY):
        declare(ada, f"Number {i}")
    came = receiver.wait("/quick", before + MANY, 20)
    check(len(came) == MANY and all(one["verified"] for one in came), f"all {MANY} came, beside receivers that are slow or fail: {len(came)}")
    check(len({one["id"] for one in came}) == MANY, "each once")
    middle, high = latency(came)
    print(f"first attempt after the fact, {MANY} facts beside a slow and five failing receivers: p50 {middle:.0f} ms, p99 {high:.0f} ms", flush=True)
    check(high <= 2000, "the first attempt is made within two seconds (p99)")
    gone = endpoint(ada, made["/gone"])
    check(gone["state"] == "gone" and len(receiver.look("/gone")) == 1, f"410 switches it off: {gone['state']}")
    notices = [one for one in ada.get("/api/v1/notices").json()["items"] if one["kind"] == "endpoint.off"]
    check(len(notices) == 1 and "At gone" in notices[0]["title"], "and administrators are told")
    check(not receiver.look("/inside/metadata"), "a redirect is not followed")
    redirected = attempted(ada, made["/elsewhere"])
    check(redirected["status"] == 302 and "redirects are not followed" in redirected["error"], f"and said: {redirected}")
    refused = attempted(ada, made["/refused"])
    check(refused["status"] == 400 and refused["answer"] == "ok" and refused["state"] == "waiting", f"400 is tried again: {refused}")
    for path, statuses in (("/flaky", [500, 204]), ("/busy", [429, 200])):
        first = receiver.look(path)[0]["id"]
        check.until(f"{path}: what failed comes again under its id", lambda path=path, first=first, statuses=statuses: [one["status"] for one in receiver.look(path) if one["id"] == first] == statuses, 15)
    done(ada.request("PATCH", f"/api/v1/endpoints/{made['/gone']['id']}", {"on": True}), "switching it on")
    for one in [*made.values(), quick]:
        done(ada.request("DELETE", f"/api/v1/endpoints/{one['id']}"), "removing it")


def privacy(ada: Client, receiver: Receiver) -> None:
    open_one = add(ada, receiver, "/ok/open")
    trusted = add(ada, receiver, "/ok/trusted", private=True)
    hidden = declare(ada, "A leak", visibility="private")
    shown = declare(ada, "No leak")
    came = [receiver.wait(path, 1) for path in ("/ok/trusted", "/ok/open")]
    receiver.wait("/ok/trusted", 2)
    told = {path: [data_of(one)["data"]["incident"]["number"] for one in receiver.look(path) if data_of(one)["type"] == "incident.declared"] for path in ("/ok/trusted", "/ok/open")}
    check(sorted(told["/ok/trusted"]) == [hidden, shown] and told["/ok/open"] == [shown], f"private incidents go only where the endpoint says so: {told} {len(came)}")
    for one in (open_one, trusted):
        done(ada.request("DELETE", f"/api/v1/endpoints/{one['id']}"), "removing it")


def inside(ada: Client) -> None:
    """Addresses that only this machine reaches are refused, where the operator did not allow them."""
    for address in ("http://169.254.169.254/latest/meta-data", "http://example.com/x", "https://ada:secret@example.com/", "file:///etc/passwd", "https://"):
        answer = ada.post("/api/v1/endpoints", {"kind": "webhook", "name": "x", "address": address})
        check(answer.status == 422 and "secret@" not in answer.text, f"{address} is refused: {answer.status}")
    for address in ("https://169.254.169.254/latest/meta-data", "https://localhost:9/", "https://[::1]:9/", "https://[::ffff:127.0.0.1]:9/", "https://10.0.0.1/", "https://0x7f000001:9/", "https://2130706433:9/"):
        one = done(ada.post("/api/v1/endpoints", {"kind": "webhook", "name": "x", "address": address}), address)
        answer = ada.post(f"/api/v1/endpoints/{one['id']}/test", {})
        check(answer.status == 503 and "not on the open internet" in answer.text, f"{address} is not connected to: {answer.status} {answer.text[:200]}")
        done(ada.request("DELETE", f"/api/v1/endpoints/{one['id']}"), "removing it")
    answer = ada.post("/api/v1/endpoints", {"kind": "webhook", "name": "x", "address": "https://example.com", "owner": "status/1"})
    check(answer.status == 422, "unknown fields are refused")


def story(server: Server, receiver: Receiver, folder: Path) -> None:
    ada = Client(server.url)
    done(ada.post("/api/v1/setup", {"name": "Ada Admin", "email": "ada@example.org", "password": "a long password"}), "setting up")
    for part in (signatures, chats, privacy, trouble):
        part(ada, receiver)
    inside(ada)
    stored = b"".join(path.read_bytes() for path in (folder / "data").glob("debrief.sqlite*"))
    check(bool(stored) and b"whsec_" not in stored and b"/chat/slack" not in stored, "keys and addresses are sealed in the database")
    log = server.log.read_text(errors="replace")
    check("whsec_" not in log and "/chat/slack" not in log, "and not in the log")
    began = time.monotonic()
    check(server.stop() == 0 and time.monotonic() - began < 20, "the server ends in time")
    check(server.sanitizer_report() is None, f"sanitizers say nothing: {server.sanitizer_report()}")


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="debrief-deliveries-") as name, ExitStack() as stack:
        folder = Path(name)
        receiver = stack.enter_context(Receiver())
        options = ["--allow-outgoing", f"127.0.0.1:{receiver.port}"]
        server = stack.enter_context(Server(find_binary(), folder / "data", folder / "debrief.log", options=options, port=free_port()))
        return check.tell(lambda: story(server, receiver, folder), server.log_tail)


if __name__ == "__main__":
    sys.exit(main())
