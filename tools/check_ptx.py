#!/usr/bin/env python3
"""Checks that PTX text keeps the promise of same bits on host and device.

Every addition, subtraction and multiplication of floats carries an explicit .rn, which forbids the
assembler to fuse it; nothing is approximate or flushes subnormals; no kernel keeps an array in local
memory. Exit code 77, which ctest shows as skipped, where no file is given.
"""

import re
import sys

UNROUNDED = re.compile(r"\b(?:add|sub|mul|mad)(?!\S*\.rn)\S*\.f(?:32|64)\b")
INEXACT = re.compile(r"\S*\.(?:approx|ftz|full)\b\S*")
LOCAL = re.compile(r"^\s*\.local\b.*")
ROUNDED = re.compile(r"\b(?:add|sub|mul|fma|div|sqrt|rcp)\.rn\.f(?:32|64)\b")


def violations(text):
    for number, line in enumerate(text.splitlines(), 1):
        code = line.split("//")[0]
        for rule, pattern in (
            ("may be fused", UNROUNDED),
            ("is not IEEE arithmetic", INEXACT),
            ("is an array in local memory", LOCAL),
        ):
            match = pattern.search(code)
            if match:
                yield number, f"{match.group().strip()} {rule}"


def main(paths):
    if not paths:
        print("no PTX: built without nvcc or NVRTC")
        return 77
    failed = False
    for path in paths:
        with open(path, encoding="utf-8") as file:
            text = file.read()
        kernels = len(re.findall(r"\.entry\b", text))
        operations = len(ROUNDED.findall(text))
        found = list(violations(text))
        for number, message in found[:20]:
            print(f"{path}:{number}: {message}")
        print(f"{kernels} kernels, {operations} rounded operations, {len(found)} violations")
        failed = failed or bool(found) or kernels == 0 or operations == 0
    return 1 if failed else 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except OSError as error:
        sys.exit(f"check_ptx: {error.filename}: {error.strerror}")
