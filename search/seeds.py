#!/usr/bin/env python3
"""Runs logbessel-evolve from many seeds until its goals are reached, and prints a table of the times.

usage: seeds.py PROGRAM [--seeds N] [--seconds S] [--variant NAME=OPTIONS]... -- RUN-OPTIONS...
"""
import argparse
import re
import statistics
import subprocess
import sys


def run(program, options, seed, seconds):
    """Seconds to the goals, or None, and the programs fitted; exits if the run itself fails."""
    command = [program, "run", *options, "--seed", str(seed), "--seconds", str(seconds)]
    done = subprocess.run(command, capture_output=True, text=True)
    last = re.search(r"^([\d.]+) s, .*?(\d+) fitted(; goals reached)?$", done.stdout, re.M)
    if not last:
        sys.exit(f"seeds.py: {' '.join(command)}: {done.stderr.strip()}")
    return (float(last[1]) if last[3] else None), int(last[2])


def main():
    arguments = sys.argv[1:]
    run_options = []
    if "--" in arguments:
        at = arguments.index("--")
        arguments, run_options = arguments[:at], arguments[at + 1:]
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program")
    parser.add_argument("--seeds", type=int, default=10)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--variant", action="append", default=[], metavar="NAME=OPTIONS",
                        help="one more row, with these options besides")
    given = parser.parse_args(arguments)
    rows = [("all parts", [])]
    for text in given.variant:
        name, _, options = text.partition("=")
        rows.append((name, options.split()))
    seeds = range(1, given.seeds + 1)
    print("| variant | reached | median s | seconds by seed | fits/s |")
    print("|--|--|--|--|--|")
    for name, options in rows:
        times, fits, spent = [], 0, 0.0
        for seed in seeds:
            time, count = run(given.program, run_options + options, seed, given.seconds)
            times.append(time)
            fits += count
            spent += given.seconds if time is None else time
            if sys.stderr.isatty():
                print(f"\r\033[K{name}: seed {seed}", end="", file=sys.stderr)
        if sys.stderr.isatty():
            print("\r\033[K", end="", file=sys.stderr)
        reached = [t for t in times if t is not None]
        # Of all seeds, those that did not arrive counted as later than the limit.
        order = sorted(given.seconds + 1 if t is None else t for t in times)
        median = statistics.median(order)
        shown = f"{median:.1f}" if median <= given.seconds else f"> {given.seconds:g}"
        each = " ".join("-" if t is None else f"{t:.1f}" for t in times)
        print(f"| {name} | {len(reached)}/{len(times)} | {shown} | {each} | {fits / spent:.0f} |",
              flush=True)


if __name__ == "__main__":
    main()
