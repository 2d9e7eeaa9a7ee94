"""Draws what logbessel-vmf wrote: kappa by class or component with its intervals, the likelihood of a mixture by iteration, the
confusion of score --labels; of score --out the silhouettes.

usage: plot.py REPORT.json|SCORES.npz PICTURE.png     REPORT: of fit-classes, mixture or score
"""

import json
import os
import sys
import zipfile

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import numpy as np

INK = "#0072b2"
COLOURS = ["#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#d55e00"]


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


def draw_silhouettes(scores, axes):
    """A bar for each row, by component and sorted; none for rows of the uniform component."""
    is_shown = ~np.isnan(scores["silhouettes"])
    values, labels = scores["silhouettes"][is_shown], scores["labels"][is_shown]
    names = np.unique(labels)
    if not len(names):
        raise ValueError("no row belongs to a component")
    gap = max(1, len(values) // 100)
    top, ticks, shown = 0, [], []
    for at, name in enumerate(names):
        bars = np.sort(values[labels == name])[::-1]
        shown.append(bars)
        # As many bars as a picture can show.
        picks = np.unique(np.linspace(0, len(bars) - 1, 2000).astype(int))
        edges = top + np.append(picks, len(bars))
        axes.stairs(bars[picks], edges, orientation="horizontal", fill=True,
                    color=COLOURS[at % len(COLOURS)])
        ticks.append((top + len(bars) / 2, f"{name}  ({len(bars)}, mean {bars.mean():.2f})"))
        top += len(bars) + gap
    mean = np.concatenate(shown).mean()
    axes.axvline(mean, color="black", linestyle="--", linewidth=1)
    axes.axvline(0, color="black", linewidth=0.8)
    uniform = f"; {(~is_shown).sum()} rows are uniform" if not is_shown.all() else ""
    axes.set_title(f"simplified silhouettes, mean {mean:.3f} (dashed){uniform}")
    axes.set_xlabel("(b − a)/max(a, b),  a = 1 − μ·x for the own component,  b for the nearest other")
    axes.set_ylabel("component  (rows, mean)")
    axes.set_yticks([y for y, _ in ticks], [text for _, text in ticks],
                    fontsize=10 if len(ticks) <= 25 else 6)
    axes.tick_params(axis="y", length=0)
    axes.set_ylim(top - gap, 0)
    axes.set_xlim(min(0.0, *(bars[-1] for bars in shown)) - 0.02, 1)
    for side in "top", "right", "left":
        axes.spines[side].set_visible(False)


def read(path):
    """A report or scores, and what there is to draw of it."""
    if path.endswith(".npz"):
        with np.load(path) as arrays:
            report = dict(arrays)
        kinds = [("silhouettes", draw_silhouettes)]
    else:
        with open(path) as file:
            report = json.load(file)
        kinds = [("components", draw_kappas), ("history", draw_history),
                 ("confusion", draw_confusion)]
    return report, [draw for key, draw in kinds if key in report]


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__.strip())
    path, picture = sys.argv[1:]
    try:
        report, drawings = read(path)
        if not drawings:
            sys.exit(f"plot.py: {path}: nothing to draw")
        figure, axes = plt.subplots(1, len(drawings), figsize=(7 * len(drawings), 5), squeeze=False)
        for draw, each in zip(drawings, axes[0]):
            draw(report, each)
        part = picture + ".part"
        figure.savefig(part, format="png", dpi=120, bbox_inches="tight")
        os.replace(part, picture)
    except (OSError, ValueError, KeyError, TypeError, zipfile.BadZipFile) as error:
        sys.exit(f"plot.py: {path}: {error}")


if __name__ == "__main__":
    main()
