#!/usr/bin/env python3
"""Checks that PTX keeps the promise of same bits on host and device.

usage: tools/check_ptx.py FILE...     PTX text (*.ptx), or objects, libraries or programs that hold PTX

Every addition, subtraction and multiplication of floats carries an explicit .rn, which forbids the
assembler to fuse it; nothing is approximate or flushes subnormals; no kernel keeps an array in local
memory. Exit code 77, which ctest shows as skipped, where no file is given or cuobjdump is missing.
"""

import re
import subprocess
import sys
from pathlib import Path

import cuobjdump

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
    is_text = {path: path.endswith(".ptx") for path in paths}
    if not paths or not (all(is_text.values()) or cuobjdump.find()):
        print("no cuobjdump" if paths else "no PTX: built without nvcc or NVRTC")
        return 77
    failed = False
    for path in paths:
        text = Path(path).read_text() if is_text[path] else cuobjdump.output_of("-ptx", path)
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
    except (OSError, subprocess.CalledProcessError) as error:
        sys.exit(f"check_ptx: {error}")
