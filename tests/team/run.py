#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Five people in five browsers run an incident from its alert to its end, and a stakeholder follows by mail.

    tests/team/run.py [--offline SECONDS]

Two servers of one PostgreSQL stand behind HAProxy (Debian package haproxy). One of the browsers is a phone of 320 px, one
loses its connection for a while (10 minutes: --offline 600), and one of the servers is killed while everybody writes.
Nothing may be missing, or there twice; all see the same; the stakeholder gets three mails. The pages are driven by
web/tests/team. The binary is the newest build, or DEBRIEF_BIN.
"""
import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path[:0] = [str(HERE.parent)]

from support.checks import Checks  # noqa: E402
from support.http_client import Client  # noqa: E402
from support.mail_server import MailServer  # noqa: E402
from support.postgres import Postgres, free_port  # noqa: E402
from support.server import Server, find_binary  # noqa: E402

check = Checks()
PASSWORD = "correct horse battery"
PEOPLE = [("Ada Admin", "administrator"), ("Bo Berg", "responder"), ("Cy Caller", "responder"), ("Di Away", "responder"),
          ("Eve Expert", "editor")]
STAKEHOLDER = "board@example.org"


def start_haproxy(folder: Path, front: int, one: int, two: int) -> subprocess.Popen:
    program = shutil.which("haproxy") or "/usr/sbin/haproxy"
    text = (HERE / "haproxy.cfg.in").read_text()
    for name, port in (("FRONT", front), ("ONE", one), ("TWO", two)):
        text = text.replace(f"@{name}@", str(port))
    (folder / "haproxy.cfg").write_text(text)
    return subprocess.Popen([program, "-db", "-q", "-f", str(folder / "haproxy.cfg")], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                            stderr=subprocess.DEVNULL)


def set_up(url: str) -> str:
    """Makes the accounts and a source of alerts; returns the path that Alertmanager would post to."""
    admin = Client(url)

    def post(path: str, body: Any) -> Any:
        answer = admin.post(path, body)
        check(answer.status < 300, f"POST {path} answered {answer.status}: {answer.text[:300]}")
        return answer.json()

    emails = [f"{name.split()[0].lower()}@example.org" for name, _ in PEOPLE]
    post("/api/v1/setup", {"name": PEOPLE[0][0], "email": emails[0], "password": PASSWORD})
    for (name, role), email in list(zip(PEOPLE, emails))[1:]:
        post("/api/v1/users", {"name": name, "email": email, "password": PASSWORD, "role": role})
    return post("/api/v1/sources", {"kind": "alertmanager", "name": "production"})["path"]


def in_browsers(front: str, servers: list[Server], source: str, offline: float, folder: Path) -> None:
    """Plays the story, and counts its tests."""
    told = {"url": front, "pids": [server.pid for server in servers], "source": source, "password": PASSWORD, "offline": offline,
            "stakeholder": STAKEHOLDER, "people": [{"name": name, "email": f"{name.split()[0].lower()}@example.org"} for name, _ in PEOPLE]}
    report = folder / "report.json"
    command = ["npx", "vitest", "run", "--bail=1", "--config", "vitest.browser.config.ts", "--reporter=default", "--reporter=json", f"--outputFile.json={report}"]
    ended = subprocess.run(command, cwd=ROOT / "web", env={**os.environ, "TEAM": json.dumps(told)}, stdin=subprocess.DEVNULL,
                           timeout=offline + 600, check=False, capture_output=True, text=True)
    if ended.returncode != 0:
        print(ended.stdout[-12000:], ended.stderr[-3000:])
    tests = [test for file in json.loads(report.read_text())["testResults"] for test in file["assertionResults"]] if report.exists() else []
    check(len(tests) > 0, "the browsers played the story")
    for test in tests:
        check(test["status"] == "passed", f"in the browsers: {test['title']}: {test['status']}")


def updates(post_office: MailServer) -> list[tuple[str, str]]:
    """Without the letter that says who made the stakeholder follow, and how to stop it."""
    return [letter for letter in post_office.letters(STAKEHOLDER) if letter[0].startswith("Update on")]


def mails_of(post_office: MailServer) -> None:
    letters = check.until("the stakeholder got three updates by mail",
                          lambda: updates(post_office) if len(updates(post_office)) >= 3 else None, 60)
    check(len(letters) == 3, f"and no more: {[subject for subject, _ in letters]}")
    for words in ("A quarter of the orders fail", "Half of them work again", "All orders work again"):
        check(any(words in text for _, text in letters), f"one tells: {words}")


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--offline", type=float, default=15, help="seconds for which one of the browsers has no connection")
    offline = options.parse_args().offline
    if not (shutil.which("haproxy") or Path("/usr/sbin/haproxy").exists()):
        print("haproxy is not installed; script/bootstrap installs it\n0 passed, 1 failed")
        return 1
    with tempfile.TemporaryDirectory(prefix="debrief-team-") as name, ExitStack() as stack:
        folder = Path(name)
        postgres = stack.enter_context(Postgres())
        database = postgres.create_database("team")
        post_office = MailServer(folder)
        post_office.start()
        stack.callback(post_office.stop)
        servers = [stack.enter_context(Server(find_binary(), folder / "data", folder / f"server-{which}.log", database, post_office.options(), free_port()))
                   for which in ("one", "two")]
        front = free_port()
        haproxy = start_haproxy(folder, front, *(int(server.url.rsplit(":", 1)[1]) for server in servers))
        stack.callback(haproxy.kill)
        time.sleep(1)

        def story() -> None:
            source = set_up(servers[0].url)
            in_browsers(f"http://127.0.0.1:{front}", servers, source, offline, folder)
            mails_of(post_office)
            verified = subprocess.run([find_binary(), "verify", "--data", folder / "data", "--database", database], capture_output=True, text=True, check=False)
            check(verified.returncode == 0, f"the journal is whole: {verified.stdout[-500:]} {verified.stderr[-500:]}")

        return check.tell(story, lambda: "\n".join(server.log_tail() for server in servers))


if __name__ == "__main__":
    sys.exit(main())
