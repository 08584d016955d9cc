#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
import http.server
import json
import threading
import unittest

from support.http_client import Client


class Echo(http.server.BaseHTTPRequestHandler):
    """Answers with what it was asked; `/close` breaks off without an answer, once."""
    protocol_version = "HTTP/1.1"
    broken = False

    def log_message(self, *_):
        pass

    def handle_any(self):
        if self.path == "/close" and not Echo.broken:
            Echo.broken = True
            self.connection.close()
            self.close_connection = True
            return
        body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
        answer = json.dumps({"method": self.command, "headers": dict(self.headers), "body": body}).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(answer)))
        if self.path == "/in":
            self.send_header("Set-Cookie", "session=abc; Path=/; HttpOnly")
        if self.path == "/out":
            self.send_header("Set-Cookie", "session=; Max-Age=0")
        self.end_headers()
        self.wfile.write(answer)

    do_GET = do_POST = handle_any


class ClientTest(unittest.TestCase):
    def setUp(self):
        Echo.broken = False
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Echo)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.addCleanup(self.server.server_close)
        self.addCleanup(self.server.shutdown)
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}"

    def client(self, token=None) -> Client:
        client = Client(self.url, token)
        self.addCleanup(client.close)
        return client

    def test_keeps_cookies_until_they_are_taken_back(self):
        client = self.client()
        client.get("/in")
        self.assertEqual("session=abc", client.get("/").json()["headers"]["Cookie"])
        client.get("/out")
        self.assertNotIn("Cookie", client.get("/").json()["headers"])

    def test_sends_json_and_lets_headers_be_replaced(self):
        echoed = self.client().post("/", {"a": 1}, {"sec-fetch-site": "cross-site"}).json()
        self.assertEqual('{"a": 1}', echoed["body"])
        self.assertEqual("application/json", echoed["headers"]["Content-Type"])
        self.assertEqual("cross-site", echoed["headers"]["sec-fetch-site"])
        self.assertNotIn("Sec-Fetch-Site", echoed["headers"])

    def test_a_token_stands_instead_of_cookies(self):
        headers = self.client("t").get("/").json()["headers"]
        self.assertEqual("Bearer t", headers["Authorization"])
        self.assertNotIn("Sec-Fetch-Site", headers)

    def test_asks_again_on_a_stale_connection_only_what_changes_nothing(self):
        client = self.client()
        client.get("/")
        self.assertEqual(200, client.get("/close").status)
        Echo.broken = False
        with self.assertRaises(OSError):
            client.post("/close", {})


if __name__ == "__main__":
    unittest.main()
