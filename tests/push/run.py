#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Lets the server push to a stand-in for a push service behind HTTPS (Debian package python3-cryptography reads it).

    tests/push/run.py

Each message is signed by this server for that service (RFC 8292), sealed for that browser alone (RFC 8291), and says how
long and how urgent it is (RFC 8030). A service that asks to wait is left alone for as long; a browser that it does not know
any more is forgotten; addresses inside are not connected to. The binary is the newest build, or DEBRIEF_BIN.
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

try:
    from service import Browser, PushService, to_bytes  # noqa: E402
except ModuleNotFoundError:
    # Debian's interpreter has Debian's packages; the first on the PATH may be another.
    if sys.executable == "/usr/bin/python3":
        raise
    os.execv("/usr/bin/python3", ["/usr/bin/python3", *sys.argv])

from support.checks import Checks, Failed  # noqa: E402
from support.http_client import Client, Response  # noqa: E402
from support.postgres import free_port  # noqa: E402
from support.server import Server, find_binary  # noqa: E402

check = Checks()
HOUR = 3600


def done(answer: Response, what: str) -> Any:
    if answer.status >= 300:
        raise Failed(f"{what} answered {answer.status}: {answer.text[:300]}")
    return answer.json() if answer.text else None


class House:
    """An administrator, and Bo, who has browsers."""

    def __init__(self, url: str):
        self.ada, self.bo = Client(url), Client(url)
        done(self.ada.post("/api/v1/setup", {"name": "Ada Admin", "email": "ada@example.org", "password": "a long password"}), "setting up")
        self.bo_id = done(self.ada.post("/api/v1/users", {"name": "Bo Berg", "email": "bo@example.org", "password": "a long password", "role": "responder"}), "inviting")["id"]
        done(self.bo.post("/api/v1/sessions", {"email": "bo@example.org", "password": "a long password"}), "signing in")
        rule = {"name": "Money", "match": {"words": "payment"}, "people": [self.bo_id]}
        policy = {"name": "Nobody there", "match": {"severity": "sev1"}, "steps": [{"after": 0, "people": [self.bo_id]}, {"after": 30, "people": [self.bo_id]}]}
        done(self.ada.post("/api/v1/stakeholder-rules", rule), "a rule")
        done(self.ada.post("/api/v1/escalation-policies", policy), "a policy")
        self.key = to_bytes(done(self.bo.get("/api/v1/notices/push-key"), "the key")["key"])

    def subscribe(self, browser: Browser) -> list[dict[str, Any]]:
        return done(self.bo.post("/api/v1/notices/browsers", browser.subscription()), "subscribing")["browsers"]

    def browsers(self) -> list[dict[str, Any]]:
        return done(self.bo.get("/api/v1/notices/settings"), "the settings")["browsers"]

    def remove_all(self) -> None:
        for one in self.browsers():
            done(self.bo.request("DELETE", f"/api/v1/notices/browsers/{one['id']}"), "removing a browser")

    def declare(self, title: str, severity: str = "sev3") -> int:
        return done(self.ada.post("/api/v1/incidents", {"title": title, "severity": severity}), "declaring")["number"]


def messages(house: House, service: PushService) -> None:
    first, second = service.browser("/send/first"), service.browser("/send/second")
    house.subscribe(first)
    check(len(house.subscribe(first)) == 1 and len(house.subscribe(second)) == 2, "a browser counts once")
    began = time.time()
    number = house.declare("Payments “fail” – für alle")
    came = service.wait("/send/first", 1)
    check(len(came) == 1 and len(service.wait("/send/second", 1)) == 1, "each browser gets it")
    one = came[0]
    check(one.at - began < 5, f"within seconds: {one.at - began:.1f} s")
    token = one.token(house.key)
    check(token["head"] == {"typ": "JWT", "alg": "ES256"}, f"an ES256 token: {token['head']}")
    check(token["aud"] == service.origin, f"for the origin of the service: {token['aud']}")
    check(one.at < token["exp"] <= one.at + 24 * HOUR, "valid for a day at most")
    check(token["sub"] == "mailto:debrief@example.org", f"with somebody to write to: {token['sub']}")
    check(one.headers["content-encoding"] == "aes128gcm" and len(one.body) <= 4096, "encrypted in one record")
    check(b"ayments" not in one.body, "the service cannot read it")
    message = first.read(one.body)
    check(message["title"] == f"SEV3, INC-{number}: Payments “fail” – für alle" and message["path"] == f"/incidents/{number}", f"the browser can: {message}")
    check(message["kind"] == "stakeholder.brought" and "it says “Payment”" in message["text"], f"and why: {message}")
    check(second.read(service.at("/send/second")[0].body)["id"] == message["id"], "the other one too, with keys of its own")
    check(one.body[:86] != service.at("/send/second")[0].body[:86], "salt and sender are new for each")
    check(one.headers["urgency"] == "normal" and 24 * HOUR - 60 <= int(one.headers["ttl"]) <= 24 * HOUR and "topic" not in one.headers, f"it can wait for a day: {one.headers}")
    check("cookie" not in one.headers and "referer" not in one.headers, "nothing else is told")
    check(all(each["succeeded_at"] for each in check.until("both are known as reached", lambda: all(b["succeeded_at"] for b in house.browsers()) and house.browsers())), "reached")
    house.remove_all()


def calls(house: House, service: PushService) -> None:
    phone = service.browser("/send/phone")
    house.subscribe(phone)
    number = house.declare("Everything is down", "sev1")
    one = service.wait("/send/phone", 1)[0]
    message = phone.read(one.body)
    check(message["kind"] == "escalation.step" and message["path"] == f"/incidents/{number}/room", f"a call leads to the room: {message}")
    check(one.headers["urgency"] == "high" and HOUR - 60 <= int(one.headers["ttl"]) <= HOUR, f"a call cannot wait: {one.headers}")
    check(0 < len(one.headers["topic"]) <= 32 and message["topic"] == one.headers["topic"], "it has a topic")
    done(house.ada.post(f"/api/v1/incidents/{number}/escalation", {"reason": "no answer"}), "escalating")
    again = service.wait("/send/phone", 2)[1]
    check(again.headers["topic"] == one.headers["topic"] and phone.read(again.body)["id"] != message["id"], "the next call takes its place")
    other = house.declare("Everything is down again", "sev1")
    third = service.wait("/send/phone", 3)[2]
    check(third.headers["topic"] != one.headers["topic"] and phone.read(third.body)["path"] == f"/incidents/{other}/room", "that of another incident does not")
    for each in (number, other):
        done(house.ada.post(f"/api/v1/incidents/{each}/escalation/acknowledge", {}), "acknowledging")
    house.remove_all()


def trouble(house: House, service: PushService) -> None:
    paths = {"/send/gone": 410, "/send/unknown": 404, "/send/refused": 403, "/send/moved": 307, "/send/broken": 500}
    for path, status in paths.items():
        service.answers[path] = [(status, {"Location": service.origin + "/elsewhere"} if status == 307 else {})]
        house.subscribe(service.browser(path))
    house.subscribe(service.browser("/send/busy"))
    service.answers["/send/busy"] = [(429, {"Retry-After": "18"})]
    house.declare("The payment page is blank")
    check(all(len(service.wait(path, 1)) == 1 for path in [*paths, "/send/busy"]), "each is asked")
    check.until("two are forgotten", lambda: len(house.browsers()) == 4)
    check(len(service.wait("/send/broken", 2, 14)) == 2, "an error of the service is tried again")
    check(len(service.at("/send/busy")) == 1, "one that asked to wait is left alone")
    busy = service.wait("/send/busy", 2, 14)
    check(len(busy) == 2 and busy[1].at - busy[0].at >= 18, f"for as long as it asked: {[one.at for one in busy]}")
    check(int(busy[1].headers["ttl"]) < int(busy[0].headers["ttl"]), "then it lives as much shorter")
    check(len(service.at("/send/refused")) == 1, "what is refused for good is not tried again")
    check(not service.at("/elsewhere"), "redirects are not followed")
    check(len(service.at("/send/gone")) == len(service.at("/send/unknown")) == 1, "who is gone is not asked again")
    house.remove_all()


def privacy(house: House, service: PushService) -> None:
    house.subscribe(service.browser("/send/curious"))
    hidden = done(house.ada.post("/api/v1/incidents", {"title": "Payments of one customer", "severity": "sev1", "visibility": "private"}), "declaring")["number"]
    house.declare("Payments wait")
    check(len(service.wait("/send/curious", 1)) == 1, "what everybody may read is told")
    time.sleep(1)
    check(len(service.at("/send/curious")) == 1, f"a private incident, {hidden}, is not")
    one = house.browsers()[0]
    check("address" not in one and service.host not in str(one), "addresses are not shown again")
    answer = house.ada.request("DELETE", f"/api/v1/notices/browsers/{one['id']}")
    check(answer.status == 204 and len(house.browsers()) == 1, "nobody removes the browser of somebody else")
    house.remove_all()


def inside(house: House) -> None:
    """Addresses that only this machine reaches are not connected to; what is no address of a push service is refused."""
    good = Browser("https://push.example.org/x").subscription()
    for bad in ({"address": "http://push.example.org/x"}, {"address": "javascript:alert(1)"}, {"p256dh": "AAAA"}, {"auth": ""}, {"p256dh": good["auth"]}, {"owner": "somebody"}):
        answer = house.bo.post("/api/v1/notices/browsers", {**good, **bad})
        check(answer.status == 422, f"{bad} is refused: {answer.status}")
    check(Client(f"http://{house.bo.host}:{house.bo.port}").get("/api/v1/notices/push-key").status == 401, "the key is for those who are signed in")
    house.remove_all()


def guarded(house: House, service: PushService) -> None:
    """This server was told of no host that may lie inside."""
    house.subscribe(service.browser("/send/inside"))
    house.declare("A payment is lost")
    check.until("it was told", lambda: done(house.bo.get("/api/v1/notices"), "notices")["items"])
    time.sleep(2)
    check(not service.at("/send/inside"), "an address inside is not connected to")


def story(server: Server, closed: Server, service: PushService, folder: Path) -> None:
    house = House(server.url)
    for part in (messages, calls, trouble, privacy):
        part(house, service)
    inside(house)
    guarded(House(closed.url), service)
    stored = b"".join(path.read_bytes() for path in (folder / "data").glob("debrief.sqlite*"))
    check(bool(stored) and b"/send/first" not in stored, "addresses are sealed in the database")
    check("/send/" not in server.log.read_text(errors="replace"), "and not in the log")
    check(server.stop() == 0, "the server ends well")
    check(server.sanitizer_report() is None, f"sanitizers say nothing: {server.sanitizer_report()}")


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="debrief-push-") as name, ExitStack() as stack:
        folder = Path(name)
        service = stack.enter_context(PushService(folder))
        os.environ["SSL_CERT_FILE"] = str(service.certificate)
        mail = ["--mail-server", f"smtp://127.0.0.1:{free_port()}", "--mail-from", "Debrief <debrief@example.org>"]
        options = ["--allow-outgoing", service.host, *mail]
        server = stack.enter_context(Server(find_binary(), folder / "data", folder / "debrief.log", options=options, port=free_port()))
        closed = stack.enter_context(Server(find_binary(), folder / "closed", folder / "closed.log", port=free_port()))
        return check.tell(lambda: story(server, closed, service, folder), server.log_tail)


if __name__ == "__main__":
    sys.exit(main())
