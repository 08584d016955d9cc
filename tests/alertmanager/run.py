#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Lets the real Prometheus Alertmanager (Debian package prometheus-alertmanager) send to the real server.

    tests/alertmanager/run.py

An alert declares an incident that shows its similar past ones, a second one joins it, repetitions change
nothing, the end of an alert is recorded, and what happened while Debrief was down arrives afterwards. The
binary is the newest build, or DEBRIEF_BIN.
"""
import json
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from contextlib import ExitStack
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent)]

from support.checks import Checks  # noqa: E402
from support.http_client import Client  # noqa: E402
from support.postgres import free_port  # noqa: E402
from support.server import find_binary  # noqa: E402

PROGRAM = "prometheus-alertmanager"
PAST = {"id": "past-1", "title": "Checkout lost its database connections", "date": "2026-03-17T09:00:00Z",
        "text": "The connection pool of checkout was exhausted after a config push; orders failed with HTTP 503."}
CONFIG = """route: {{receiver: debrief, group_by: [service], group_wait: 0s, group_interval: 1s, repeat_interval: 3s}}
receivers: [{{name: debrief, webhook_configs: [{{url: "{url}", send_resolved: true}}]}}]
"""


check = Checks()


class Debrief:
    """The server on a fixed port, so that Alertmanager finds it again after a restart."""

    def __init__(self, folder: Path):
        self.url = f"http://127.0.0.1:{(port := free_port())}"
        self._command = [str(find_binary()), "serve", "--data", str(folder / "data"), "--listen", f"127.0.0.1:{port}"]
        self._log = folder / "debrief.log"
        self._process: subprocess.Popen | None = None
        self.start()
        self.client = Client(self.url)
        self.post("/api/v1/setup", {"name": "Test", "email": "test@example.org", "password": "a long password"})

    def start(self) -> None:
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(self._command, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        check.until("debrief is ready", lambda: Client(self.url).get("/readyz").status == 200)

    def kill(self) -> None:
        self._process.kill()
        self._process.wait()

    def post(self, path: str, body: Any) -> Any:
        answer = self.client.post(path, body)
        check(answer.status < 300, f"POST {path} answered {answer.status}: {answer.text[:300]}")
        return answer.json()

    def get(self, path: str) -> Any:
        return self.client.get(path).json()


class Alertmanager:
    def __init__(self, folder: Path, hook: str):
        config = folder / "alertmanager.yml"
        config.write_text(CONFIG.format(url=hook))
        self.url = f"http://127.0.0.1:{(port := free_port())}"
        with (folder / "alertmanager.log").open("ab") as log:
            self.process = subprocess.Popen(
                [PROGRAM, f"--config.file={config}", f"--storage.path={folder / 'alertmanager'}", f"--web.listen-address=127.0.0.1:{port}",
                 "--cluster.listen-address="], stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        check.until("Alertmanager is ready", lambda: urllib.request.urlopen(self.url + "/-/ready", timeout=2).status == 200)

    def alert(self, name: str, since: datetime, ends: datetime | None = None) -> None:
        body = [{"labels": {"alertname": name, "service": "checkout", "severity": "critical"},
                 "annotations": {"summary": f"{name}: orders fail with HTTP 503, connection pool exhausted"},
                 "startsAt": since.isoformat(), **({"endsAt": ends.isoformat()} if ends else {})}]
        request = urllib.request.Request(self.url + "/api/v2/alerts", json.dumps(body).encode(), {"Content-Type": "application/json"})
        urllib.request.urlopen(request, timeout=5).close()


def story(debrief: Debrief, alertmanager: Alertmanager) -> None:
    begun = datetime.now(timezone.utc) - timedelta(minutes=5)
    debrief.post("/api/v1/archive", {"files": [{"name": "past.jsonl", "content": json.dumps(PAST)}]})

    alertmanager.alert("CheckoutErrors", begun)
    incident = check.until("an alert declares an incident", lambda: debrief.get("/api/v1/incidents?phase=open")["items"])[0]
    check(incident["severity"] == "sev2" and incident["services"] == ["checkout"], f"severity and service from labels: {incident}")
    declared = time.monotonic()
    number = incident["number"]
    similar = check.until("the similar past incident is shown", lambda: debrief.get(f"/api/v1/incidents/{number}/similar")["items"], 5)
    check(time.monotonic() - declared < 1.0, "the similar incident appears within a second")
    check(similar[0]["document"] == "past-1" and len(similar[0]["reasons"]) > 0, f"with reasons: {similar}")

    alertmanager.alert("CheckoutSlow", begun + timedelta(minutes=1))
    check.until("a second alert joins it", lambda: len(debrief.get(f"/api/v1/incidents/{number}/alerts")["items"]) == 2)
    position = debrief.get("/api/v1/facts?limit=1000")["next"]
    time.sleep(7)  # two repetitions by repeat_interval
    check(debrief.get(f"/api/v1/facts?after={position}")["items"] == [], "repetitions record nothing")

    debrief.kill()
    alertmanager.alert("CheckoutErrors", begun, ends=datetime.now(timezone.utc))
    alertmanager.alert("CheckoutStock", begun + timedelta(minutes=2))
    time.sleep(3)
    debrief.start()
    check.until("what happened meanwhile arrives", lambda: len(debrief.get(f"/api/v1/incidents/{number}/alerts")["items"]) == 3, 60)
    check.until("the end of an alert is recorded",
          lambda: [a["name"] for a in debrief.get(f"/api/v1/incidents/{number}/alerts")["items"] if a["status"] == "resolved"] == ["CheckoutErrors"], 60)
    check(debrief.get("/api/v1/incidents?phase=open")["total"] == 1, "it is still one incident")


def main() -> int:
    if not shutil.which(PROGRAM):
        print(f"{PROGRAM} is not installed; script/bootstrap installs it\n0 passed, 1 failed")
        return 1
    with tempfile.TemporaryDirectory(prefix="debrief-am-") as name, ExitStack() as stack:
        folder = Path(name)
        debrief = Debrief(folder)
        stack.callback(lambda: debrief.kill())
        token = debrief.post("/api/v1/sources", {"kind": "alertmanager", "name": "real"})["path"]
        alertmanager = Alertmanager(folder, debrief.url + token)
        stack.callback(alertmanager.process.kill)
        return check.tell(lambda: story(debrief, alertmanager), lambda: (folder / "debrief.log").read_text()[-2000:])


if __name__ == "__main__":
    sys.exit(main())
