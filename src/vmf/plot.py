"""Draws what logbessel-vmf wrote: kappa by class or component with its intervals, the likelihood of a mixture by iteration, the
confusion of score --labels.

usage: plot.py REPORT.json PICTURE.png     REPORT: of fit-classes, mixture or score
"""

import json
import os
import sys

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt

INK = "#0072b2"


def draw_kappas(model, axes):
    components = model["components"]
    at = range(len(components))
    kappas = [float(c["kappa"]) for c in components]
    axes.plot(at, kappas, "o", color=INK)
    for x, c in zip(at, components):
        if "kappa_interval" in c and not model.get("common_kappa"):
            axes.plot([x, x], c["kappa_interval"], "-", color=INK)
    axes.set_xticks(at, [c["label"] for c in components])
    axes.set_xlabel("class" if model["kind"] == "classes" else "component")
    axes.set_ylabel("concentration κ")
    axes.set_yscale("log")


def draw_history(model, axes):
    for run in sorted({entry[0] for entry in model["history"]}):
        entries = [entry for entry in model["history"] if entry[0] == run]
        axes.plot([e[1] for e in entries], [e[2] for e in entries], ".-", label=f"run {run}")
    axes.set_xlabel("iteration")
    axes.set_ylabel("log likelihood")
    axes.legend(frameon=False)


def draw_confusion(score, axes):
    counts = score["confusion"]
    shares = [[n / max(1, sum(row)) for n in row] for row in counts]
    axes.imshow(shares, cmap="Blues", vmin=0, vmax=1, aspect="auto")
    if len(counts) * len(counts[0]) <= 400:
        for i, row in enumerate(counts):
            for j, n in enumerate(row):
                axes.text(j, i, n, ha="center", va="center", fontsize=8,
                          color="white" if shares[i][j] > 0.5 else "black")
    axes.set_xticks(range(len(score["columns"])), score["columns"])
    axes.set_yticks(range(len(score["labels"])), score["labels"])
    axes.set_xlabel("component")
    axes.set_ylabel("label")
    axes.set_title(f"adjusted Rand index {score['adjusted_rand_index']:.3f}")


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__.strip())
    path, picture = sys.argv[1:]
    try:
        with open(path) as file:
            report = json.load(file)
        drawings = [
            draw
            for key, draw in [("components", draw_kappas), ("history", draw_history),
                              ("confusion", draw_confusion)]
            if key in report
        ]
        if not drawings:
            sys.exit(f"plot.py: {path}: nothing to draw")
        figure, axes = plt.subplots(1, len(drawings), figsize=(7 * len(drawings), 5), squeeze=False)
        for draw, each in zip(drawings, axes[0]):
            draw(report, each)
        part = picture + ".part"
        figure.savefig(part, format="png", dpi=120, bbox_inches="tight")
        os.replace(part, picture)
    except (OSError, ValueError, KeyError, TypeError) as error:
        sys.exit(f"plot.py: {path}: {error}")


if __name__ == "__main__":
    main()
