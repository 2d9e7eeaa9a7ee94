#!/usr/bin/env python3
"""Counts the instructions of the kernels of bench/region_kernels.cu and estimates times from them.

usage: tools/count_instructions.py [--program FILE] [--at-most N] regions|distributions|float-float

regions prints each kernel's instructions and registers, distributions the mean over bench's distributions, float-float what the float
functions would cost in pairs of floats. FILE is build/default/bench/logbessel-region-kernels by default. With --at-most, distributions fails
where the mean of v-16 has more FP64 instructions. Exit code 77, which ctest shows as skipped, where cuobjdump is missing.

Machine code counts but for the ways that only rare numbers take: what calls the subroutines for division and square root of subnormal
or huge numbers, and these. Of a loop, one turn counts, or as many as the program says.
"""

import argparse
import re
import subprocess
import sys
from collections import defaultdict
from dataclasses import dataclass, field

import check_resources
import cuobjdump


@dataclass
class Card:
    """SMs, lanes for FP64 of each, and boost clock, as published. Each SM issues instructions for 128 lanes a clock."""

    name: str
    arch: str
    sms: int
    fp64_lanes: int
    ghz: float

    def picoseconds(self, count):
        clocks = max(count.fp64 / self.fp64_lanes, count.all / 128)
        return 1e3 * clocks / (self.sms * self.ghz)


H100 = Card("H100 SXM", "sm_90", 132, 64, 1.98)
CARDS = [H100, Card("RTX 4090", "sm_89", 128, 2, 2.52), Card("RTX 5090", "sm_120", 170, 2, 2.41)]


@dataclass
class Count:
    fp64: float = 0
    all: float = 0

    def __add__(self, other):
        return Count(self.fp64 + other.fp64, self.all + other.all)

    def __mul__(self, factor):
        return Count(self.fp64 * factor, self.all * factor)


@dataclass
class Kernel:
    straight: Count  # with one turn of each loop
    loops: list = field(default_factory=list)  # one turn of each

    def with_turns(self, turns):
        """Where it has one loop of so many turns."""
        return self.straight + self.loops[0] * (turns - 1) if turns else self.straight


INSTRUCTION = re.compile(r"^\s+/\*([0-9a-f]{4,})\*/\s+(?:@!?U?P\w+\s+)?(\w+)(.*?) ?;")
TARGET = re.compile(r"0x([0-9a-f]+)$")
FP64 = ("DADD", "DMUL", "DFMA", "DSETP", "DMNMX")


def count_of(instructions):
    return Count(sum(name in FP64 for _, name, _ in instructions), len(instructions))


def kernel_of(instructions):
    """Of one kernel's machine code, as address, opcode and target of a jump."""
    jumps = [(at, to) for at, name, to in instructions if name == "BRA" and to is not None and to != at]
    subroutines = min((to for _, name, to in instructions if name == "CALL"), default=sys.maxsize)
    starts = sorted({to for _, to in jumps} | {at + 16 for at, _ in jumps})
    blocks = defaultdict(list)
    for each in instructions:
        if each[0] < subroutines:
            blocks[max((start for start in starts if start <= each[0]), default=0)].append(each)
    usual = [
        each
        for block in blocks.values()
        if all(name != "CALL" for _, name, _ in block)
        for each in block
        if each[1] != "NOP" and each[2] != each[0]
    ]
    loops = [count_of([each for each in usual if to <= each[0] <= at]) for at, to in jumps if to < at < subroutines]
    return Kernel(count_of(usual), loops)


def kernels(program):
    """By architecture and name."""
    instructions = defaultdict(list)
    arch = name = None
    for line in cuobjdump.output_of("-sass", program).splitlines():
        if match := re.search(r"code for (sm_\w+)", line):
            arch = match[1]
        elif match := re.search(r"Function : (\S+)", line):
            name = match[1]
        elif match := INSTRUCTION.match(line):
            target = TARGET.search(match[3]) if match[2] in ("BRA", "CALL") else None
            instructions[arch, name].append((int(match[1], 16), match[2], int(target[1], 16) if target else None))
    return {key: kernel_of(code) for key, code in instructions.items()}


def ptx_operations(program):
    """Of each kernel, the FP64 operations of its PTX by name."""
    found = {}
    for line in cuobjdump.output_of("-ptx", program).splitlines():
        if match := re.search(r"\.entry (\w+)", line):
            operations = found[match[1]] = defaultdict(int)
        elif match := re.match(r"\s*(?:@\S+ )?(add|sub|mul|fma|div|sqrt|setp)\b\S*\.f64\b", line):
            operations[match[1]] += 1
    return found


def weights(program):
    """Shares by distribution and kernel, and turns by kernel, as the program prints them."""
    shares, turns = defaultdict(dict), {}
    for line in subprocess.run([program], stdout=subprocess.PIPE, text=True, check=True).stdout.splitlines():
        kind, *key, number = line.split()
        if kind == "share":
            shares[key[0]][key[1]] = float(number)
        else:
            turns[key[0]] = int(number)
    return shares, turns


def titled(name):
    function, region = name.split("__")
    return f"{function.replace('_float', ', float')} | {region}"


def print_regions(program, _):
    code, ptx, turns = kernels(program), ptx_operations(program), weights(program)[1]
    registers = {key: use[0] for key, use in check_resources.resources(program).items()}
    print("| function | region | PTX FP64 | of it / and sqrt | SASS FP64 | all | each further turn | registers | " +
          " | ".join(f"{card.name}, ps" for card in CARDS) + " |")
    print("|---|---|---:|---:|---:|---:|---:|---:|" + "---:|" * len(CARDS))
    order = list(dict.fromkeys(name.split("__")[0] for name in ptx))
    for name, operations in sorted(ptx.items(), key=lambda item: order.index(item[0].split("__")[0])):
        kernel = code[H100.arch, name]
        total = kernel.with_turns(turns.get(name))
        loops = ", ".join(f"{loop.fp64} of {loop.all}" for loop in kernel.loops)
        if name in turns:
            loops += f", up to {turns[name]} turns"
        times = (card.picoseconds(code[card.arch, name].with_turns(turns.get(name))) for card in CARDS)
        print(f"| {titled(name)} | {sum(operations.values())} | {operations['div']} + {operations['sqrt']} | {total.fp64} | {total.all} | "
              f"{loops} | {registers[name, H100.arch]} | " + " | ".join(f"{time:.3g}" for time in times) + " |")


def print_distributions(program, at_most):
    code = kernels(program)
    shares, turns = weights(program)
    functions = dict.fromkeys(name.split("__")[0] for names in shares.values() for name in names)
    print("| function | distribution | beside the zero | FP64 | all | " + " | ".join(f"{card.name}, ps" for card in CARDS) +
          " | unsorted, H100, ps |")
    print("|---|---|---:|---:|---:|" + "---:|" * len(CARDS) + "---:|")
    for function in functions:
        for distribution, share_of in shares.items():
            serving = {name: share for name, share in share_of.items() if name.startswith(function + "__")}

            def mean(arch, weight):
                parts = (code[arch, name].with_turns(turns.get(name)) * weight(share) for name, share in serving.items())
                return sum(parts, code[arch, f"{function}__rule"].straight)

            near = sum(share for name, share in serving.items() if "near_zero" in name)
            sorted_count = mean(H100.arch, lambda share: share)
            times = [f"{card.picoseconds(mean(card.arch, lambda share: share)):.3g}" for card in CARDS]
            unsorted = H100.picoseconds(mean(H100.arch, lambda share: 1 - (1 - share) ** 32))
            print(f"| {function.replace('_float', ', float')} | {distribution} | {100 * near:.2g} % | {sorted_count.fp64:.0f} | "
                  f"{sorted_count.all:.0f} | " + " | ".join(times) + f" | {unsorted:.3g} |")
            if distribution == "v-16" and sorted_count.fp64 > at_most:
                sys.exit(f"count_instructions: {function} takes more than {at_most} FP64 instructions where v >= 16")


# Instructions of float for each operation on pairs of floats, as detail/double_double.hpp does them; of quotient and root, the rest are the
# reciprocal and the root of one float, rounded correctly.
PAIR_COST = {"add": 11, "sub": 11, "mul": 7, "fma": 18, "div": 16, "sqrt": 20, "setp": 3}


def print_float_float(program, _):
    code, ptx, card = kernels(program), ptx_operations(program), CARDS[1]
    print(f"| function | region | FP64 | {card.name}, ps | in pairs of floats | ps |")
    print("|---|---|---:|---:|---:|---:|")
    for name, operations in ptx.items():
        if "_float__" not in name or name.endswith("__rule"):
            continue
        count = code[card.arch, name].straight
        pairs = sum(PAIR_COST[operation] * times for operation, times in operations.items())
        in_pairs = Count(0, count.all - count.fp64 + pairs)
        print(f"| {titled(name)} | {count.fp64} | {card.picoseconds(count):.3g} | {pairs} | {card.picoseconds(in_pairs):.3g} |")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", default=str(cuobjdump.ROOT / "build" / "default" / "bench" / "logbessel-region-kernels"))
    parser.add_argument("--at-most", type=int, default=sys.maxsize)
    parser.add_argument("table", choices=("regions", "distributions", "float-float"))
    options = parser.parse_args()
    tables = {"regions": print_regions, "distributions": print_distributions, "float-float": print_float_float}
    if not cuobjdump.find():
        print("no cuobjdump")
        return 77
    tables[options.table](options.program, options.at_most)
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except (OSError, subprocess.CalledProcessError) as error:
        sys.exit(f"count_instructions: {error}")
