#!/usr/bin/env python3
"""Checks that no kernel keeps anything in memory of its own: neither a stack frame, where registers are spilled, nor an array
in local memory.

usage: tools/check_resources.py [--markdown] FILE...     objects, libraries or programs that hold kernels

--markdown prints a table of the registers. Exit code 77, which ctest shows as skipped, where no file is given or cuobjdump is missing.
"""

import argparse
import re
import subprocess
import sys
from collections import defaultdict

import cuobjdump

LINE = re.compile(
    r"^arch = (?P<arch>\w+)$|^ Function (?P<name>\S+):$|"
    r"^  REG:(?P<registers>\d+) STACK:(?P<stack>\d+) .*LOCAL:(?P<local>\d+) "
)


def resources(path):
    """(kernel, architecture): registers, bytes of stack, bytes of local memory."""
    found = {}
    arch = name = None
    for match in filter(None, map(LINE.match, cuobjdump.output_of("--dump-resource-usage", path).splitlines())):
        if match["arch"]:
            arch = match["arch"]
        elif match["name"]:
            name = match["name"]
        else:
            found[name, arch] = tuple(int(match[key]) for key in ("registers", "stack", "local"))
    return found


def demangled(names):
    """C++ names without the parts that hash a source file, and without arguments."""
    names = list(names)
    done = subprocess.run("c++filt", input="\n".join(names), stdout=subprocess.PIPE, text=True, check=True)
    texts = done.stdout.splitlines()
    shorter = [re.sub(r"\(anonymous namespace\)::|^void |logbessel::(cuda::)?|functions::\w+::", "", text) for text in texts]
    return dict(zip(names, (re.sub(r"\(.*\)$", "", text) for text in shorter)))


def table(found, names):
    archs = sorted({arch for _, arch in found}, key=lambda arch: int(arch[3:]))
    rows = defaultdict(dict)
    for (name, arch), (registers, _, _) in found.items():
        rows[names[name]][arch] = registers
    yield "| registers | " + " | ".join(archs) + " |"
    yield "|---|" + "---:|" * len(archs)
    for name, row in sorted(rows.items()):
        yield f"| `{name}` | " + " | ".join(str(row.get(arch, "")) for arch in archs) + " |"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--markdown", action="store_true")
    parser.add_argument("files", nargs="*")
    options = parser.parse_args()
    if not options.files or not cuobjdump.find():
        print("no cuobjdump" if options.files else "no kernels: built without nvcc")
        return 77

    found = {}
    for path in options.files:
        in_file = resources(path)
        if not in_file:
            sys.exit(f"check_resources: no kernel in {path}")
        found |= in_file
    names = demangled({name for name, _ in found})
    if options.markdown:
        print("\n".join(table(found, names)))
        return 0
    bad = {key: use for key, use in found.items() if use[1] or use[2]}
    for (name, arch), (_, stack, local) in bad.items():
        print(f"{names[name]}, {arch}: {stack} bytes of stack, {local} of local memory")
    most = max(registers for registers, _, _ in found.values())
    print(f"{len(names)} kernels, {len(found)} with architectures, at most {most} registers; {len(bad)} use memory of their own")
    return 1 if bad else 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except (OSError, subprocess.CalledProcessError) as error:
        sys.exit(f"check_resources: {error}")
