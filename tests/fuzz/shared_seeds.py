#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes the cases of public test suites as seeds, one file each: shared_seeds.py SUITES OUTPUT

SUITES holds the folders commonmark, DOMPurify, JSONTestSuite and llhttp; one that is absent is left out.
The seeds go to OUTPUT/markdown, OUTPUT/json and OUTPUT/http_head."""
import json
import pathlib
import re
import sys

LARGEST = 16_384


def write(folder, cases):
    folder.mkdir(parents=True, exist_ok=True)
    for number, case in enumerate(cases):
        if 0 < len(case) <= LARGEST:
            (folder / f"{number:04}").write_bytes(case)


def cases_of_json(file, field):
    return [case[field].encode() for case in json.loads(file.read_text()) if field in case] if file.exists() else []


def http_blocks(folder):
    """The requests of llhttp's tests: line ends are CRLF, \\r, \\n and \\t stand for bytes."""
    for file in sorted(folder.glob("*.md")):
        for block in re.findall(r"^```http\n(.*?)^```", file.read_text(), re.MULTILINE | re.DOTALL):
            block = re.sub(r"\\\n", "", block[:-1]).replace("\n", "\r\n")
            yield block.replace("\\r", "\r").replace("\\n", "\n").replace("\\t", "\t").encode()


def main():
    suites, output = map(pathlib.Path, sys.argv[1:3])
    write(output / "markdown" / "commonmark", cases_of_json(suites / "commonmark" / "spec.json", "markdown"))
    write(output / "markdown" / "DOMPurify", cases_of_json(suites / "DOMPurify" / "expect.json", "payload"))
    write(output / "http_head", http_blocks(suites / "llhttp" / "test" / "request"))
    write(output / "json", (file.read_bytes() for file in sorted((suites / "JSONTestSuite").glob("test_parsing/*.json"))))


if __name__ == "__main__":
    main()
