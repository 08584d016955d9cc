# SPDX-License-Identifier: Apache-2.0
"""Reads *.scenario files; README.md beside this file describes the format. Pure.

A step begins in the first column; indented lines belong to it; `->` begins what is expected of it.
"""
import re
from dataclasses import dataclass, field

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS")
WORDS = ("setup", "as", "stop", "start", "restart", "kill", "run", "git", "websocket", "receive", "close")
LONELY_WORDS = ("setup", "stop", "start", "restart")
OPERATORS = ("==", "!=", "<=", ">=", "<", ">", "contains", "lacks", "matches", "length", "present", "absent")
HEADER_LINE = re.compile(r"^([A-Za-z][A-Za-z0-9-]*):[ \t]+(.*)$")
CAPTURE = re.compile(r"^([a-z_][a-z0-9_]*) = (\S.*)$")
SUBJECT = re.compile(r"""^( header\ [\w-]+ | body | stdout | stderr | (?:\.[A-Za-z_.\["\]] | \.(?=\s) | \[ )
                          (?:[^\s"\[]|\[(?:"(?:[^"\\]|\\.)*"|[^\]"])*\]|"[^"]*")* )(?:\s+|$)""", re.VERBOSE)


class BadScenario(Exception):
    """The file breaks the format; the message names the line."""


@dataclass(frozen=True)
class Check:
    line: int
    subject: str  # a JSON path, `header NAME`, `body`, `stdout` or `stderr`
    operator: str
    wanted: str  # as written: JSON, or /a pattern/


@dataclass(frozen=True)
class Capture:
    line: int
    name: str
    subject: str


@dataclass
class Step:
    line: int
    text: str  # as written, first line
    verb: str  # one of METHODS or WORDS
    argument: str
    eventually: bool = False
    headers: list[tuple[str, str]] = field(default_factory=list)  # of a request; NAME=value of `run`
    body: str = ""
    expected: str | None = None  # status of a request, exit status of `run`
    checks: list[Check] = field(default_factory=list)
    captures: list[Capture] = field(default_factory=list)


@dataclass
class Scenario:
    name: str
    description: str
    steps: list[Step]
    engines: tuple[str, ...] = ("sqlite", "postgresql")
    options: tuple[str, ...] = ()  # further options of `debrief serve`
    needs_shared: bool = False  # reads files of the folder named by DEBRIEF_SHARED


def parse(text: str) -> Scenario:
    """Raises BadScenario."""
    lines = text.splitlines()
    scenario, first = _parse_head(lines)
    step: Step | None = None
    expecting = False
    for number, line in enumerate(lines[first:], first + 1):
        if not line.strip() or line.startswith("#"):
            continue
        if line.startswith("->"):
            if step is None or expecting:
                raise BadScenario(f"line {number}: `->` must follow a step, once")
            step.expected = line[2:].strip()
            expecting = True
        elif line[0].isspace():
            if step is None:
                raise BadScenario(f"line {number}: this indented line belongs to no step")
            if expecting or step.verb == "receive":
                _parse_expectation(step, number, line.strip())
            else:
                _parse_content(step, line)
        else:
            step, expecting = _parse_step(number, line.rstrip()), False
            scenario.steps.append(step)
    if not scenario.steps:
        raise BadScenario("there is no step in this file")
    return scenario


def _parse_head(lines: list[str]) -> tuple[Scenario, int]:
    fields: dict[str, str] = {}
    first = 0
    for first, line in enumerate(lines):
        match = re.match(r"^# (name|description|engines|options|needs): (.+)$", line)
        if match:
            fields[match[1]] = match[2].strip()
        elif line.strip() and not line.startswith("#"):
            break
    for name in ("name", "description"):
        if name not in fields:
            raise BadScenario(f"the file must begin with `# {name}: …`")
    scenario = Scenario(fields["name"], fields["description"], [])
    if "engines" in fields:
        scenario.engines = tuple(fields["engines"].split())
    scenario.options = tuple(fields.get("options", "").split())
    scenario.needs_shared = fields.get("needs", "") == "shared"
    return scenario, first


def _parse_step(number: int, line: str) -> Step:
    words = line
    eventually = words.startswith("eventually ")
    if eventually:
        words = words.removeprefix("eventually ").lstrip()
    verb, _, argument = words.partition(" ")
    argument = argument.strip()
    if words == "kill -9":
        return Step(number, line, "kill", "", eventually)
    if verb not in METHODS + WORDS:
        raise BadScenario(f"line {number}: `{verb}` begins no step; README.md lists the steps")
    if bool(argument) == (verb in LONELY_WORDS):
        raise BadScenario(f"line {number}: `{verb}` {'takes no' if argument else 'needs an'} argument")
    return Step(number, line, verb, argument, eventually)


def _parse_content(step: Step, line: str) -> None:
    """A header (or NAME=value of `run`) while there is no body yet; else a line of the body."""
    text = line.strip()
    if not step.body:
        header = HEADER_LINE.match(text) if step.verb not in ("run", "git") else re.match(r"^([A-Z][A-Z0-9_]*)=(.*)$", text)
        if header:
            step.headers.append((header[1], header[2]))
            return
    step.body += ("\n" if step.body else "") + (line[2:] if line.startswith("  ") else line)


def _parse_expectation(step: Step, number: int, text: str) -> None:
    capture = CAPTURE.match(text)
    if capture:
        step.captures.append(Capture(number, capture[1], capture[2].strip()))
        return
    subject = SUBJECT.match(text)
    if not subject:
        raise BadScenario(f"line {number}: `{text}` is neither a check nor a capture")
    rest = text[subject.end():]
    operator = next((o for o in OPERATORS if rest == o or rest.startswith(o + " ")), None)
    if operator is None:
        raise BadScenario(f"line {number}: after `{subject[1]}` expected one of: {' '.join(OPERATORS)}")
    wanted = rest[len(operator):].strip()
    if bool(wanted) == (operator in ("present", "absent")):
        raise BadScenario(f"line {number}: `{operator}` {'takes no value' if wanted else 'needs a value'}")
    step.checks.append(Check(number, subject[1].strip(), operator, wanted))
