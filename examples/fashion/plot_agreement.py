"""Draws what the fits of a report of logbessel-fashion-vmf know beyond the labels: how well the images of a class that is left out
are told from the others, and what the components of the mixtures hold.

usage: plot_agreement.py REPORT.json PICTURE.png
"""

from matplotlib import pyplot as plt
from matplotlib.colors import LinearSegmentedColormap
from plot_kappa import COLORS, INK, main, places, prepare


def draw_left_out(report, axes):
    classes = [fit["name"] for fit in report["layouts"][0]["classes"]]
    prepare(axes, classes)
    for i, layout in enumerate(report["layouts"]):
        fits = layout["classes"]
        at = places(i, len(fits))
        by_density = [float(fit["left_out_auroc"]) for fit in fits]
        by_direction = [float(fit["direction_left_out_auroc"]) for fit in fits]
        mean = sum(by_density) / len(by_density)
        axes.vlines(at, by_direction, by_density, color=COLORS[i], linewidth=1.5)
        axes.plot(at, by_direction, "o", color=COLORS[i], markersize=7, markerfacecolor="white")
        label = f"{layout['dim']} dimensions, mean {mean:.3f}"
        axes.plot(at, by_density, "o", color=COLORS[i], markersize=8, label=label)
    axes.plot([], [], "o", color=INK, markerfacecolor="white", label="by the largest μ·x alone")
    axes.axhline(0.5, color=INK, linewidth=1, linestyle=(0, (4, 4)), zorder=1)
    axes.text(9.47, 0.507, "chance", ha="right", fontsize=9)
    axes.set_ylabel("AUROC")
    axes.set_title("Classes left out: their test images against the others', by log density", loc="left",
                   fontsize=14, pad=32)
    axes.legend(loc="lower left", bbox_to_anchor=(-0.015, 0.99), ncols=4, frameon=False,
                handletextpad=0.1, columnspacing=1.2)


def draw_mixture(layout, axes, color, names):
    """The share of each class in each component, components in the order of their largest class."""
    counts = layout["mixture"]["images_by_component_and_class"]
    counts = sorted(counts, key=lambda row: (row.index(max(row)), -max(row)))
    sizes = [max(sum(column), 1) for column in zip(*counts)]
    shares = [[n / size for n, size in zip(row, sizes)] for row in counts]
    colors = LinearSegmentedColormap.from_list("share", ["white", color])
    axes.imshow(shares, cmap=colors, vmin=0, vmax=1, aspect="auto")
    for g, row in enumerate(shares):
        for c, share in enumerate(row):
            if share >= 0.05:
                axes.text(c, g, f"{100 * share:.0f}", ha="center", va="center", fontsize=8.5,
                          color="white" if share > 0.6 else INK)
    axes.set_xticks(range(len(names)), names, rotation=50, ha="right", rotation_mode="anchor")
    axes.set_yticks([])
    axes.tick_params(length=0)
    axes.spines[:].set_color("#bbbbbb")
    index = layout["mixture"]["adjusted_rand_index"]
    axes.set_title(f"{layout['dim']} dimensions: {index:.3f}", fontsize=10.5, loc="left")


def draw_picture(report):
    mixed = report["mixtures"] is not None
    figure = plt.figure(figsize=(12.4, 10.4 if mixed else 4.6), dpi=150)
    grid = figure.add_gridspec(2 if mixed else 1, 3, hspace=0.36, wspace=0.08)
    draw_left_out(report, figure.add_subplot(grid[0, :]))
    if mixed:
        for i, layout in enumerate(report["layouts"]):
            axes = figure.add_subplot(grid[1, i])
            draw_mixture(layout, axes, COLORS[i], [fit["name"] for fit in layout["classes"]])
            if i == 0:
                axes.set_ylabel("component")
                heading = "Mixtures without labels: where the images of a class go, in %; adjusted Rand index"
                axes.text(0.0, 1.12, heading, transform=axes.transAxes, fontsize=14)
    return figure


if __name__ == "__main__":
    main(draw_picture)
