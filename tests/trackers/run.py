#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Lets the server follow actions in stand-ins for GitHub, GitLab and Jira, which speak the parts of their APIs that it
uses and send it signed events.

    tests/trackers/run.py

Tokens reach the tracker and nothing else; events count only when they are signed; hosts on private networks are not
reached unless the operator allowed them. The binary is the newest build, or DEBRIEF_BIN.
"""
import base64
import hashlib
import hmac
import json
import sys
import tempfile
import threading
import urllib.parse
from contextlib import ExitStack
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent)]

from support.checks import Checks, Failed  # noqa: E402
from support.http_client import Client, Response  # noqa: E402
from support.server import Server, find_binary  # noqa: E402

TOKENS = {"github": "github-token-1", "gitlab": "gitlab-token-2", "jira": "jira-token-3"}


class StandIn(ThreadingHTTPServer):
    """All three trackers at one address: their paths differ. Issues are kept by kind and number."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answering)
        self.issues: dict[tuple[str, int], dict[str, str]] = {}
        self.refused = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def shown(self, kind: str, number: int) -> dict[str, Any]:
        issue = self.issues[kind, number]
        if kind == "github":
            return {"number": number, "title": issue["title"], "state": issue["state"], "html_url": f"{self.url}/shop/api/issues/{number}"}
        if kind == "gitlab":
            state = "opened" if issue["state"] == "open" else issue["state"]
            return {"iid": number, "title": issue["title"], "state": state, "web_url": f"{self.url}/shop/deep/api/-/issues/{number}"}
        done = "new" if issue["state"] == "open" else "done"
        return {"id": str(number), "key": f"OPS-{number}", "fields": {"summary": issue["title"], "status": {"name": "x", "statusCategory": {"key": done}}}}


class Answering(BaseHTTPRequestHandler):
    server: StandIn

    def kind(self) -> str | None:
        headers, path = self.headers, self.path
        if path.startswith("/api/v3/repos/shop/api/issues") and headers.get("Authorization") == f"Bearer {TOKENS['github']}":
            return "github"
        if path.startswith(f"/api/v4/projects/{urllib.parse.quote('shop/deep/api', safe='')}/issues") and headers.get("PRIVATE-TOKEN") == TOKENS["gitlab"]:
            return "gitlab"
        basic = "Basic " + base64.b64encode(f"ana@example.org:{TOKENS['jira']}".encode()).decode()
        return "jira" if path.startswith("/rest/api/2/issue") and headers.get("Authorization") == basic else None

    def answer(self, status: int, body: Any) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(json.dumps(body).encode())

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        kind = self.kind()
        if kind is None:
            self.server.refused += 1
            return self.answer(401, {"message": f"who are you, {self.headers.get('Authorization')}?"})
        fields = body["fields"] if kind == "jira" else body
        number = len(self.server.issues) + 41
        text = fields.get("body") or fields.get("description")
        self.server.issues[kind, number] = {"title": fields.get("title") or fields["summary"], "text": text, "state": "open"}
        shown = self.server.shown(kind, number)
        return self.answer(201, {"id": shown["id"], "key": shown["key"]} if kind == "jira" else shown)

    def do_GET(self) -> None:
        kind = self.kind()
        last = self.path.split("?")[0].rsplit("/", 1)[-1].removeprefix("OPS-")
        if kind is None:
            self.server.refused += 1
            return self.answer(401, {})
        if (kind, int(last)) not in self.server.issues:
            return self.answer(404, {"message": "Not Found"})
        return self.answer(200, self.server.shown(kind, int(last)))

    def log_message(self, *_: Any) -> None:
        pass


def done(answer: Response, what: str) -> Any:
    if answer.status >= 300:
        raise Failed(f"{what} answered {answer.status}: {answer.text[:300]}")
    return answer.json() if answer.text else None


def event(kind: str, stand_in: StandIn, number: int) -> dict[str, Any]:
    shown = stand_in.shown(kind, number)
    if kind == "github":
        return {"action": "closed", "issue": shown, "repository": {"full_name": "shop/api"}}
    if kind == "gitlab":
        return {"object_kind": "issue", "object_attributes": {"iid": number, "title": shown["title"], "state": shown["state"], "url": shown["web_url"]}}
    return {"webhookEvent": "jira:issue_updated", "issue": shown}


def signed(kind: str, secret: str, body: bytes) -> dict[str, str]:
    if kind == "gitlab":
        return {"X-Gitlab-Token": secret}
    signature = "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    return {"X-Hub-Signature-256" if kind == "github" else "X-Hub-Signature": signature}


PROJECTS = {"github": "shop/api", "gitlab": "shop/deep/api", "jira": "OPS"}


def add_tracker(ana: Client, stand_in: StandIn, kind: str, **more: Any) -> dict[str, Any]:
    account = {"account": "ana@example.org"} if kind == "jira" else {}
    wanted = {"kind": kind, "address": stand_in.url, "project": PROJECTS[kind], "token": TOKENS[kind], **account, **more}
    return done(ana.post("/api/v1/trackers", wanted), f"adding {kind}")


def follow(check: Checks, stand_in: StandIn, ana: Client, guest: Client, incident: int, kind: str) -> None:
    tracker = add_tracker(ana, stand_in, kind)
    check(TOKENS[kind] not in json.dumps(tracker) and TOKENS[kind] not in ana.get("/api/v1/trackers").text, f"{kind}: the token is not shown")
    check(tracker["hook_secret"] not in ana.get("/api/v1/trackers").text, f"{kind}: the secret is shown once")
    action = done(ana.post(f"/api/v1/incidents/{incident}/actions", {"title": f"Limit the queue ({kind})", "text": "How", "check": {"kind": "link_merged"}}), "an action")
    path = f"/api/v1/actions/{action['number']}"
    linked = done(ana.post(f"{path}/link", {"tracker": tracker["id"]}), f"{kind}: making an issue")
    number = max(n for k, n in stand_in.issues if k == kind)
    made = stand_in.issues[kind, number]
    check(made["title"] == action["title"] and made["text"].startswith("How\n\nAction ACT-"), f"{kind}: the issue says what: {made}")
    check(linked["link"]["state"] == "open" and linked["link"]["url"].startswith(stand_in.url), f"{kind}: it is linked: {linked['link']}")
    made["state"] = "closed"
    body = json.dumps(event(kind, stand_in, number)).encode()
    for headers in ({}, signed(kind, "guess", body)):
        check(guest.request("POST", tracker["path"], body, headers).status == 401, f"{kind}: an event that is not signed is refused")
    check(done(ana.get(path), "the action")["state"] == "open", f"{kind}: and changes nothing")
    answer = guest.request("POST", tracker["path"], body, signed(kind, tracker["hook_secret"], body))
    check(answer.status == 202, f"{kind}: a signed event is taken in: {answer.status} {answer.text}")
    closed = done(ana.get(path), "the action")
    check(closed["state"] == "done" and closed["proof"]["outcome"] == "proven", f"{kind}: the action follows: {closed['state']} {closed['proof']}")
    other = done(ana.post(f"/api/v1/incidents/{incident}/actions", {"title": "Another"}), "an action")["number"]
    there = done(ana.post(f"/api/v1/actions/{other}/link", {"url": linked["link"]["url"]}), f"{kind}: linking a page")
    check(there["link"]["title"] == action["title"] and there["state"] == "done", f"{kind}: a page that is closed there: {there['state']} {there['link']}")
    bad = add_tracker(ana, stand_in, kind, token="wrong", name="bad")
    third = done(ana.post(f"/api/v1/incidents/{incident}/actions", {"title": "Third"}), "an action")["number"]
    refused = ana.post(f"/api/v1/actions/{third}/link", {"tracker": bad["id"]})
    check(refused.status == 503 and "401" in refused.text and "who are you" not in refused.text, f"{kind}: a refused token is told: {refused.text}")
    check(ana.request("DELETE", f"/api/v1/trackers/{bad['id']}").status == 204, f"{kind}: a tracker is removed")


def story(check: Checks, folder: Path, stand_in: StandIn, server: Server) -> None:
    ana, guest = Client(server.url), Client(server.url)
    done(ana.post("/api/v1/setup", {"name": "Ana Muster", "email": "ana@example.org", "password": "a long password"}), "setup")
    incident = done(ana.post("/api/v1/incidents", {"title": "The queue is full"}), "an incident")["number"]
    for kind in PROJECTS:
        follow(check, stand_in, ana, guest, incident, kind)
    check(guest.get("/api/v1/trackers").status == 401, "trackers are for people with an account")
    inner = done(ana.post("/api/v1/trackers", {"kind": "github", "address": "http://localhost:1", "project": "a/b", "token": "t"}), "another host")
    action = done(ana.post(f"/api/v1/incidents/{incident}/actions", {"title": "Inner"}), "an action")["number"]
    refused = ana.post(f"/api/v1/actions/{action}/link", {"tracker": inner["id"]})
    check(refused.status == 503 and "not on the open internet" in refused.text, f"other hosts on private networks are not reached: {refused.text}")
    server.stop()
    kept = b"".join(file.read_bytes() for file in (folder / "data").glob("debrief.sqlite*"))
    for token in TOKENS.values():
        check(token.encode() not in kept, "tokens are sealed in the database")
        check(token not in (folder / "debrief.log").read_text(errors="replace"), "and in no log")
    check((folder / "data" / "secret.key").stat().st_mode & 0o777 == 0o600, "the key is for the owner only")
    check(server.sanitizer_report() is None, f"no sanitizer speaks: {server.sanitizer_report()}")


def main() -> int:
    check = Checks()
    with tempfile.TemporaryDirectory(prefix="debrief-trackers-") as name, ExitStack() as stack:
        folder = Path(name)
        stand_in = StandIn()
        threading.Thread(target=stand_in.serve_forever, daemon=True).start()
        options = ["--allow-outgoing", f"127.0.0.1:{stand_in.server_port}"]
        server = stack.enter_context(Server(find_binary(), folder / "data", folder / "debrief.log", options=options))
        return check.tell(lambda: story(check, folder, stand_in, server), server.log_tail)


if __name__ == "__main__":
    sys.exit(main())
