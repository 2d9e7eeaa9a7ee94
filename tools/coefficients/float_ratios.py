"""Polynomials for the float ratios, by the methods of float_tails.py: what the derivative of the log-Debye form leaves over.

With u = v - 1, r = hypot(u, x), t = 1/r, p = u/r, n = r + u,

    I_v(x)/I_{v-1}(x) = x/n - x t^2 (1/2 - S_I),     K_v(x)/K_{v-1}(x) = n/x + x t^2 (1/2 - S_K),

S is t times a polynomial. Its error counts relative to A = I_v/I_{v-1} and to 1 - A, or to K_v/K_{v-1}.
"""

from mpmath import exp, mpf, sqrt

from fitting import log_bessel, write
from float_tails import code, region


def ratio(kind, t, p):
    """The ratio, and x t^2 and the leading part."""
    r = 1 / t
    u, x = p * r, sqrt(1 - p * p) * r
    change = exp(log_bessel(kind, u + 1, x) - log_bessel(kind, u, x))
    return change, x * t * t, (x / (r + u) if kind == "i" else (r + u) / x)


def value(kind, t, p):
    change, c, lead = ratio(kind, t, p)
    return (mpf(1) / 2 - (lead - change if kind == "i" else change - lead) / c) / t


def share(kind, t, p):
    change, c, _ = ratio(kind, t, p)
    return (min(change, 1 - change) if kind == "i" else change) / (c * t)


def ratio_region(name, kind, about, r0, r1, by, lengths, points, inside=None):
    return region(
        name, about, r0, r1, by, lengths, points, lambda t, p: value(kind, t, p), lambda t, p: share(kind, t, p), inside
    )


REGIONS = [
    ratio_region("iv_ratio_float_debye_sum", "i", "r >= 12, z = 8 p - 1/2", 12, None, "p", [6, 6, 5, 4, 4, 3, 3], (11, 12)),
    ratio_region("kv_ratio_float_debye_sum", "k", "r >= 12, z = 8 p^2 - 1/2", 12, None, "p^2", [4, 4, 3, 3], (11, 12)),
    ratio_region(
        "kv_ratio_float_patch_sum",
        "k",
        "1 <= r < 12 with x >= 1 or u >= 5, z = 8 p^2 - 1/2",
        1,
        12,
        "p^2",
        [8, 7, 7, 7, 5, 5, 4, 4, 3, 3, 3, 3, 2],
        (16, 14),
        lambda u, x: x >= 1 or u >= 5,
    ),
]


def main():
    write("float_ratios.hpp", "What is left of the ratios of I and K, for float.", "".join(map(code, REGIONS)))


if __name__ == "__main__":
    main()
