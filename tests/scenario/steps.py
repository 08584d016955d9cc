# SPDX-License-Identifier: Apache-2.0
"""Carries out the steps of a scenario against the real server and judges what came back."""
import difflib
import http.client
import json
import os
import shlex
import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import json_path
from scenario_format import METHODS, Check, Scenario, Step
from support.server import StartFailed
from support.websocket import Closed, Refused, WebSocket
from world import ADMINISTRATOR, UnknownVariable, World

PATIENCE = 10.0  # seconds that `eventually` and `receive` wait
LONGEST_SHOWN = 4000  # characters of an answer


class StepFailed(Exception):
    """An expectation does not hold; the message tells which, and what was found instead."""


@dataclass
class Outcome:
    """What a step brought: an HTTP answer, a finished program or a message."""
    status: str = ""
    body: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    errors: str = ""  # stderr of a program

    def look_up(self, subject: str) -> Any:
        """What a check speaks of, or json_path.MISSING."""
        if subject.startswith("header "):
            return self.headers.get(subject.removeprefix("header ").strip().lower(), json_path.MISSING)
        if subject in ("body", "stdout"):
            return self.body
        if subject == "stderr":
            return self.errors
        try:
            return json_path.find(json.loads(self.body), subject)
        except json.JSONDecodeError:
            raise StepFailed(f"`{subject}` asks for JSON, but this came:\n{indent(shorten(self.body))}") from None

    def shown(self) -> str:
        try:
            body = json.dumps(json.loads(self.body), indent=2, ensure_ascii=False)
        except json.JSONDecodeError:
            body = self.body
        return "\n".join(part for part in (self.status, shorten(body), shorten(self.errors)) if part)


def shorten(text: str) -> str:
    return text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}\n… and {len(text) - LONGEST_SHOWN} characters more"


def indent(text: str) -> str:
    return "\n".join("    " + line for line in text.splitlines())


def run_scenario(scenario: Scenario, world: World, folder: Path, binary: Path) -> None:
    """Raises StepFailed. `folder` is where @files are found."""
    for step in scenario.steps:
        try:
            carry_out(step, world, folder, binary)
        except StepFailed as failure:
            raise StepFailed(f"line {step.line}: {step.text}\n{failure}") from None
        except (OSError, http.client.HTTPException, StartFailed, Refused, Closed, UnknownVariable, ValueError,
                subprocess.TimeoutExpired) as error:
            raise StepFailed(f"line {step.line}: {step.text}\n{type(error).__name__}: {error}") from None


def carry_out(step: Step, world: World, folder: Path, binary: Path) -> None:
    if step.verb == "receive":
        receive(step, world)
        return
    deadline = time.monotonic() + (PATIENCE if step.eventually else 0)
    while True:
        outcome = act(step, world, folder, binary)
        try:
            judge(step, outcome, world)
            break
        except StepFailed as failure:
            if time.monotonic() >= deadline:
                raise StepFailed(f"{failure}\nThe answer was:\n{indent(outcome.shown())}") from None
            time.sleep(0.05)
    take_captures(step, outcome, world)


def act(step: Step, world: World, folder: Path, binary: Path) -> Outcome:
    if step.verb in METHODS:
        return send_request(step, world, folder)
    match step.verb:
        case "run":
            return run_program(step, world, [str(binary)], world.variables["data"])
        case "git":
            return run_program(step, world, ["git"], world.variables["folder"])
        case "websocket":
            return open_socket(step, world)
        case "close":
            world.sockets.pop(step.argument).close()
        case "as":
            world.switch_to(step.argument)
        case "setup":
            answer = world.client.post("/api/v1/setup", ADMINISTRATOR)
            if answer.status != 201:
                raise StepFailed(f"the first administrator was not created: {answer.status}\n{indent(answer.text)}")
        case "stop" | "restart":
            status = world.server.stop()
            if status != 0:
                raise StepFailed(f"the server ended with status {status} when asked to stop")
            if step.verb == "restart":
                world.start_again()
        case "start":
            world.start_again()
        case "kill":
            world.server.kill()
            world.start_again()
    return Outcome()


def send_request(step: Step, world: World, folder: Path) -> Outcome:
    body, headers = None, {}
    if step.body.startswith("@"):
        body = (folder / world.fill_in(step.body[1:].strip())).read_bytes()
        headers["Content-Type"] = "application/octet-stream"
    elif step.body:
        body = world.fill_in(step.body).encode()
        headers["Content-Type"] = "application/json" if step.body[0] in '{["' else "text/plain; charset=utf-8"
    for name, value in step.headers:
        headers = {n: v for n, v in headers.items() if n.lower() != name.lower()} | {name: world.fill_in(value)}
    answer = world.client.request(step.verb, world.fill_in(step.argument), body, headers)
    return Outcome(str(answer.status), answer.text, answer.headers)


def run_program(step: Step, world: World, program: list[str], home: str) -> Outcome:
    environment = {**os.environ, "HOME": home, "GIT_CONFIG_NOSYSTEM": "1", **{n: world.fill_in(v) for n, v in step.headers}}
    done = subprocess.run([*program, *shlex.split(world.fill_in(step.argument))], env=environment, timeout=120, cwd=home,
                          input=world.fill_in(step.body).encode(), capture_output=True, check=False)
    return Outcome(str(done.returncode), done.stdout.decode(errors="replace"), {}, done.stderr.decode(errors="replace"))


def open_socket(step: Step, world: World) -> Outcome:
    name, _, path = step.argument.partition(" ")
    headers = {k: v for k, v in world.client.default_headers().items() if k != "Sec-Fetch-Site"}
    headers["Origin"] = world.server.url
    headers.update({n: world.fill_in(v) for n, v in step.headers})
    try:
        world.sockets[name] = WebSocket(world.client.host, world.client.port, world.fill_in(path.strip()), headers)
    except Refused as refusal:
        return Outcome(str(refusal.status), refusal.answer)
    return Outcome("101")


def receive(step: Step, world: World) -> None:
    """Reads on until a message fulfils every check; others are passed over."""
    socket = world.sockets.get(step.argument)
    if socket is None:
        raise StepFailed(f"there is no open WebSocket `{step.argument}`")
    deadline, passed = time.monotonic() + PATIENCE, []
    while True:
        try:
            message = Outcome("", socket.receive(max(0.0, deadline - time.monotonic())))
        except TimeoutError:
            came = "\n".join(passed[-10:]) or "nothing"
            raise StepFailed(f"no such message in {PATIENCE:.0f} s; what came:\n{indent(came)}") from None
        try:
            judge(step, message, world)
            take_captures(step, message, world)
            return
        except StepFailed:
            passed.append(shorten(message.body))


def judge(step: Step, outcome: Outcome, world: World) -> None:
    expected = world.fill_in(step.expected) if step.expected is not None else None
    if expected is not None and outcome.status != expected:
        raise StepFailed(f"expected {expected}, found {outcome.status}")
    for check in step.checks:
        found = outcome.look_up(world.fill_in(check.subject))
        wanted = read_wanted(check, world)
        if not json_path.holds(found, check.operator, wanted):
            raise StepFailed(explain(check, found, wanted))


def read_wanted(check: Check, world: World) -> Any:
    text = world.fill_in(check.wanted)
    if check.operator in ("present", "absent"):
        return None
    if check.operator == "matches":
        if len(text) < 2 or text[0] != "/" or text[-1] != "/":
            raise StepFailed(f"line {check.line}: a pattern stands between slashes: matches /…/")
        return text[1:-1]
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise StepFailed(f"line {check.line}: `{text}` is not JSON: {error}") from None


def explain(check: Check, found: Any, wanted: Any) -> str:
    head = f"line {check.line}: {check.subject} {check.operator} {check.wanted}"
    if found is json_path.MISSING:
        return f"{head}\nfound nothing there"
    shown = json.dumps(found, indent=2, ensure_ascii=False)
    if check.operator == "==" and ("\n" in shown or len(shown) > 100):
        expected = json.dumps(wanted, indent=2, ensure_ascii=False)
        diff = difflib.unified_diff(expected.splitlines(), shown.splitlines(), "expected", "found", lineterm="")
        return f"{head}\n{indent(shorten(chr(10).join(diff)))}"
    return f"{head}\nfound: {shorten(shown)}"


def take_captures(step: Step, outcome: Outcome, world: World) -> None:
    for capture in step.captures:
        found = outcome.look_up(world.fill_in(capture.subject))
        if found is json_path.MISSING:
            raise StepFailed(f"line {capture.line}: nothing to keep as `{capture.name}`: {capture.subject} is absent\n"
                             f"The answer was:\n{indent(outcome.shown())}")
        world.variables[capture.name] = found
