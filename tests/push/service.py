# SPDX-License-Identifier: Apache-2.0
"""A stand-in for the push service of a browser's maker, behind HTTPS, and browsers that subscribe there.

Reads what arrives with an implementation of its own (Python's cryptography): the token of RFC 8292, the body of RFC 8188 and
RFC 8291.
"""
import base64
import json
import os
import ssl
import struct
import subprocess
import threading
import time
from collections import defaultdict
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat


def to_text(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def to_bytes(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def point_of(key: ec.EllipticCurvePublicKey) -> bytes:
    return key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def derive(secret: bytes, salt: bytes, info: bytes, length: int) -> bytes:
    return HKDF(algorithm=hashes.SHA256(), length=length, salt=salt, info=info).derive(secret)


class Browser:
    """One subscription: an address at the service and the keys that the server is given."""

    def __init__(self, address: str):
        self.address = address
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._auth = os.urandom(16)

    def subscription(self) -> dict[str, str]:
        return {"address": self.address, "p256dh": to_text(point_of(self._key.public_key())), "auth": to_text(self._auth), "browser": "Firefox on Linux"}

    def read(self, body: bytes) -> dict[str, Any]:
        """The message in a body. Raises InvalidTag or ValueError when it is not for this browser."""
        salt, size, length = body[:16], struct.unpack(">I", body[16:20])[0], body[20]
        sender, sealed = body[21:21 + length], body[21 + length:]
        if size < 18 or length != 65 or len(sealed) > size:
            raise ValueError("this is no record of aes128gcm")
        secret = self._key.exchange(ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), sender))
        info = b"WebPush: info\0" + point_of(self._key.public_key()) + sender
        key = derive(secret, self._auth, info, 32)
        plain = AESGCM(derive(key, salt, b"Content-Encoding: aes128gcm\0", 16)).decrypt(derive(key, salt, b"Content-Encoding: nonce\0", 12), sealed, None)
        text, mark = plain.rstrip(b"\0")[:-1], plain.rstrip(b"\0")[-1:]
        if mark != b"\x02":
            raise ValueError("the last record ends with 2")
        return json.loads(text)


@dataclass(frozen=True)
class Came:
    path: str
    headers: dict[str, str]  # names in lower case
    body: bytes
    at: float

    def token(self, key: bytes) -> dict[str, Any]:
        """Head and claims of the token, once its signature by the key holds. Raises ValueError or InvalidSignature."""
        scheme, _, rest = self.headers["authorization"].partition(" ")
        parts = dict(part.strip().split("=", 1) for part in rest.split(","))
        if scheme != "vapid" or to_bytes(parts["k"]) != key:
            raise ValueError("the key is another than the browser was given")
        head, claims, signature = parts["t"].split(".")
        raw = to_bytes(signature)
        if len(raw) != 64:
            raise InvalidSignature("r and s have 32 bytes each")
        numbers = encode_dss_signature(int.from_bytes(raw[:32], "big"), int.from_bytes(raw[32:], "big"))
        public = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), key)
        public.verify(numbers, f"{head}.{claims}".encode(), ec.ECDSA(hashes.SHA256()))
        return {"head": json.loads(to_bytes(head)), **json.loads(to_bytes(claims))}


class PushService:
    """Runs while the context is open. `answers[path]` are the next answers there, (status, headers); then 201."""

    def __init__(self, folder: Path):
        self.certificate = folder / "authority.pem"
        self.answers: dict[str, list[tuple[int, dict[str, str]]]] = defaultdict(list)
        self.came: list[Came] = []
        self._key = folder / "authority.key"
        subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2", "-subj", "/CN=127.0.0.1",
                        "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", str(self._key), "-out", str(self.certificate)], check=True, capture_output=True)
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.host = f"127.0.0.1:{self._server.server_port}"
        self.origin = f"https://{self.host}"

    def __enter__(self) -> "PushService":
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.certificate, self._key)
        self._server.socket = context.wrap_socket(self._server.socket, server_side=True, do_handshake_on_connect=False)
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: Any) -> None:
        self._server.shutdown()
        self._server.server_close()

    def browser(self, path: str) -> Browser:
        return Browser(self.origin + path)

    def at(self, path: str) -> list[Came]:
        return [one for one in self.came if one.path == path]

    def wait(self, path: str, count: int, seconds: float = 15) -> list[Came]:
        """What came at the path once there are so many, or when the time is over."""
        end = time.monotonic() + seconds
        while len(self.at(path)) < count and time.monotonic() < end:
            time.sleep(0.05)
        return self.at(path)

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        service = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:  # noqa: N802
                body = self.rfile.read(int(self.headers.get("content-length", "0")))
                service.came.append(Came(self.path, {name.lower(): value for name, value in self.headers.items()}, body, time.time()))
                waiting = service.answers[self.path]
                status, headers = waiting.pop(0) if waiting else (201, {"Location": "/message/1"})
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_: Any) -> None:
                pass

        return Handler
