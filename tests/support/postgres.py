# SPDX-License-Identifier: Apache-2.0
"""A throwaway PostgreSQL server. As root it runs as the user `postgres`, since PostgreSQL refuses root."""
import os
import shutil
import socket
import subprocess
import tempfile
from pathlib import Path

USER = "postgres"


def find_programs() -> Path | None:
    """The folder of initdb and pg_ctl of the newest installed version."""
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin/pg_ctl"), key=lambda p: float(p.parts[-3]))
    if versions:
        return versions[-1].parent
    on_path = shutil.which("pg_ctl")
    return Path(on_path).parent if on_path else None


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Postgres:
    """Starts when entered, and is gone, with its data, when left. Listens on loopback, trusts local users.

    Raises RuntimeError, with what the program said, when it cannot start.
    """

    def __init__(self, durable: bool = False):
        """Without fsync unless `durable`: what the tests kill is debrief, never this server."""
        self._fsync = "on" if durable else "off"
        programs = find_programs()
        if not programs:
            raise RuntimeError("PostgreSQL is not installed. Run script/bootstrap test.")
        self._programs = programs
        self.port = free_port()

    def __enter__(self) -> "Postgres":
        self._folder = Path(tempfile.mkdtemp(prefix="debrief-postgres-"))
        try:
            if os.geteuid() == 0:
                shutil.chown(self._folder, USER, USER)
            self._run("initdb", "-D", self._data, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync", "-U", USER)
            options = f"-k {self._folder} -p {self.port} -c listen_addresses=127.0.0.1 -c fsync={self._fsync} -c max_connections=200"
            self._run("pg_ctl", "-D", self._data, "-w", "-l", self._folder / "log", "-o", options, "start")
        except BaseException:
            shutil.rmtree(self._folder, ignore_errors=True)
            raise
        return self

    def __exit__(self, *_) -> None:
        try:
            self._run("pg_ctl", "-D", self._data, "-m", "immediate", "-w", "stop")
        finally:
            shutil.rmtree(self._folder, ignore_errors=True)

    def create_database(self, name: str) -> str:
        """Makes an empty database and returns its URL."""
        self.sql(f'CREATE DATABASE "{name}"')
        return self.url(name)

    def url(self, name: str = USER) -> str:
        return f"postgresql://{USER}@127.0.0.1:{self.port}/{name}"

    def drop_database(self, name: str) -> None:
        self.sql(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')

    def sql(self, statement: str) -> None:
        self._run("psql", "-h", self._folder, "-p", self.port, "-U", USER, "-q", "-v", "ON_ERROR_STOP=1", "-c", statement)

    @property
    def _data(self) -> Path:
        return self._folder / "data"

    def _run(self, program: str, *arguments) -> None:
        command = [str(self._programs / program), *map(str, arguments)]
        if os.geteuid() == 0:
            command = ["runuser", "-u", USER, "--", *command]
        # A file, not a pipe: the started server would keep a pipe open.
        with tempfile.TemporaryFile() as output:
            done = subprocess.run(command, cwd="/", stdin=subprocess.DEVNULL, stdout=output, stderr=output, check=False)
            if done.returncode != 0:
                output.seek(0)
                said = output.read().decode(errors="replace")
                raise RuntimeError(f"{program} failed with status {done.returncode}:\n{said}")


def main() -> int:
    """Runs a command with a fresh server: `postgres.py COMMAND…` sets DEBRIEF_TEST_POSTGRESQL for it."""
    import sys
    with Postgres() as server:
        environment = {**os.environ, "DEBRIEF_TEST_POSTGRESQL": server.url()}
        return subprocess.run(sys.argv[1:], env=environment, check=False).returncode


if __name__ == "__main__":
    raise SystemExit(main())
