"""Compares two reports of logbessel-bench: the time in the second one relative to that in the first one.

usage: compare.py [--tolerance SHARE] [--all] BEFORE.json AFTER.json

Prints what changed by more than the tolerance, or with --all everything: function, distribution, competitor, both times and
their ratio. The exit code is 1 if anything became slower by more than the tolerance, or a file cannot be compared.
"""

import argparse
import json
import sys
from pathlib import Path


def failure(path, reason):
    sys.exit(f"compare.py: {path}: {reason}")


def times_of(path):
    """The time in ns by (function, distribution, competitor)."""
    try:
        rows = json.loads(Path(path).read_text())["measurements"]
        times = {(row["function"], row["distribution"], row["competitor"]): float(row["ns"]) for row in rows}
    except OSError as error:
        failure(path, error.strerror)
    except (ValueError, KeyError, TypeError) as error:
        failure(path, f"not a report of logbessel-bench: {error!r}")
    if any(not ns > 0.0 for ns in times.values()):
        failure(path, "a time is not positive")
    return times


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tolerance", type=float, default=0.05, help="share of the time; %(default)s by default")
    parser.add_argument("--all", action="store_true", help="also print what did not change")
    parser.add_argument("before", metavar="BEFORE.json")
    parser.add_argument("after", metavar="AFTER.json")
    options = parser.parse_args()
    before = times_of(options.before)
    after = times_of(options.after)
    common = [key for key in before if key in after]
    if not common:
        failure(options.after, f"measures nothing that {options.before} does")

    counts = {"slower": 0, "faster": 0, "": 0}
    for key in common:
        ratio = after[key] / before[key]
        change = "slower" if ratio > 1.0 + options.tolerance else "faster" if 1.0 / ratio > 1.0 + options.tolerance else ""
        counts[change] += 1
        if change or options.all:
            function, distribution, competitor = key
            print(
                f"{function:<8} {distribution:<18} {competitor:<12} "
                f"{before[key]:10.4g} {after[key]:10.4g} ns {ratio:8.3f} {change}".rstrip()
            )
    print(
        f"{counts['slower']} slower, {counts['faster']} faster, {counts['']} within {100 * options.tolerance:g} %; "
        f"{len(before) + len(after) - 2 * len(common)} in one report only"
    )
    return 1 if counts["slower"] else 0


if __name__ == "__main__":
    sys.exit(main())
