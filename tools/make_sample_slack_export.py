#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Pack the Slack export of the example incident.

    tools/make_sample_slack_export.py [FOLDER [ZIP]]

The defaults are src/connectors/slack_export/samples/checkout-outage and
samples/checkout-outage/slack-export.zip. The same folder always makes the same bytes.
"""
import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "src/connectors/slack_export/samples/checkout-outage"
ZIP = ROOT / "samples/checkout-outage/slack-export.zip"
SAVED_AT = (2026, 11, 12, 8, 0, 0)  # of every member


def pack(folder: Path, target: Path) -> int:
    """Writes every JSON file of the folder to the archive; returns how many."""
    files = sorted(folder.rglob("*.json"))
    with zipfile.ZipFile(target, "w") as archive:
        for file in files:
            member = zipfile.ZipInfo(file.relative_to(folder).as_posix(), SAVED_AT)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.external_attr = 0o644 << 16
            archive.writestr(member, file.read_bytes())
    return len(files)


def main(arguments: list[str]) -> int:
    folder = Path(arguments[0]) if arguments else FOLDER
    target = Path(arguments[1]) if len(arguments) > 1 else ZIP
    count = pack(folder, target)
    if count == 0:
        print(f"{folder} holds no JSON files", file=sys.stderr)
        return 1
    print(f"{target}: {count} files")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
