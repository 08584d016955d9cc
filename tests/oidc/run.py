#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Lets people sign in at a real OpenID Connect provider (npm oidc-provider), and a hostile one in its place.

    tests/oidc/run.py

Code flow with PKCE, RS256 and ES256, new keys, groups, linking, single sign-on alone with break-glass, and everything
that must be refused: another nonce, state, audience or issuer, an expired, unsigned or altered token, userinfo about
somebody else, a provider that is down. The binary is the newest build, or DEBRIEF_BIN.
"""
import http.cookiejar
import json
import subprocess
import sys
import tempfile
import urllib.error
import urllib.parse
import urllib.request
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
PASSWORD = "a long password"


class NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_):
        return None


class Browser:
    """Follows redirects one by one, with cookies, as a browser does between two servers."""

    def __init__(self):
        self.cookies = http.cookiejar.CookieJar()
        self._opener = urllib.request.build_opener(NoRedirect, urllib.request.HTTPCookieProcessor(self.cookies))

    def get(self, url: str) -> tuple[int, str, str]:
        """Status, Location, body."""
        return self._open(urllib.request.Request(url))

    def send(self, method: str, url: str, body: Any = None) -> tuple[int, str, str]:
        data = json.dumps(body).encode() if body is not None else None
        headers = {"Content-Type": "application/json", "Sec-Fetch-Site": "same-origin"}
        return self._open(urllib.request.Request(url, data, headers, method=method))

    def _open(self, request) -> tuple[int, str, str]:
        try:
            with self._opener.open(request, timeout=30) as answer:
                return answer.status, "", answer.read().decode()
        except urllib.error.HTTPError as answer:
            return answer.code, answer.headers.get("Location", ""), answer.read().decode()

    def follow(self, url: str, until: str) -> str:
        """The first address that leads to the server `until`, after what is between."""
        for _ in range(15):
            status, location, body = self.get(url)
            assert status in (302, 303) and location, f"{url} answered {status}: {body[:300]}"
            url = urllib.parse.urljoin(url, location)
            if url.startswith(until):
                return url
        raise AssertionError("too many redirects")

    def session(self) -> str | None:
        return next((each.value for each in self.cookies if each.name == "debrief_session"), None)


class World:
    def __init__(self, server: Server, stack: ExitStack, port: int):
        self.server, self.stack, self.port = server, stack, port
        self.issuer = f"http://127.0.0.1:{port}"
        self.process: subprocess.Popen | None = None
        self.admin = Client(server.url)
        self.post("/api/v1/setup", {"name": "Ada Admin", "email": "ada@example.org", "password": PASSWORD})
        self.post("/api/v1/users", {"name": "Dee", "email": "dee@example.org", "password": PASSWORD, "role": "administrator"})
        self.post("/api/v1/users", {"name": "Rob", "email": "rob@example.org", "password": PASSWORD, "role": "responder"})
        self.post("/api/v1/users", {"name": "Kim", "email": "kim@example.org", "password": PASSWORD, "role": "responder"})
        self.team = self.post("/api/v1/teams", {"name": "Payments"})["id"]
        self.wanted = {
            "name": "Example", "issuer": self.issuer, "client_id": "debrief", "secret": "a secret: with/odd+characters",
            "rules": {"sign_up": True, "domains": ["example.org"], "groups_claim": "groups",
                      "groups": [{"group": "sre", "role": "editor", "team": self.team}, {"group": "admins", "role": "administrator"}]}}
        self.provider = self.post("/api/v1/identity-providers", self.wanted)
        self.path = f"/api/v1/identity-providers/{self.provider['id']}"

    def post(self, path: str, body: Any) -> Any:
        answer = self.admin.post(path, body)
        check(answer.status < 300, f"POST {path} answered {answer.status}: {answer.text[:300]}")
        return answer.json()

    def start_provider(self) -> None:
        self.process = subprocess.Popen(["node", str(HERE / "provider.mjs"), str(self.port), self.provider["redirect_uri"]],
                                        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        self.stack.callback(self.stop_provider)
        started = any(line.strip() == "ready" for line in self.process.stdout)
        assert started, "the provider does not start: npm --prefix web ci installs it"

    def stop_provider(self) -> None:
        if self.process:
            self.process.kill()
            self.process.wait()
            self.process = None

    def control(self, query: str) -> None:
        with urllib.request.urlopen(f"{self.issuer}/control{query}", timeout=10) as answer:
            answer.read()

    def change(self, **values: Any) -> None:
        answer = self.admin.request("PUT", self.path, {**self.wanted, **values})
        check(answer.status == 200, f"the provider is changed: {answer.text[:300]}")

    def leave(self, browser: Browser, to: str = "/") -> str:
        """Where the provider leads back to."""
        start = f"{self.server.url}/api/v1/sign-in/{self.provider['id']}?to={urllib.parse.quote(to)}"
        return browser.follow(start, self.server.url)

    def sign_in(self, who: str, fault: str = "", to: str = "/") -> tuple[Browser, str]:
        """The browser, and the page that it is led to in the end."""
        self.control(f"?who={who}&fault={fault}")
        browser = Browser()
        status, location, body = browser.get(self.leave(browser, to))
        assert status == 302, f"the way back answered {status}: {body[:300]}"
        return browser, location

    def user(self, browser: Browser) -> dict[str, Any]:
        status, _, body = browser.get(f"{self.server.url}/api/v1/sessions/current")
        return json.loads(body)["user"] if status == 200 else {}


def comes_in(world: World) -> None:
    browser, page = world.sign_in("ana", to="/incidents?phase=open")
    user = world.user(browser)
    check(page == "/incidents?phase=open", f"leads to the page that was wanted: {page}")
    check(user.get("name") == "Ana Lima" and user.get("role") == "editor", f"a first sign-in makes an account: {user}")
    team = world.admin.get("/api/v1/teams").json()["items"][0]
    check([each["name"] for each in team["members"]] == ["Ana Lima"], f"with the team of the group: {team}")
    again, _ = world.sign_in("ana")
    check(world.user(again).get("id") == user["id"], "the second is the same account")
    check(again.session() != browser.session(), "each sign-in has a session of its own")
    status, _, body = again.send("DELETE", f"{world.server.url}/api/v1/sessions/current")
    check(status == 200 and json.loads(body)["provider"]["sign_out"].startswith(world.issuer), f"says where one is still signed in: {body}")
    check(not world.user(again), "and is signed out here")
    for to in ("//evil.example", "https://evil.example", "/\\evil.example", "/api/v1/facts"):
        check(world.sign_in("ana", to=to)[1] == "/", f"{to} leads nowhere else")


def refuses(world: World) -> None:
    for fault in ("nonce", "audience", "issuer", "expired", "subject", "none", "signature", "userinfo"):
        browser, page = world.sign_in("ana", fault)
        check(page == "/#sign-in=refused" and not world.user(browser), f"refuses a token with a wrong {fault}: {page}")
        trouble = world.admin.get("/api/v1/identity-providers").json()["items"][0]["trouble"]
        check(bool(trouble and trouble["what"]), f"administrators are told why: {trouble}")
    world.control("?who=ana&fault=")
    cases = {"bo": "no_account", "cy": "no_account", "eve": "not_linked", "nobody": "cancelled"}
    for who, word in cases.items():
        browser, page = world.sign_in(who)
        check(page == f"/#sign-in={word}" and not world.user(browser), f"{who} is told {word}: {page}")
    world.control("?who=ana")


def keeps_attempts_apart(world: World) -> None:
    victim, attacker = Browser(), Browser()
    world.control("?who=ana&fault=")
    stolen = world.leave(attacker)
    check(victim.get(stolen)[1] == "/#sign-in=expired", "an answer without the cookie of its beginning is refused")
    world.leave(victim)
    check(victim.get(stolen)[1] == "/#sign-in=expired" and not victim.session(), "so is one of another beginning (state)")
    back = world.leave(attacker)
    tampered = back.replace("iss=", "iss=x") if "iss=" in back else back + "&iss=https://another.example"
    check(attacker.get(tampered)[1] == "/#sign-in=refused", "and one from another issuer (RFC 9207)")
    own = Browser()
    back = world.leave(own)
    check(own.get(back)[1] == "/", "a code is redeemed")
    check(own.get(back)[1] == "/#sign-in=expired", "once")


def changes_keys(world: World) -> None:
    with urllib.request.urlopen(f"{world.issuer}/control/rotate", timeout=10) as answer:
        answer.read()
    check(bool(world.user(world.sign_in("ana")[0])), "a new key is found")
    world.change(client_id="debrief-es", secret="other")
    check(bool(world.user(world.sign_in("ana")[0])), "ES256 and a secret in the body work")
    world.change(secret="wrong", client_id="debrief")
    check(world.sign_in("ana")[1] == "/#sign-in=refused", "a wrong secret does not")
    world.change()


def links(world: World) -> None:
    browser = Browser()
    base = world.server.url
    browser.send("POST", f"{base}/api/v1/sessions", {"email": "rob@example.org", "password": PASSWORD})
    status, _, body = browser.send("POST", f"{base}/api/v1/me/identities/{world.provider['id']}")
    check(status == 200, f"linking begins: {body}")
    world.control("?who=cy")
    back = browser.follow(json.loads(body)["location"], base)
    stranger = Browser()
    check(stranger.get(back)[1] == "/#sign-in=expired", "nobody else finishes it")
    check(browser.get(back)[1] == "/profile#sign-in=linked", "it is linked")
    check(world.user(world.sign_in("cy")[0]).get("name") == "Rob", "and signs in, whatever the address is")
    status, _, _ = browser.send("DELETE", f"{base}/api/v1/me/identities/{world.provider['id']}")
    check(status == 204 and world.sign_in("cy")[1] == "/#sign-in=no_account", "until it is unlinked")


def breaks_glass(world: World) -> None:
    settings = {"second_factor": "nobody", "providers_only": True, "session_hours": 336, "idle_hours": 72}
    check(world.admin.request("PUT", "/api/v1/access-settings", settings).status == 200, "single sign-on alone")
    world.stop_provider()
    kim, dee = Client(world.server.url), Client(world.server.url)
    check(kim.post("/api/v1/sessions", {"email": "kim@example.org", "password": PASSWORD}).status == 403, "others cannot use a password")
    check(kim.post("/api/v1/sessions", {"email": "kim@example.org", "password": "wrong password"}).status == 401, "which a wrong one does not tell")
    check(dee.post("/api/v1/sessions", {"email": "dee@example.org", "password": PASSWORD}).status == 201, "administrators can")
    check.until("the others are told", lambda: [each for each in world.admin.get("/api/v1/notices").json()["items"] if each["kind"] == "access.break_glass"], 10)
    audit = world.admin.get("/api/v1/audit?kind=user").json()["items"]
    check("although single sign-on is required" in audit[0]["text"], f"the audit says so: {audit[0]}")
    csv = world.admin.get("/api/v1/audit.csv?kind=user")
    check(csv.status == 200 and "although single sign-on" in csv.text, "as a table, too")
    fresh = {**world.wanted, "rules": {}}
    check(world.admin.request("PUT", world.path, fresh).status == 200, "the provider is forgotten")
    browser = Browser()
    status, location, _ = browser.get(f"{world.server.url}/api/v1/sign-in/{world.provider['id']}")
    check(status == 302 and location == "/#sign-in=unavailable", f"a provider that is down is told: {location}")


def is_guarded(world: World) -> None:
    """Addresses of this machine and of private networks are reached only where the operator has named the host."""
    for issuer in ("http://127.0.0.2:9", "https://10.0.0.1", "https://169.254.169.254", "https://[::ffff:127.0.0.1]"):
        made = world.post("/api/v1/identity-providers", {"name": "Inside", "issuer": issuer, "client_id": "x"})
        told = world.admin.post(f"/api/v1/identity-providers/{made['id']}/check").json()
        check(told["ok"] is False, f"{issuer} is not asked: {told}")
        world.admin.request("DELETE", f"/api/v1/identity-providers/{made['id']}")


def no_secret_is_left(server: Server, folder: Path) -> None:
    for file in [*folder.glob("data/debrief.sqlite*"), folder / "debrief.log"]:
        text = file.read_bytes()
        for secret in (b"odd+characters", b"code="):
            check(secret not in text, f"{secret!r} is not in {file.name}")


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="debrief-oidc-") as name, ExitStack() as stack:
        folder = Path(name)
        options = ["--allow-outgoing", "127.0.0.1"]
        server = stack.enter_context(Server(find_binary(), folder / "data", folder / "debrief.log", options=options, port=free_port()))

        def story() -> None:
            world = World(server, stack, free_port())
            world.start_provider()
            for part in (comes_in, refuses, keeps_attempts_apart, changes_keys, links, is_guarded, breaks_glass):
                part(world)
            no_secret_is_left(server, folder)

        return check.tell(story, server.log_tail)


if __name__ == "__main__":
    sys.exit(main())
