#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Does what a newcomer does: runs script/server and opens the page. Checks that the release serves it, with demo data."""
import re
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent)]

from support.http_client import Client  # noqa: E402
from support.server import LISTENING, ROOT  # noqa: E402

PATIENCE = 1800  # seconds; a first build is part of it


def read_address(process: subprocess.Popen) -> str | None:
    assert process.stdout
    for line in process.stdout:
        print(line, end="")
        found = LISTENING.search(line)
        if found:
            threading.Thread(target=process.stdout.read, daemon=True).start()
            return found[1]
    return None


def check_page(client: Client) -> list[str]:
    page = client.get("/")
    if page.status != 200 or "text/html" not in page.headers.get("content-type", ""):
        return [f"/ answered {page.status}, {page.headers.get('content-type')}"]
    assets = re.findall(r'(?:src|href)="(/[^"]+)"', page.text)
    problems = [f"{path}, named by the page, answered {client.get(path).status}"
                for path in assets if client.get(path).status != 200]
    if not any(path.endswith(".js") for path in assets):
        problems.append("the page names no script of its own")
    return problems


def check_demo(client: Client) -> list[str]:
    account = client.get("/api/v1/meta").json().get("demo")
    if not account:
        return ["/api/v1/meta names no demo account"]
    signed_in = client.post("/api/v1/sessions", account)
    if signed_in.status != 201:
        return [f"signing in with the demo account answered {signed_in.status}"]
    if not client.get("/api/v1/incidents").json()["items"]:
        return ["there is no demo incident"]
    return []


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="debrief-start-") as folder:
        command = [str(ROOT / "script/server"), "--data", f"{folder}/data", "--listen", "127.0.0.1:0"]
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True)
        watch = threading.Timer(PATIENCE, process.kill)
        watch.start()
        problems = []
        passed = 0
        try:
            url = read_address(process)
            checks = (check_page, check_demo) if url else ()
            problems = [] if url else ["script/server ended before it listened"]
            for check in checks:
                found = check(Client(url or ""))
                problems += found
                passed += not found
            process.terminate()
            status = process.wait(60)
            if url and status != 0:
                problems.append(f"the server ended with status {status} when asked to stop")
        finally:
            watch.cancel()
            process.kill()
            process.wait()
    print("\n".join(problems))
    print(f"{passed} passed, {len(problems)} failed")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
