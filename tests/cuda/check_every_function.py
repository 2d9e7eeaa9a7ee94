#!/usr/bin/env python3
"""Checks that every_function.cu has a kernel for each public function of numbers and for each plan.

usage: check_every_function.py HEADERS NM OBJECT
"""

import re
import subprocess
import sys
from pathlib import Path

DETAIL = re.compile(r"^namespace detail \{$.*?^\}  // namespace detail$", re.MULTILINE | re.DOTALL)
FUNCTION = re.compile(r"^LOGBESSEL_FN [\w<>]+ (\w+)\((double|float) \w+(?:, \2 \w+)?\)", re.MULTILINE)
PLAN = re.compile(r"^class (\w+_plan)\b", re.MULTILINE)


def main(headers, nm, kernels_object):
    public = set()
    for header in Path(headers).glob("*.hpp"):
        text = DETAIL.sub("", header.read_text())
        public |= {f"{name}_{number}" for name, number in FUNCTION.findall(text)}
        public |= {f"{name}_{number}" for name in PLAN.findall(text) for number in ("double", "float")}
    symbols = subprocess.run([nm, kernels_object], stdout=subprocess.PIPE, text=True, check=True).stdout
    kernels = set(re.findall(r" T ([a-z]\w+_(?:double|float))$", symbols, re.MULTILINE))
    for name in sorted(public - kernels):
        print(f"no kernel calls {name}")
    for name in sorted(kernels - public):
        print(f"{name} is no function of the headers")
    print(f"{len(public)} functions, {len(kernels)} kernels")
    return 0 if public == kernels and public else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
