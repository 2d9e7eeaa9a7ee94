#!/usr/bin/env python3
"""Checks that the README shows code of each of the files, indentation aside.

usage: check_readme.py README FILE...
"""

import re
import sys
from pathlib import Path


def lines(text):
    return "\n".join(line.strip() for line in text.strip().splitlines())


def main(readme, *paths):
    blocks = [lines(block) for block in re.findall(r"^```\w+\n(.*?)^```$", Path(readme).read_text(), re.MULTILINE | re.DOTALL)]
    missing = [path for path in paths if not any(block in lines(Path(path).read_text()) for block in blocks)]
    for path in missing:
        print(f"README shows nothing of {path} as it is")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
