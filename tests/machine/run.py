#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Lets the server ask a stand-in for a language model, which looks at what it receives.

    tests/machine/run.py

What is sent names nobody and holds no address; a text with citations waits for a person and, accepted, becomes part
of the postmortem; texts without citation, over the limit, late, or none at all are told as such, and nothing else is
affected meanwhile. The binary is the newest build, or DEBRIEF_BIN.
"""
import json
import os
import sys
import tempfile
import threading
import time
from contextlib import ExitStack
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from unittest import mock

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent)]

from support.checks import Checks, Failed  # noqa: E402
from support.http_client import Client, Response  # noqa: E402
from support.server import Server, find_binary  # noqa: E402

KEY = "a-key-that-nobody-sees"
SECRETS = ["Ana", "Muster", "Bo ", "Berg", "example.org", "10.20.30.40", "wiki.internal"]


class StandIn(ThreadingHTTPServer):
    """Answers chat completions with `text`, in `seconds`, or with `status`; keeps what it received."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answering)
        self.text, self.status, self.seconds = "", 200, 0.0
        self.received: list[dict[str, Any]] = []
        self.keys: list[str] = []
        self.let_go = threading.Event()

    def answer_with(self, text: str = "", status: int = 200, seconds: float = 0) -> None:
        self.text, self.status, self.seconds = text, status, seconds


class Answering(BaseHTTPRequestHandler):
    server: StandIn

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.received.append({"path": self.path, "text": body.decode(), "body": json.loads(body)})
        self.server.keys.append(self.headers.get("Authorization", ""))
        self.server.let_go.wait(self.server.seconds)
        answer = json.dumps({"choices": [{"message": {"role": "assistant", "content": self.server.text}, "finish_reason": "stop"}]})
        try:
            self.send_response(self.server.status)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write((answer if self.server.status == 200 else f"no luck, {KEY}").encode())
        except OSError:
            pass

    def log_message(self, *_: Any) -> None:
        pass


def done(answer: Response, what: str) -> Any:
    if answer.status >= 300:
        raise Failed(f"{what} answered {answer.status}: {answer.text[:300]}")
    return answer.json()


def set_up(server: Server) -> tuple[Client, Client]:
    ana, bo = Client(server.url), Client(server.url)
    done(ana.post("/api/v1/setup", {"name": "Ana Muster", "email": "ana@example.org", "password": "a long password"}), "setup")
    done(ana.post("/api/v1/users", {"name": "Bo Berg", "email": "bo@example.org", "password": "a long password", "role": "viewer"}), "a viewer")
    done(bo.post("/api/v1/sessions", {"email": "bo@example.org", "password": "a long password"}), "sign in")
    return ana, bo


def incident(ana: Client, **more: Any) -> int:
    number = done(ana.post("/api/v1/incidents", {"title": "Checkout answers 500, says Bo Berg", "severity": "sev2", **more}), "an incident")["number"]
    for kind, text in (("observation", "Ana Muster sees 10.20.30.40 refuse connections, see https://wiki.internal/pool"),
                       ("action", "Bo restarted the pool after a mail of bo@example.org")):
        done(ana.post(f"/api/v1/incidents/{number}/notes", {"kind": kind, "text": text}), "a note")
    return number


def check_sent(check: Checks, stand_in: StandIn) -> None:
    received = stand_in.received[-1]
    check(received["path"] == "/v1/chat/completions" and received["body"]["model"] == "stand-in", f"the form of the request: {received}")
    check(stand_in.keys[-1] == f"Bearer {KEY}", "the key goes to the machine")
    for secret in SECRETS:
        check(secret not in received["text"], f"'{secret}' is not sent: {received['text']}")


def accepting(check: Checks, stand_in: StandIn, ana: Client, bo: Client) -> int:
    number = incident(ana)
    path = f"/api/v1/incidents/{number}/machine"
    stand_in.answer_with("The pool refused connections [T2]. A restart followed [T2, T3].")
    check(bo.post(f"{path}/summary", {}).status == 403, "viewers do not make it send anything")
    check(not stand_in.received, "and nothing was sent")
    proposal = done(ana.post(f"{path}/summary", {}), "a summary")
    check_sent(check, stand_in)
    check(proposal["state"] == "proposed" and "#entry-" in proposal["markdown"], f"it is a proposal that cites: {proposal}")
    check([c["label"] for c in proposal["citations"]] == ["T2", "T3"], "its citations show their sources")
    check(proposal["sent"] == stand_in.received[-1]["text"], "what was sent is kept, exactly")
    done(ana.post(f"/api/v1/incidents/{number}/postmortem", {}), "a draft")
    document = f"/api/v1/incidents/{number}/postmortem"
    check("Machine-written" not in ana.get(document).text, "until it is accepted it is no part of the postmortem")
    check(bo.post(f"{path}/{proposal['id']}/settle", {"state": "accepted"}).status == 403, "viewers accept nothing")
    done(ana.post(f"{path}/{proposal['id']}/settle", {"state": "accepted"}), "accepting")
    check("Machine-written (stand-in), accepted by Ana Muster" in done(ana.get(document), "the postmortem")["markdown"], "then it is, marked")
    answer = done(ana.post(f"{path}/question", {"question": "What did Bo Berg do?"}), "a question")
    check_sent(check, stand_in)
    check(done(ana.post(f"{path}/{answer['id']}/settle", {"state": "rejected"}), "rejecting")["settled_by"] == "Ana Muster", "a person rejects")
    kinds = [fact["kind"] for fact in ana.get(f"/api/v1/facts?incident={number}&limit=200").json()["items"]]
    check(kinds.count("machine.proposed") == 2 and kinds.count("machine.settled") == 2, f"facts tell it: {kinds}")
    return number


def refusing(check: Checks, stand_in: StandIn, ana: Client, number: int) -> None:
    path = f"/api/v1/incidents/{number}/machine"
    for text, why in (("The pool was full.", "cites nothing"), ("The pool was full [T2]. Bo should know better.", "cites nothing"),
                      ("It was the moon [T999].", "cites T999"), ("x" * 9000 + " [T2]", "longer than"), ("NOT TOLD", "does not tell"), ("", "empty")):
        stand_in.answer_with(text)
        answer = ana.post(f"{path}/summary", {})
        check(answer.status == 503 and why in answer.text, f"'{text[:40]}' is rejected: {answer.status} {answer.text}")
    stand_in.answer_with(status=500)
    answer = ana.post(f"{path}/summary", {})
    check(answer.status == 503 and "status 500" in answer.text and KEY not in answer.text, f"its trouble is told: {answer.text}")
    states = [item["state"] for item in ana.get(path).json()["items"]]
    check(states == ["failed"] + ["refused"] * 6 + ["rejected", "accepted"], f"all of it is kept: {states}")


def private(check: Checks, stand_in: StandIn, ana: Client, bo: Client) -> None:
    number = incident(ana, visibility="private")
    path = f"/api/v1/incidents/{number}/machine"
    stand_in.answer_with("The pool refused connections [T2].")
    before = len(stand_in.received)
    check(ana.post(f"{path}/summary", {}).status == 409, "a private incident is not sent")
    check(len(stand_in.received) == before, "really not")
    done(ana.post(f"{path}/summary", {"confirm_private": True}), "sending it after all")
    check(bo.get(path).status == 404, "others do not see it")


def being_slow(check: Checks, stand_in: StandIn, ana: Client, url: str, number: int) -> None:
    stand_in.answer_with("Late [T2].", seconds=90)
    slow = Client(url, timeout=100)
    done(slow.post("/api/v1/sessions", {"email": "ana@example.org", "password": "a long password"}), "sign in")
    answers: list[Response] = []
    began = time.monotonic()
    asking = threading.Thread(target=lambda: answers.append(slow.post(f"/api/v1/incidents/{number}/machine/summary", {})))
    asking.start()
    time.sleep(1)
    before = time.monotonic()
    check(ana.get(f"/api/v1/incidents/{number}").status == 200 and time.monotonic() - before < 5, "everything else answers meanwhile")
    asking.join()
    took = time.monotonic() - began
    check(answers[0].status == 503 and 55 < took < 75, f"after a minute it gives up: {answers[0].status} in {took:.0f} s")
    stand_in.let_go.set()


def off(check: Checks, folder: Path) -> None:
    with Server(find_binary(), folder / "off", folder / "off.log") as server:
        ana, _ = set_up(server)
        number = incident(ana)
        check(ana.get("/api/v1/meta").json()["machine"] is False, "it is off by default")
        check(ana.post(f"/api/v1/incidents/{number}/machine/summary", {}).status == 409, "and says so")


def story(check: Checks, folder: Path, stand_in: StandIn, server: Server) -> None:
    ana, bo = set_up(server)
    check(ana.get("/api/v1/meta").json()["machine"] is True, "the server tells that it is on")
    number = accepting(check, stand_in, ana, bo)
    refusing(check, stand_in, ana, number)
    private(check, stand_in, ana, bo)
    being_slow(check, stand_in, ana, server.url, number)
    stand_in.shutdown()
    stand_in.server_close()
    check(ana.post(f"/api/v1/incidents/{number}/machine/summary", {}).status == 503, "a machine that is away is told")
    check(KEY not in (folder / "debrief.log").read_text(errors="replace"), "the key is in no log")
    check(server.sanitizer_report() is None, f"no sanitizer speaks: {server.sanitizer_report()}")
    off(check, folder)


def main() -> int:
    check = Checks()
    with tempfile.TemporaryDirectory(prefix="debrief-machine-") as name, ExitStack() as stack:
        folder = Path(name)
        stand_in = StandIn()
        threading.Thread(target=stand_in.serve_forever, daemon=True).start()
        key = folder / "key"
        key.write_text(KEY + "\n")
        stack.enter_context(mock.patch.dict(os.environ, {"DEBRIEF_MACHINE_KEY_FILE": str(key)}))
        options = ["--machine-url", f"http://127.0.0.1:{stand_in.server_port}", "--machine-model", "stand-in"]
        server = stack.enter_context(Server(find_binary(), folder / "data", folder / "debrief.log", options=options))
        return check.tell(lambda: story(check, folder, stand_in, server), server.log_tail)


if __name__ == "__main__":
    sys.exit(main())
