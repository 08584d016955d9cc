# SPDX-License-Identifier: Apache-2.0
"""A WebSocket client (RFC 6455) for text messages, on the standard library."""
import base64
import hashlib
import os
import socket
import struct
import time

GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
CONTINUATION, TEXT, BINARY, CLOSE, PING, PONG = 0x0, 0x1, 0x2, 0x8, 0x9, 0xA


class Refused(Exception):
    """The server answered the upgrade with another status than 101."""

    def __init__(self, status: int, answer: str):
        super().__init__(f"the server refused the WebSocket with status {status}")
        self.status = status
        self.answer = answer


class Closed(Exception):
    """The server closed the connection; `code` is None when it sent no close frame or no code."""

    def __init__(self, code: int | None, reason: str):
        super().__init__(f"the WebSocket was closed: code {code}, {reason or 'no reason'}")
        self.code = code
        self.reason = reason


class ProtocolError(Exception):
    """The server broke a rule of RFC 6455."""


def mask(payload: bytes, key: bytes) -> bytes:
    stretched = (key * (len(payload) // 4 + 1))[:len(payload)]
    return (int.from_bytes(payload, "big") ^ int.from_bytes(stretched, "big")).to_bytes(len(payload), "big")


def encode_frame(opcode: int, payload: bytes, key: bytes, final: bool = True) -> bytes:
    """A client's frame, masked with the four bytes of `key`."""
    head = bytes([(0x80 if final else 0) | opcode])
    if len(payload) < 126:
        head += bytes([0x80 | len(payload)])
    elif len(payload) < 1 << 16:
        head += bytes([0x80 | 126]) + struct.pack("!H", len(payload))
    else:
        head += bytes([0x80 | 127]) + struct.pack("!Q", len(payload))
    return head + key + mask(payload, key)


def accept_key(key: str) -> str:
    return base64.b64encode(hashlib.sha1((key + GUID).encode()).digest()).decode()


class WebSocket:
    """Connects at once. `receive` answers pings by itself. Raises Refused, Closed, ProtocolError, TimeoutError."""

    def __init__(self, host: str, port: int, path: str, headers: dict[str, str] | None = None, timeout: float = 10):
        self._socket = socket.create_connection((host, port), timeout=timeout)
        self._buffer = b""
        try:
            self._shake_hands(host, port, path, headers or {}, time.monotonic() + timeout)
        except BaseException:
            self._socket.close()
            raise

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def send(self, text: str) -> None:
        self._send_frame(TEXT, text.encode())

    def receive(self, timeout: float = 10) -> str:
        """The next whole text message."""
        deadline = time.monotonic() + timeout
        parts: list[bytes] = []
        while True:
            final, opcode, payload = self._read_frame(deadline)
            if opcode == PING:
                self._send_frame(PONG, payload)
            elif opcode == CLOSE:
                code = struct.unpack("!H", payload[:2])[0] if len(payload) >= 2 else None
                raise Closed(code, payload[2:].decode(errors="replace"))
            elif opcode in (TEXT, BINARY, CONTINUATION):
                if (opcode == CONTINUATION) != bool(parts):
                    raise ProtocolError("a message was interrupted, or continued before it began")
                parts.append(payload)
                if final:
                    return b"".join(parts).decode()

    def close(self, code: int = 1000) -> None:
        try:
            self._send_frame(CLOSE, struct.pack("!H", code))
        except OSError:
            pass
        self._socket.close()

    def _shake_hands(self, host: str, port: int, path: str, headers: dict[str, str], deadline: float) -> None:
        key = base64.b64encode(os.urandom(16)).decode()
        lines = [f"GET {path} HTTP/1.1", f"Host: {host}:{port}", "Connection: Upgrade", "Upgrade: websocket",
                 "Sec-WebSocket-Version: 13", f"Sec-WebSocket-Key: {key}",
                 *(f"{name}: {value}" for name, value in headers.items())]
        self._socket.sendall(("\r\n".join(lines) + "\r\n\r\n").encode())
        while b"\r\n\r\n" not in self._buffer:
            self._fill(deadline)
        head, _, self._buffer = self._buffer.partition(b"\r\n\r\n")
        status_line, *fields = head.decode("latin-1").split("\r\n")
        status = int(status_line.split()[1])
        if status != 101:
            raise Refused(status, (head + b"\r\n\r\n" + self._buffer).decode(errors="replace"))
        answer = {name.strip().lower(): value.strip() for name, _, value in (field.partition(":") for field in fields)}
        if answer.get("sec-websocket-accept") != accept_key(key):
            raise ProtocolError("Sec-WebSocket-Accept does not answer the key")

    def _send_frame(self, opcode: int, payload: bytes) -> None:
        self._socket.sendall(encode_frame(opcode, payload, os.urandom(4)))

    def _read_frame(self, deadline: float) -> tuple[bool, int, bytes]:
        first, second = self._take(2, deadline)
        if first & 0x70:
            raise ProtocolError("a reserved bit is set")
        if second & 0x80:
            raise ProtocolError("a server must not mask its frames")
        length = second & 0x7F
        if length == 126:
            length, = struct.unpack("!H", self._take(2, deadline))
        elif length == 127:
            length, = struct.unpack("!Q", self._take(8, deadline))
        return bool(first & 0x80), first & 0x0F, self._take(length, deadline)

    def _take(self, count: int, deadline: float) -> bytes:
        while len(self._buffer) < count:
            self._fill(deadline)
        taken, self._buffer = self._buffer[:count], self._buffer[count:]
        return taken

    def _fill(self, deadline: float) -> None:
        left = deadline - time.monotonic()
        if left <= 0:
            raise TimeoutError("nothing came in time")
        self._socket.settimeout(left)
        chunk = self._socket.recv(65536)
        if not chunk:
            raise Closed(None, "the server broke off")
        self._buffer += chunk
