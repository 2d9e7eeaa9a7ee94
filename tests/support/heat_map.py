"""Draws the largest error of a function in each cell of a box of arguments, a panel for each library.

Usage: heat_map.py OUTPUT, with the JSON of logbessel-accuracy --map on standard input. Borders between the regions of
this library are drawn in, and the curve on which the function is zero.
"""

import json
import sys

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import numpy as np
from matplotlib.colors import LogNorm, Normalize

INK = "#222222"
NOT_FINITE = "#b3b3b3"
LARGE = 4.0


def edges(low, high, n, is_logarithmic):
    return np.geomspace(low, high, n + 1) if is_logarithmic else np.linspace(low, high, n + 1)


def middles(low, high, n, is_logarithmic):
    e = edges(low, high, 2 * n, is_logarithmic)
    return e[1::2]


def draw(data, output):
    rows, columns, finer = data["rows"], data["columns"], data["finer"]
    is_log = data["is_logarithmic"]
    (a0, a1), (b0, b1) = data["a_range"], data["b_range"]
    cells = [
        np.array([np.inf if c == "inf" else c for c in panel["cells"]], float).reshape(rows, columns)
        for panel in data["panels"]
    ]
    finite = np.concatenate([c[np.isfinite(c) & (c >= 0)] for c in cells])
    largest = finite.max() if finite.size else 1.0
    if largest > LARGE:
        norm = LogNorm(0.25, min(largest, 2.0**53))
    else:
        norm = Normalize(0, max(1.0, largest))

    count = len(cells)
    across = min(count, 2)
    down = -(-count // across)
    figure, axes = plt.subplots(
        down, across, figsize=(5.6 * across + 1.2, 4.9 * down + 0.4), squeeze=False, layout="constrained"
    )
    x = middles(b0, b1, columns * finer, is_log)
    y = middles(a0, a1, rows * finer, is_log)
    regions = np.array(data["regions"]).reshape(rows * finer, columns * finer)
    signs = np.array(data["signs"]).reshape(rows * finer, columns * finer)
    colours = plt.get_cmap("viridis").copy()
    colours.set_bad("white")
    image = None
    for ax, values, panel in zip(axes.flat, cells, data["panels"]):
        ax.set_facecolor("white")
        grey = np.where(np.isinf(values), 1.0, np.nan)
        mesh = edges(b0, b1, columns, is_log), edges(a0, a1, rows, is_log)
        image = ax.pcolormesh(
            *mesh, np.ma.masked_where(~np.isfinite(values) | (values < 0), values), norm=norm, cmap=colours, rasterized=True
        )
        ax.pcolormesh(*mesh, grey, cmap=matplotlib.colors.ListedColormap([NOT_FINITE]), rasterized=True)
        is_own = panel["library"] == "logbessel"
        if is_own:
            for region in range(1, regions.max() + 1):
                ax.contour(x, y, regions == region, levels=[0.5], colors="white", linewidths=0.8)
        if signs.min() < signs.max():
            ax.contour(x, y, signs, levels=[0.5], colors="#d62728", linewidths=1.0, linestyles="dashed")
        if is_log:
            ax.set_xscale("log")
            ax.set_yscale("log")
        ax.set_xlabel(data["b"])
        ax.set_ylabel(data["a"])
        text = "no finite result" if panel["max"] is None else f"largest {panel['max']:.3g}"
        if panel["not_finite"]:
            text += f", {100 * panel['not_finite'] / panel['points']:.3g} % not finite"
        ax.set_title(f"{panel['library']}: {text}", fontsize=10, color=INK, loc="left")
    for ax in axes.flat[count:]:
        ax.set_axis_off()
    bar = figure.colorbar(image, ax=axes, shrink=0.8 if down == 1 else 0.6)
    bar.set_label(f"largest error in a cell, {data['measure']}")
    notes = ["dashed: the function is zero"] if signs.min() < signs.max() else []
    if any(p["library"] == "logbessel" for p in data["panels"]) and regions.max() > 0:
        notes.append("white lines: borders of regions")
    if any(np.isinf(c).any() for c in cells):
        notes.append("grey: a result is not finite")
    points = data["panels"][0]["points"]
    figure.suptitle(
        f"{data['function']}, {data['type']}, {points} points" + ("  (" + "; ".join(notes) + ")" if notes else ""),
        fontsize=10,
        color=INK,
        x=0.01,
        ha="left",
    )
    figure.savefig(output, format="png", dpi=110)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: heat_map.py OUTPUT < JSON")
    draw(json.load(sys.stdin), sys.argv[1])
