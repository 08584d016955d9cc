#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Naughty strings, text from right to left and large documents through every field and every export, byte for byte.

    tests/naughty/run.py [sqlite] [postgresql]      (default: both; PostgreSQL is skipped where it is not installed)

The strings are those of suites/blns beside the project (DEBRIEF_SHARED names another place); without them some own ones
are used. The binary is the newest build, or DEBRIEF_BIN.
"""
import html
import json
import os
import sys
import tempfile
from pathlib import Path
from typing import Any
from urllib.parse import quote

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent)]

from support import postgres  # noqa: E402
from support.http_client import Client  # noqa: E402
from support.server import ROOT, Server, find_binary  # noqa: E402

OWN = ["مرحبا بالعالم \u202eright to left\u202c", "שלום עולם", "a\tb", "\u200b\u2060\ufeff", "\U0001f469\u200d\U0001f469\u200d\U0001f467",
       "\ufffe\uffff", "' or 1=1; --", "<script>alert(1)</script>", "${jndi:x}", "%s%n%x", "\u0001\u001f\u007f", "Z\u0351\u036b\u0343"]
DOCUMENT = 5_000_000
EXPORTS = ("md", "html", "json", "pdf")


class Failed(Exception):
    pass


def same(where: str, sent: Any, got: Any) -> None:
    if sent != got:
        raise Failed(f"{where}: sent {str(sent)[:200]!r}, got {str(got)[:200]!r}")


def strings() -> list[str]:
    suite = Path(os.environ.get("DEBRIEF_SHARED", ROOT.parent / "shared")) / "suites/blns/blns.json"
    if not suite.is_file():
        print("suites/blns is not there: only the own strings are used")
        return OWN
    return OWN + json.loads(suite.read_text())


def ok(answer: Any, where: str) -> Any:
    if not 200 <= answer.status < 300:
        raise Failed(f"{where}: {answer.status} {answer.text[:300]}")
    return answer


def post(client: Client, path: str, body: Any) -> Any:
    return ok(client.request("POST", "/api/v1" + path, body), "POST " + path).json()


def get(client: Client, path: str) -> Any:
    return ok(client.get("/api/v1" + path), "GET " + path).json()


def kept_text(text: str) -> str:
    """What a field that must not be blank takes."""
    return text if text.strip(" \t\r\n") else f"a{text}b"


def short(text: str, limit: int) -> str:
    """What a title or a name keeps: no white space at its ends."""
    return text.encode()[:limit].decode(errors="ignore").strip(" \t\r\n\v\f")


def check_fields(client: Client, text: str) -> int:
    """Every text of an incident; returns its number."""
    kept = kept_text(text)
    title, name = short(kept, 300), short(kept, 100)
    made = post(client, "/incidents", {"title": title, "summary": text, "services": [name]})
    number = made["number"]
    path = f"/incidents/{number}"
    ok(client.request("PATCH", "/api/v1" + path, {"impact": text}), "PATCH " + path)
    post(client, path + "/notes", {"text": kept})
    post(client, path + "/roles", {"role": "incident_commander", "person": name})
    incident = get(client, path)
    for field, sent in {"title": title, "summary": text, "impact": text, "services": [name]}.items():
        same(field, sent, incident[field])
    same("person", name, incident["roles"][0]["person"])
    notes = [entry["text"] for entry in get(client, path + "/timeline")["items"] if entry["kind"] == "note"]
    same("note", [kept], notes)
    return number


def check_evidence(client: Client, number: int, text: str) -> None:
    name = short(text, 500)
    if not name:
        return
    path = f"/api/v1/incidents/{number}/evidence?name={quote(name)}"
    ok(client.request("POST", path, text.encode(), {"Content-Type": "application/octet-stream"}), "POST evidence")
    item = get(client, f"/incidents/{number}/evidence")["items"][0]
    same("name of evidence", name, item["name"])
    if item["sealed"]:
        ok(client.post(f"/api/v1/evidence/{item['id']}/unsealed", {"reason": "compare it with what was sent"}), "unseal the original")
    same("original", text.encode(), client.get(f"/api/v1/evidence/{item['id']}/original").body)


def export(client: Client, number: int, form: str) -> bytes:
    return ok(client.get(f"/api/v1/incidents/{number}/postmortem/export?format={form}"), f"export as {form}").body


def write_document(client: Client, number: int, title: str, markdown: str) -> dict:
    path = f"/incidents/{number}/postmortem"
    made = client.request("POST", "/api/v1" + path, {})
    if made.status != 409:
        ok(made, "POST " + path)
    version = client.get("/api/v1" + path).headers["etag"]
    answer = client.request("PATCH", "/api/v1" + path, {"title": title, "markdown": markdown}, {"If-Match": version})
    ok(answer, "PATCH " + path)
    document = get(client, path)
    same("Markdown", markdown, document["markdown"])
    same("title of the document", title, document["title"])
    return document


def check_exports(client: Client, number: int, text: str) -> None:
    kept = kept_text(text)
    entry = next(e for e in get(client, f"/incidents/{number}/timeline")["items"] if e["kind"] == "note")
    markdown = f"## {text}\n\n{text}\n\n[T1](#entry-{entry['id']})\n\n    {text}\n\n- {text}\n"
    write_document(client, number, short(kept, 300), markdown)
    made = {form: export(client, number, form) for form in EXPORTS}
    if markdown.encode() not in made["md"]:
        raise Failed(f"the Markdown export does not hold {text!r} byte for byte")
    read = json.loads(made["json"])
    same("Markdown in the JSON export", markdown, read["postmortem"]["markdown"])
    same("note in the JSON export", kept, next(e for e in read["timeline"] if e["kind"] == "note")["text"])
    if kept not in html.unescape(made["html"].decode()):
        raise Failed(f"the HTML export does not show {text!r}")
    if not made["pdf"].startswith(b"%PDF-"):
        raise Failed(f"no PDF of {text!r}")


def check_nul(client: Client, number: int) -> None:
    """NUL is no text: a clear refusal that names the field."""
    for method, path, body in (("POST", "/incidents", {"title": "a\0b"}), ("PATCH", f"/incidents/{number}", {"summary": "\0"}),
                               ("POST", f"/incidents/{number}/notes", {"text": "a\0"}),
                               ("PATCH", f"/incidents/{number}/postmortem", {"markdown": "a\0b"})):
        answer = client.request(method, "/api/v1" + path, body, {"If-Match": "*"} if "postmortem" in path else {})
        if answer.status != 422 or "NUL" not in answer.text:
            raise Failed(f"{method} {path} with NUL: {answer.status} {answer.text[:200]}")


def check_large(client: Client, number: int) -> None:
    line = "The pool of the gateway was exhausted, and nobody could see it. שלום 😀\n\n"
    markdown = (line * (DOCUMENT // len(line.encode()) + 1)).encode()[:DOCUMENT].decode(errors="ignore")
    write_document(client, number, "large", markdown)
    for form in ("md", "html", "json"):
        made = export(client, number, form)
        held = json.loads(made)["postmortem"]["markdown"] if form == "json" else made.decode()
        if (markdown if form != "html" else line.strip()) not in held:
            raise Failed(f"the export as {form} does not hold a document of 5 MB")
    answer = client.get(f"/api/v1/incidents/{number}/postmortem/export?format=pdf")
    if answer.status not in (200, 413):
        raise Failed(f"PDF of 5 MB: {answer.status} {answer.text[:200]}")


def enter(client: Client) -> None:
    """The first account of an empty server, signed in."""
    answer = client.post("/api/v1/setup", {"name": "Ada", "email": "ada@example.org", "password": "a long enough password"})
    ok(answer, "POST /api/v1/setup")


def run(binary: Path, database: str | None) -> int:
    with tempfile.TemporaryDirectory() as folder:
        with Server(binary, Path(folder) / "data", Path(folder) / "log", database) as server:
            client = server.client()
            client._timeout = 300
            enter(client)
            all_strings = strings()
            number = 0
            for text in all_strings:
                number = check_fields(client, text)
                check_evidence(client, number, text)
                check_exports(client, number, text)
            check_nul(client, number)
            check_large(client, number)
            report = server.sanitizer_report()
            if report:
                raise Failed(report)
            return len(all_strings)


def on_engine(binary: Path, engine: str) -> int:
    if engine == "sqlite":
        return run(binary, None)
    with postgres.Postgres() as server:
        return run(binary, server.create_database("naughty"))


def main(engines: list[str]) -> int:
    binary = find_binary()
    passed = failed = 0
    for engine in engines or ["sqlite", "postgresql"]:
        if engine == "postgresql" and not postgres.find_programs():
            print("postgresql: skipped, it is not installed")
            continue
        try:
            count = on_engine(binary, engine)
            print(f"{engine}: {count} strings survive every field and every export")
            passed += 1
        except Failed as why:
            print(f"{engine}: {why}")
            failed += 1
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
