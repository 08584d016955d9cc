# SPDX-License-Identifier: Apache-2.0
"""Paths into JSON values, and the assertions that scenarios make about what they find. Pure.

A path is `.` for the whole value, or steps: `.name`, `["any name"]`, `[0]`, `[-1]`, `[*]` (each element, giving a
list), `[kind="note"]` (the first element whose field has that value).
"""
import json
import re
from typing import Any

STEP = re.compile(r"""\.(?P<name>[A-Za-z_][\w-]*)
                    | \[(?P<index>-?\d+)\]
                    | \[(?P<each>\*)\]
                    | \["(?P<key>[^"]+)"\]
                    | \[(?P<field>[\w.-]+)=(?P<value>"(?:[^"\\]|\\.)*"|[^\]"]+)\]""", re.VERBOSE)

MISSING = object()  # what a path finds where there is nothing


class BadPath(ValueError):
    """The text is not a path."""


def split_path(path: str) -> list[re.Match]:
    if path == ".":
        return []
    steps, at = [], 0
    while at < len(path):
        match = STEP.match(path, at)
        if not match:
            raise BadPath(f"`{path}` is not a path: cannot read `{path[at:]}`")
        steps.append(match)
        at = match.end()
    return steps


def find(value: Any, path: str) -> Any:
    """What lies at `path`, or MISSING."""
    return _walk(value, split_path(path))


def _walk(value: Any, steps: list[re.Match]) -> Any:
    for number, step in enumerate(steps):
        if step["each"]:
            if not isinstance(value, list):
                return MISSING
            rest = [_walk(element, steps[number + 1:]) for element in value]
            return [found for found in rest if found is not MISSING]
        value = _step(value, step)
        if value is MISSING:
            return MISSING
    return value


def _step(value: Any, step: re.Match) -> Any:
    if step["index"]:
        index = int(step["index"])
        return value[index] if isinstance(value, list) and -len(value) <= index < len(value) else MISSING
    if step["field"]:
        wanted = json.loads(step["value"])
        matches = (e for e in value if isinstance(e, dict) and e.get(step["field"], MISSING) == wanted) \
            if isinstance(value, list) else iter(())
        return next(matches, MISSING)
    name = step["name"] or step["key"]
    return value.get(name, MISSING) if isinstance(value, dict) else MISSING


def holds_part(whole: Any, part: Any) -> bool:
    """Objects may hold more fields than `part`; everything else must be equal."""
    if isinstance(whole, dict) and isinstance(part, dict):
        return all(key in whole and holds_part(whole[key], part[key]) for key in part)
    return whole == part


def contains(value: Any, wanted: Any) -> bool:
    if isinstance(value, list):
        return any(holds_part(element, wanted) for element in value)
    if isinstance(value, dict):
        return holds_part(value, wanted)
    return isinstance(value, str) and str(wanted) in value


def has_order(value: Any, operator: str, wanted: Any) -> bool:
    comparable = all(isinstance(v, (int, float)) for v in (value, wanted)) or \
        all(isinstance(v, str) for v in (value, wanted))
    if not comparable:
        return False
    return {"<": value < wanted, "<=": value <= wanted, ">": value > wanted, ">=": value >= wanted}[operator]


def holds(value: Any, operator: str, wanted: Any) -> bool:
    """Whether `value`, which may be MISSING, is as the operator says."""
    if operator == "absent":
        return value is MISSING
    if value is MISSING:
        return False
    match operator:
        case "present":
            return True
        case "==":
            return value == wanted
        case "!=":
            return value != wanted
        case "contains":
            return contains(value, wanted)
        case "lacks":
            return not contains(value, wanted)
        case "matches":
            return isinstance(value, str) and re.search(wanted, value) is not None
        case "length":
            return isinstance(value, (list, str, dict)) and len(value) == wanted
        case "<" | "<=" | ">" | ">=":
            return has_order(value, operator, wanted)
    raise ValueError(f"there is no operator `{operator}`")
