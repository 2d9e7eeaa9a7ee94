"""Draws precision against operations, from the figures that `logbessel-evolve table --json` writes.

usage: plot.py FIGURES.json PICTURE.png
"""

import json
import math
import os
import sys
from pathlib import Path

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
from matplotlib.ticker import MultipleLocator

INK = "#222222"
# The colours of Okabe and Ito, told apart by shape as well.
STYLES = {
    "Taylor": ("#e69f00", "v"),
    "minimax polynomial": ("#56b4e9", "s"),
    "Padé": ("#cc79a7", "^"),
    "minimax rational": ("#009e73", "P"),
    "minimax continued fraction": ("#0072b2", "X"),
    "best classical": ("#777777", "o"),
    "AutoNumerics-Zero": ("#d55e00", "*"),
    "ours": ("#000000", "D"),
}


def front_of(points):
    """Only what is better than everything with fewer operations."""
    best = math.inf
    for point in sorted(points, key=lambda point: point["operations"]):
        if point["error"] < best:
            best = point["error"]
            yield point["operations"], -math.log10(best)


def drawn(figures):
    figure, axes = plt.subplots(figsize=(9.0, 6.0), dpi=150, layout="constrained")
    for each in figures["competitors"]:
        color, marker = STYLES[each["name"]]
        operations, precision = zip(*front_of(each["points"]))
        axes.plot(
            operations, precision, marker=marker, color=color, label=each["name"], linewidth=1.2,
            linestyle="" if each["name"] == "AutoNumerics-Zero" else "-",
            markersize=11 if marker == "*" else 6,
        )
    begin, end = figures["interval"]
    axes.set_title(f"{figures['formula']} on [{begin:g}, {end:g}]", loc="left", fontweight="bold")
    axes.set_xlabel("operations")
    axes.set_ylabel(f"correct digits: $-\\log_{{10}}$ of the largest {figures['metric']} error")
    axes.xaxis.set_major_locator(MultipleLocator(1))
    axes.set_ylim(bottom=0)
    axes.grid(color="#dddddd")
    axes.set_axisbelow(True)
    axes.spines[["top", "right"]].set_visible(False)
    axes.legend(frameon=False)
    return figure


def main(source, picture):
    figures = json.loads(Path(source).read_text())
    plt.rcParams.update({"font.size": 10.5, "text.color": INK, "axes.labelcolor": INK})
    part = f"{picture}.part"
    drawn(figures).savefig(part, format="png", bbox_inches="tight", pad_inches=0.15)
    os.replace(part, picture)


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit("usage: plot.py FIGURES.json PICTURE.png")
    try:
        main(*sys.argv[1:])
    except OSError as error:
        sys.exit(f"plot.py: {error.filename}: {error.strerror}")
    except (ValueError, KeyError, TypeError) as error:
        sys.exit(f"plot.py: {sys.argv[1]}: not figures of logbessel-evolve table: {error!r}")
