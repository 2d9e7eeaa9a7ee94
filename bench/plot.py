"""Draws times and errors by distribution and competitor, from a report of logbessel-bench, or the map of its --map.

usage: plot.py REPORT.json PICTURE.png
       plot.py MAP.json PICTURE.png
"""

import json
import os
import sys
from pathlib import Path

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import numpy as np
from matplotlib.colors import LogNorm
from matplotlib.lines import Line2D
from matplotlib.ticker import FuncFormatter, LogLocator, NullFormatter

INK = "#222222"
# The colours of Okabe and Ito, told apart by shape as well.
STYLES = {
    "batch": ("#000000", "D"),
    "scalar": ("#56b4e9", "X"),
    "published": ("#d55e00", "o"),
    "scipy": ("#0072b2", "s"),
    "gsl": ("#009e73", "^"),
    "boost": ("#cc79a7", "v"),
    "libstdc++": ("#e69f00", "P"),
}
FIGURES = {
    "ns": "processor time per element, ns",
    "max_error": "largest error of the finite results, relative to max(1, |log|) or the ratio, in $2^{-53}$",
}


def is_general(row):
    return not row["distribution"].startswith("region-")


def rows_of(report, function):
    rows = [row for row in report["measurements"] if row["function"] == function]
    rows = [row for row in rows if row["competitor"] in STYLES]
    return [row for row in rows if is_general(row)] or rows


def draw(axes, rows, distributions, figure):
    for y in range(0, len(distributions), 2):
        axes.axhspan(y - 0.5, y + 0.5, color="#f3f3f3", linewidth=0, zorder=0)
    competitors = [name for name in STYLES if any(row["competitor"] == name for row in rows)]
    for row in rows:
        if row[figure] is None:
            continue
        color, marker = STYLES[row["competitor"]]
        # Each competitor has its own line within the band of the distribution.
        place = competitors.index(row["competitor"]) - (len(competitors) - 1) / 2
        y = distributions.index(row["distribution"]) + 0.8 * place / len(competitors)
        axes.plot(
            row[figure], y, marker, color=color, markersize=6.5, markeredgewidth=1.3,
            markerfacecolor=color if row["finite"] == 1.0 else "white",
        )
    axes.set_xscale("log")
    axes.xaxis.set_major_locator(LogLocator(numticks=9))
    axes.xaxis.set_minor_formatter(NullFormatter())
    if figure == "ns":
        axes.xaxis.set_major_formatter(FuncFormatter(lambda ns, _: f"{ns:,.0f}"))
    axes.grid(axis="x", color="#dddddd")
    axes.set_axisbelow(True)
    axes.set_ylim(len(distributions) - 0.5, -0.5)
    axes.set_yticks(range(len(distributions)), distributions)
    axes.tick_params(axis="y", length=0)
    axes.spines[["top", "right", "left"]].set_visible(False)


def legend_of(report):
    handles = [
        Line2D([], [], linestyle="", marker=marker, color=color, markersize=7, label=name)
        for name, (color, marker) in STYLES.items()
        if any(row["competitor"] == name for row in report["measurements"])
    ]
    hollow = Line2D(
        [], [], linestyle="", marker="o", color="#777777", markerfacecolor="white", markersize=7,
        label="hollow: some results not finite",
    )
    return [*handles, hollow]


def drawn_report(report):
    functions = list(dict.fromkeys(row["function"] for row in report["measurements"]))
    rows = {function: rows_of(report, function) for function in functions}
    distributions = {
        function: list(dict.fromkeys(row["distribution"] for row in rows[function]))
        for function in functions
    }
    heights = [len(distributions[function]) for function in functions]

    figure, grid = plt.subplots(
        len(functions), len(FIGURES), figsize=(13.0, 0.58 * sum(heights) + 1.0 * len(functions)),
        dpi=150, sharex="col", squeeze=False, layout="constrained",
        gridspec_kw={"height_ratios": heights},
    )
    for line, function in zip(grid, functions):
        for axes, name in zip(line, FIGURES):
            draw(axes, rows[function], distributions[function], name)
        line[0].set_title(function, loc="left", fontweight="bold")
        line[1].tick_params(labelleft=False)
    for axes, label in zip(grid[-1], FIGURES.values()):
        axes.set_xlabel(label)
    figure.align_xlabels()
    figure.legend(
        handles=legend_of(report), loc="outside upper left", ncols=len(STYLES) + 1, frameon=False,
        handletextpad=0.2, columnspacing=1.4,
    )
    return figure


def drawn_map(report):
    edges = report["edges"]
    layers = report["map"]
    # One scale for all; what is slower than nearly all, beside the zeros, is cut off.
    times = np.concatenate([np.ravel(layer) for layer in layers.values()])
    scale = LogNorm(times.min(), np.quantile(times, 0.995))
    figure, line = plt.subplots(
        1, len(layers), figsize=(6.2 * len(layers), 5.6), dpi=150, sharey=True, squeeze=False, layout="constrained"
    )
    for axes, (function, layer) in zip(line[0], layers.items()):
        mesh = axes.pcolormesh(edges, edges, layer, norm=scale, cmap="viridis")
        axes.set(xscale="log", yscale="log", xlabel="x", aspect="equal")
        axes.set_title(function, loc="left", fontweight="bold")
    line[0][0].set_ylabel("v")
    bar = figure.colorbar(mesh, ax=line[0], extend="max", label="processor time per element, ns", pad=0.01)
    ticks = [a * 10**n for n in range(6) for a in (1, 1.5, 2, 3, 4, 5, 7)]
    bar.set_ticks([tick for tick in ticks if scale.vmin <= tick <= scale.vmax])
    bar.ax.yaxis.set_major_formatter(FuncFormatter(lambda ns, _: f"{ns:,.3g}"))
    bar.ax.yaxis.set_minor_formatter(NullFormatter())
    return figure


def main(source, picture):
    report = json.loads(Path(source).read_text())
    plt.rcParams.update({"font.size": 10.5, "text.color": INK, "axes.labelcolor": INK})
    figure = drawn_map(report) if "map" in report else drawn_report(report)
    part = f"{picture}.part"
    figure.savefig(part, format="png", bbox_inches="tight", pad_inches=0.15)
    os.replace(part, picture)


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit("usage: plot.py REPORT.json PICTURE.png")
    try:
        main(*sys.argv[1:])
    except OSError as error:
        sys.exit(f"plot.py: {error.filename}: {error.strerror}")
    except (ValueError, KeyError, TypeError) as error:
        sys.exit(f"plot.py: {sys.argv[1]}: not a report of logbessel-bench: {error!r}")
