"""Draws kappa by class and dimension, and where SciPy finds it, from a report of
logbessel-fashion-vmf.

usage: plot_kappa.py REPORT.json PICTURE.png
"""

import json
import math
import os
import sys
from pathlib import Path

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
from matplotlib.ticker import EngFormatter, LogLocator

INK = "#222222"
COLORS = ["#0072b2", "#009e73", "#b8860b"]  # by dimension
FAILURE = "#c1272d"
SPREAD = 0.22  # between the dimensions of a class


def agrees(theirs, ours):
    return isinstance(theirs, float) and math.isclose(theirs, ours, rel_tol=1e-6)


def places(i, count):
    """Of the points of dimension i over the classes."""
    return [c + (i - 1) * SPREAD for c in range(count)]


def prepare(axes, classes):
    """Stripes and names of the classes, and no frame."""
    for c in range(0, len(classes), 2):
        axes.axvspan(c - 0.5, c + 0.5, color="#f5f5f5", linewidth=0, zorder=0)
    axes.set_xlim(-0.5, len(classes) - 0.5)
    axes.set_xticks(range(len(classes)), classes)
    axes.grid(axis="y", which="both", color="#dddddd")
    axes.set_axisbelow(True)
    axes.tick_params(length=0, which="both")
    axes.spines[["top", "right", "left"]].set_visible(False)


def draw(report, axes):
    classes = [fit["name"] for fit in report["layouts"][0]["classes"]]
    prepare(axes, classes)
    for i, layout in enumerate(report["layouts"]):
        kappas = [fit["kappa"] for fit in layout["classes"]]
        at = places(i, len(classes))
        label = f"{layout['dim']} dimensions, accuracy {100 * layout['accuracy']:.1f} %"
        axes.plot(at, kappas, "o", color=COLORS[i], markersize=9, label=label)
        if report["scipy"] is None:
            continue
        missed = [
            (x, fit["kappa"])
            for x, fit in zip(at, layout["classes"])
            if not agrees(fit["scipy"]["ive_kappa"], fit["kappa"])
        ]
        if missed:
            axes.plot(*zip(*missed), "x", color=FAILURE, markersize=14, markeredgewidth=1.8)

    axes.set_yscale("log")
    axes.yaxis.set_major_formatter(EngFormatter(sep=""))
    axes.yaxis.set_minor_formatter(EngFormatter(sep=""))
    axes.yaxis.set_minor_locator(LogLocator(subs=(2, 5)))
    axes.set_ylabel("concentration κ")


def scipy_summary(report):
    """What the crosses mean, and the answers of vonmises_fisher.fit in a line."""
    fits = [fit for layout in report["layouts"] for fit in layout["classes"]]
    version = report["scipy"]["version"]
    found = sum(agrees(fit["scipy"]["ive_kappa"], fit["kappa"]) for fit in fits)
    right = sum(agrees(fit["scipy"]["fit_kappa"], fit["kappa"]) for fit in fits)
    wrong = {
        fit["scipy"]["fit_error"].split(":")[0]
        if fit["scipy"]["fit_kappa"] is None
        else f"κ = {fit['scipy']['fit_kappa']:g}"
        for fit in fits
        if not agrees(fit["scipy"]["fit_kappa"], fit["kappa"])
    }
    answers = f", elsewhere {', '.join(sorted(wrong)[:3])}" if wrong else ""
    return (
        f"×  SciPy {version} finds no κ from the ratio of its ive, bracketed within a tenth of it "
        f"({len(fits) - found} of {len(fits)}).",
        f"Its vonmises_fisher.fit is right for {right} of {len(fits)}{answers}.",
    )


def draw_picture(report):
    figure, axes = plt.subplots(figsize=(12.4, 6.4), dpi=150)
    draw(report, axes)
    axes.set_title(
        "Fashion-MNIST, random convolutional features: von Mises–Fisher κ of each class",
        loc="left", fontsize=14, pad=38,
    )
    axes.legend(
        loc="lower left", bbox_to_anchor=(-0.015, 1.0), ncols=3, frameon=False, handletextpad=0.1,
        columnspacing=1.2,
    )
    if report["scipy"] is not None:
        for i, line in enumerate(scipy_summary(report)):
            axes.text(0.0, -0.11 - 0.055 * i, line, transform=axes.transAxes, color=FAILURE)
    return figure


def main(draw_picture):
    """Saves the figure that draw_picture makes of a report; the command line names both."""
    script = Path(sys.argv[0]).name
    if len(sys.argv) != 3:
        sys.exit(f"usage: {script} REPORT.json PICTURE.png")
    source, picture = sys.argv[1:]
    plt.rcParams.update({"font.size": 10.5, "text.color": INK, "axes.labelcolor": INK})
    try:
        figure = draw_picture(json.loads(Path(source).read_text()))
        part = f"{picture}.part"
        figure.savefig(part, format="png", bbox_inches="tight")
        os.replace(part, picture)
    except OSError as error:
        sys.exit(f"{script}: {error.filename}: {error.strerror}")
    except (ValueError, KeyError, TypeError) as error:
        sys.exit(f"{script}: {source}: not a report of logbessel-fashion-vmf: {error!r}")


if __name__ == "__main__":
    main(draw_picture)
