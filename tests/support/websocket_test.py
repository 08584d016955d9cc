#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
import socket
import struct
import threading
import unittest

from support import websocket


class Peer:
    """A server for one connection: shakes hands, sends `script`, keeps what the client sends."""

    def __init__(self, script: bytes, status: str = "101 Switching Protocols"):
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self.received = b""
        self._thread = threading.Thread(target=self._serve, args=(script, status), daemon=True)
        self._thread.start()

    def finish(self) -> bytes:
        self._thread.join(5)
        self._listener.close()
        return self.received

    def _serve(self, script: bytes, status: str) -> None:
        connection, _ = self._listener.accept()
        with connection:
            head = b""
            while b"\r\n\r\n" not in head:
                head += connection.recv(4096)
            key = next(line.split(b": ")[1] for line in head.split(b"\r\n") if line.startswith(b"Sec-WebSocket-Key"))
            accept = websocket.accept_key(key.decode())
            connection.sendall(f"HTTP/1.1 {status}\r\nSec-WebSocket-Accept: {accept}\r\n\r\n".encode() + script)
            connection.settimeout(5)
            while chunk := connection.recv(4096):
                self.received += chunk


class Frames(unittest.TestCase):
    def test_the_examples_of_rfc_6455(self):
        self.assertEqual("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=", websocket.accept_key("dGhlIHNhbXBsZSBub25jZQ=="))
        self.assertEqual(bytes.fromhex("818537fa213d7f9f4d5158"),
                         websocket.encode_frame(websocket.TEXT, b"Hello", bytes.fromhex("37fa213d")))

    def test_lengths_take_two_and_eight_bytes(self):
        self.assertEqual(bytes.fromhex("81fe007e"), websocket.encode_frame(websocket.TEXT, b"x" * 126, b"\0" * 4)[:4])
        self.assertEqual(bytes.fromhex("81ff0000000000010000"),
                         websocket.encode_frame(websocket.TEXT, b"x" * 65536, b"\0" * 4)[:10])


class Receive(unittest.TestCase):
    def receive_from(self, script: bytes) -> list[str]:
        peer = Peer(script)
        messages = []
        with websocket.WebSocket("127.0.0.1", peer.port, "/feed") as client:
            try:
                while True:
                    messages.append(client.receive(5))
            except websocket.Closed as closed:
                messages.append(f"closed {closed.code} {closed.reason}")
        self.sent = peer.finish()
        return messages

    def test_whole_fragmented_and_long_messages_until_the_close(self):
        script = (b"\x81\x05Hello" + b"\x01\x03Hel" + b"\x80\x02lo" + b"\x81\x7e" + struct.pack("!H", 300) + b"a" * 300
                  + b"\x88\x06" + struct.pack("!H", 1013) + b"busy")
        self.assertEqual(["Hello", "Hello", "a" * 300, "closed 1013 busy"], self.receive_from(script))

    def test_answers_a_ping_in_the_middle_of_a_message(self):
        self.assertEqual(["Hello", "closed None "], self.receive_from(b"\x01\x03Hel\x89\x01p\x80\x02lo\x88\x00"))
        self.assertEqual(bytes([0x8A, 0x81]), self.sent[:2])

    def test_refuses_frames_that_break_the_protocol(self):
        for script in (b"\x80\x02lo", b"\x81\x85abcdHello", b"\xc1\x01a", b"\x01\x01a\x81\x01b"):
            with self.subTest(script), self.assertRaises(websocket.ProtocolError):
                self.receive_from(script)

    def test_tells_the_status_of_a_refusal(self):
        peer = Peer(b"", "401 Unauthorized")
        with self.assertRaises(websocket.Refused) as refused:
            websocket.WebSocket("127.0.0.1", peer.port, "/feed")
        self.assertEqual(401, refused.exception.status)
        peer.finish()


if __name__ == "__main__":
    unittest.main()
