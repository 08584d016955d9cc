#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Lets the server mirror published postmortems to real git servers: git's own behind HTTPS with a certificate of the
house and a token, and OpenSSH with a key.

    tests/mirror/run.py

What is published stands on the branch, a commit made there comes back as a suggestion; a wrong token, an unknown
certificate and an unknown host key are told as such, and no token stands in the log. The binary is the newest build,
or DEBRIEF_BIN.
"""
import base64
import os
import shutil
import ssl
import subprocess
import sys
import tempfile
import threading
from contextlib import ExitStack
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent)]

from support.checks import Checks  # noqa: E402
from support.http_client import Client  # noqa: E402
from support.postgres import free_port  # noqa: E402
from support.server import Server, find_binary  # noqa: E402

check = Checks()
TOKEN = "token-of-the-mirror"
SSHD = shutil.which("sshd", path=f"{os.environ['PATH']}:/usr/sbin")


def run(*command: object, cwd: Path | None = None, env: dict[str, str] | None = None) -> str:
    return subprocess.run([str(part) for part in command], check=True, capture_output=True, text=True, cwd=cwd,
                          env={**os.environ, **(env or {})}).stdout


def bare(folder: Path) -> Path:
    run("git", "init", "--quiet", "--bare", "--initial-branch=main", folder)
    run("git", "-C", folder, "config", "http.receivepack", "true")
    return folder


class GitOverHttp(BaseHTTPRequestHandler):
    """One request for git's own http-backend, from the name `git` with the token."""

    def do_GET(self) -> None:
        self._answer(b"")

    def do_POST(self) -> None:
        # A pack is sent in chunks, which CGI does not know; some senders leave empty lines between them.
        if self.headers.get("Transfer-Encoding") == "chunked":
            self._answer(b"".join(iter(self._chunk, b"")))
        else:
            self._answer(self.rfile.read(int(self.headers.get("Content-Length", 0))))

    def _chunk(self) -> bytes:
        line = self.rfile.readline()
        while line == b"\r\n":
            line = self.rfile.readline()
        return self.rfile.read(int(line or b"0", 16))

    def _answer(self, body: bytes) -> None:
        wanted = "Basic " + base64.b64encode(f"git:{TOKEN}".encode()).decode()
        if self.headers.get("Authorization") != wanted:
            self.send_response(401)
            self.send_header("WWW-Authenticate", 'Basic realm="git"')
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        path, _, query = self.path.partition("?")
        answer = subprocess.run(["git", "http-backend"], input=body, capture_output=True, check=True, env={
            **os.environ, "GIT_PROJECT_ROOT": str(self.server.folder), "GIT_HTTP_EXPORT_ALL": "1", "REMOTE_USER": "git",
            "REQUEST_METHOD": self.command, "PATH_INFO": path, "QUERY_STRING": query, "CONTENT_LENGTH": str(len(body)),
            "CONTENT_TYPE": self.headers.get("Content-Type", "")}).stdout
        head, _, content = answer.partition(b"\r\n\r\n")
        fields = dict(line.split(": ", 1) for line in head.decode().split("\r\n"))
        self.send_response(int(fields.pop("Status", "200").split()[0]))
        for name, value in fields.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_) -> None:
        pass


class HttpsGit(ThreadingHTTPServer):
    """The repositories of a folder behind HTTPS."""

    daemon_threads = True

    def __init__(self, folder: Path, certificate: Path, key: Path):
        self.folder = folder
        super().__init__(("127.0.0.1", 0), GitOverHttp)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate, key)
        self.socket = context.wrap_socket(self.socket, server_side=True)
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def address(self, repository: str) -> str:
        return f"https://localhost:{self.server_address[1]}/{repository}"


def certify(folder: Path) -> tuple[Path, Path, Path]:
    """An authority of the house, and a certificate of it for localhost with its key."""
    authority, certificate, key = folder / "authority.pem", folder / "server.pem", folder / "server.key"
    run("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=House authority",
        "-keyout", folder / "authority.key", "-out", authority)
    run("openssl", "req", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=localhost", "-keyout", key, "-out", folder / "request.pem")
    (folder / "names").write_text("subjectAltName=DNS:localhost\n")
    run("openssl", "x509", "-req", "-in", folder / "request.pem", "-CA", authority, "-CAkey", folder / "authority.key",
        "-CAcreateserial", "-days", "2", "-extfile", folder / "names", "-out", certificate)
    return authority, certificate, key


class SshGit:
    """OpenSSH's server as the present user, on a port of its own."""

    def __init__(self, folder: Path):
        self.port = free_port()
        self.key = folder / "client"
        host = folder / "host"
        run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", self.key)
        run("ssh-keygen", "-q", "-t", "ecdsa", "-N", "", "-f", host)
        (folder / "authorized").write_text(Path(f"{self.key}.pub").read_text())
        (folder / "sshd_config").write_text(
            f"Port {self.port}\nListenAddress 127.0.0.1\nHostKey {host}\nAuthorizedKeysFile {folder / 'authorized'}\n"
            f"StrictModes no\nUsePAM no\nPasswordAuthentication no\nPidFile {folder / 'sshd.pid'}\n")
        kind, public = Path(f"{host}.pub").read_text().split()[:2]
        self.known = f"[localhost]:{self.port} {kind} {public}\n"
        # Debian's server separates its privileges in this folder, which a machine without the service lacks.
        if os.geteuid() == 0:
            Path("/run/sshd").mkdir(exist_ok=True)
        self._process = subprocess.Popen([SSHD, "-D", "-e", "-f", str(folder / "sshd_config")], stderr=subprocess.DEVNULL)

    def stop(self) -> None:
        self._process.kill()
        self._process.wait()

    def address(self, repository: Path) -> str:
        return f"ssh://{run('id', '-un').strip()}@localhost:{self.port}{repository}"


def publish(client: Client) -> int:
    number = client.post("/api/v1/incidents", {"title": "Checkout answers 500", "severity": "sev4"}).json()["number"]
    client.post(f"/api/v1/incidents/{number}/postmortem", {})
    path = f"/api/v1/incidents/{number}/postmortem"
    text = ("## Summary\n\nCheckout answered 500 for two hours after a change of the pool.\n\n## Impact\n\nA third of the orders failed.\n\n"
            "## Contributing factors\n\nBoth overlays had the same key, and the later one won without a warning.\n\n"
            "## Responders\n\n```debrief roles\n```\n")
    saved = client.request("PATCH", path, {"markdown": text}, {"If-Match": '"1"'})
    check(saved.status == 200, f"the text is saved: {saved.text}")
    published = client.request("PATCH", path, {"state": "published"})
    check(published.status == 200, f"the postmortem is published: {published.text}")
    return number


def edit_elsewhere(repository: Path, folder: Path) -> None:
    run("git", "clone", "--quiet", repository, folder)
    page = next((folder / "postmortems").glob("INC-*.md"))
    page.write_text(page.read_text().replace("A third of the orders", "About 31 % of the orders"))
    who = ["-c", "user.name=Elsewhere", "-c", "user.email=elsewhere@example.org"]
    run("git", *who, "commit", "--quiet", "-am", "Say how many orders", cwd=folder)
    run("git", "push", "--quiet", cwd=folder)


def story(name: str, binary: Path, folder: Path, repository: Path, options: list[str], environment: dict[str, str]) -> None:
    """Publishes, finds the page on the branch, commits there, finds the suggestion."""
    folder.mkdir()
    os.environ.update(environment)
    with ExitStack() as stack:
        server = stack.enter_context(Server(binary, folder / "data", folder / "log", options=options))
        client = Client(server.url)
        client.post("/api/v1/setup", {"name": "Ada", "email": "ada@example.org", "password": "a long password"})
        number = publish(client)
        client.post("/api/v1/mirror/sync", {})
        state = client.get("/api/v1/mirror").json()
        check(state["pending"] == 0 and state["error"] is None, f"{name}: the postmortem is pushed: {state}")
        pages = run("git", "-C", repository, "ls-tree", "-r", "--name-only", "main").split() if state["error"] is None else []
        check(any(page.startswith("postmortems/INC-") for page in pages), f"{name}: it stands on the branch: {pages}")
        if pages:
            edit_elsewhere(repository, folder / "clone")
            client.post("/api/v1/mirror/sync", {})
            path = f"/api/v1/incidents/{number}/postmortem/threads"
            threads = check.until(f"{name}: a commit comes back", lambda: client.get(path).json()["items"])
            check(threads[0]["kind"] == "suggestion", f"{name}: the commit is a suggestion: {threads}")
    check(TOKEN not in (folder / "log").read_text(), f"{name}: no token in the log")


def refusal(name: str, binary: Path, folder: Path, options: list[str], environment: dict[str, str], words: str) -> None:
    """The mirror says why it is refused."""
    folder.mkdir()
    os.environ.update(environment)
    with Server(binary, folder / "data", folder / "log", options=options) as server:
        client = Client(server.url)
        client.post("/api/v1/setup", {"name": "Ada", "email": "ada@example.org", "password": "a long password"})
        publish(client)
        client.post("/api/v1/mirror/sync", {})
        error = check.until(f"{name} is noticed", lambda: client.get("/api/v1/mirror").json()["error"])
        check(words in error, f"{name} is told: {error}")
        check(TOKEN not in error, f"{name}: no token in the message")


def tell() -> None:
    binary = find_binary()
    check(SSHD is not None, "there is an OpenSSH server: install the package openssh-server")
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        home = folder / "home"
        (home / ".ssh").mkdir(parents=True)
        authority, certificate, key = certify(folder)
        repositories = folder / "https"
        repositories.mkdir()
        https = HttpsGit(repositories, certificate, key)
        stack.callback(https.shutdown)
        ssh = SshGit(folder)
        stack.callback(ssh.stop)
        over_https = bare(repositories / "postmortems.git")
        over_ssh = bare(folder / "ssh.git")
        mirror = lambda address, *more: ["--postmortem-mirror", address, *more]  # noqa: E731
        at_home = {"HOME": str(home), "DEBRIEF_POSTMORTEM_MIRROR_TOKEN": TOKEN}
        trusting = ["--postmortem-mirror-authority", str(authority)]
        story("HTTPS", binary, folder / "a", over_https, mirror(https.address("postmortems.git"), *trusting), at_home)
        refusal("an unknown certificate", binary, folder / "b", mirror(https.address("postmortems.git")), at_home, "certificate")
        refusal("a wrong token", binary, folder / "c", mirror(https.address("postmortems.git"), *trusting),
                {**at_home, "DEBRIEF_POSTMORTEM_MIRROR_TOKEN": "wrong"}, "credentials")
        with_key = mirror(ssh.address(over_ssh), "--postmortem-mirror-key", str(ssh.key))
        without_token = {**at_home, "DEBRIEF_POSTMORTEM_MIRROR_TOKEN": ""}
        refusal("an unknown host key", binary, folder / "d", with_key, without_token, "host key")
        (home / ".ssh" / "known_hosts").write_text(ssh.known)
        story("SSH", binary, folder / "e", over_ssh, with_key, without_token)


if __name__ == "__main__":
    sys.exit(check.tell(tell))
