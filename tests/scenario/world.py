# SPDX-License-Identifier: Apache-2.0
"""What one scenario lives in: a server on a fresh store, named clients with cookies, sockets and variables."""
import json
import re
from typing import Any

from support.http_client import Client
from support.server import Server
from support.websocket import WebSocket

VARIABLE = re.compile(r"\{\{\s*([a-z_][a-z0-9_]*)\s*\}\}")
ADMINISTRATOR = {"name": "Ada", "email": "ada@example.org", "password": "a long enough password"}


class UnknownVariable(Exception):
    """A {{name}} that nothing has set."""


class World:
    def __init__(self, server: Server, variables: dict[str, Any]):
        self.server = server
        self.variables = {**variables, "email": ADMINISTRATOR["email"], "password": ADMINISTRATOR["password"]}
        self.sockets: dict[str, WebSocket] = {}
        self._clients: dict[str, Client] = {}
        self.switch_to("the first client")

    @property
    def client(self) -> Client:
        return self._clients[self._current]

    def switch_to(self, name: str) -> None:
        """From here on requests come from this client; a new name is a client without cookies."""
        self._current = name
        if name not in self._clients:
            self._clients[name] = self.server.client()
        self.variables["url"] = self.server.url

    def start_again(self) -> None:
        """The server has ended; starts it. It listens on another port, clients keep their cookies."""
        self.close()
        self.server.start()
        address = self.server.client()
        for client in self._clients.values():
            client.host, client.port = address.host, address.port
        self.variables["url"] = self.server.url

    def close(self) -> None:
        for socket in self.sockets.values():
            socket.close()
        self.sockets.clear()
        for client in self._clients.values():
            client.close()

    def fill_in(self, text: str) -> str:
        """Replaces {{name}}: strings as they are, other values as JSON. Raises UnknownVariable."""
        def value_of(match: re.Match) -> str:
            if match[1] not in self.variables:
                raise UnknownVariable(f"nothing has set {match[0]}; known: {', '.join(sorted(self.variables))}")
            value = self.variables[match[1]]
            return value if isinstance(value, str) else json.dumps(value)
        return VARIABLE.sub(value_of, text)
