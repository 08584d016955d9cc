# SPDX-License-Identifier: Apache-2.0
"""A small HTTP/1.1 client with cookies, on the standard library."""
import http.client
import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit


@dataclass(frozen=True)
class Response:
    status: int
    headers: dict[str, str]  # names in lower case
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode(errors="replace")

    def json(self) -> Any:
        """The parsed body. Raises ValueError when it is not JSON."""
        return json.loads(self.body)

    def is_json(self) -> bool:
        return "json" in self.headers.get("content-type", "")


class Client:
    """One person's browser or one program: keeps cookies and one connection. Not for several threads at once.

    Raises OSError or http.client.HTTPException when the server cannot be reached or breaks off.
    """

    def __init__(self, url: str, token: str | None = None, timeout: float = 30):
        parts = urlsplit(url)
        self.host, self.port = parts.hostname or "127.0.0.1", parts.port or 80
        self.token = token
        self.cookies: dict[str, str] = {}
        self._timeout = timeout
        self._connection: http.client.HTTPConnection | None = None

    def close(self) -> None:
        if self._connection:
            self._connection.close()
            self._connection = None

    def default_headers(self) -> dict[str, str]:
        """What a browser on our own page, or a program with a token, would send."""
        if self.token:
            return {"Authorization": f"Bearer {self.token}"}
        headers = {"Sec-Fetch-Site": "same-origin"}
        if self.cookies:
            headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        return headers

    def request(self, method: str, path: str, body: Any = None, headers: dict[str, str] | None = None) -> Response:
        """Sends `body` as it is when it is bytes, else as JSON. `headers` replace the default ones."""
        sent = self.default_headers()
        if body is not None and not isinstance(body, bytes):
            body = json.dumps(body).encode()
            sent["Content-Type"] = "application/json"
        for name, value in (headers or {}).items():
            sent = {n: v for n, v in sent.items() if n.lower() != name.lower()}
            sent[name] = value
        return self._exchange(method, path, body, sent)

    def get(self, path: str) -> Response:
        return self.request("GET", path)

    def post(self, path: str, body: Any = None, headers: dict[str, str] | None = None) -> Response:
        return self.request("POST", path, body, headers)

    def _exchange(self, method: str, path: str, body: bytes | None, headers: dict[str, str]) -> Response:
        reused = self._connection is not None
        try:
            return self._exchange_once(method, path, body, headers)
        except (OSError, http.client.HTTPException):
            self.close()
            # The server may have closed an idle connection. Only what changes nothing is sent a second time.
            if reused and method == "GET":
                return self._exchange_once(method, path, body, headers)
            raise

    def _exchange_once(self, method: str, path: str, body: bytes | None, headers: dict[str, str]) -> Response:
        if self._connection is None:
            self._connection = http.client.HTTPConnection(self.host, self.port, timeout=self._timeout)
        self._connection.request(method, path, body, headers)
        answer = self._connection.getresponse()
        content = answer.read()
        for cookie in answer.headers.get_all("Set-Cookie") or []:
            self._keep_cookie(cookie)
        if answer.will_close:
            self.close()
        return Response(answer.status, {n.lower(): v for n, v in answer.getheaders()}, content)

    def _keep_cookie(self, header: str) -> None:
        pair, *attributes = header.split(";")
        name, _, value = pair.strip().partition("=")
        if not value or any(a.strip().lower() == "max-age=0" for a in attributes):
            self.cookies.pop(name, None)
        else:
            self.cookies[name] = value
