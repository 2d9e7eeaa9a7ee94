"""Two-variable polynomials for what the log-Debye form leaves over at moderate r.

    log I_v(x) =  E - log(2 pi r)/2 + F_I,     E = r - v asinh(v/x),  r = hypot(v, x),  t = 1/r,
    log K_v(x) = -E + log(pi/(2 r))/2 + F_K,

and F/t is smooth in (t, s): s = 2 v/r - 1 for I, s = 2 (v/r)^2 - 1 for K. On each ring of r, what the
first two terms of the log-Debye series (debye.py) leave of it is fitted by Chebyshev interpolation in
u in [-1, 1] (affine in t) and s, cut to a staircase and turned into powers. The two terms take most
of the size away, and with it the rounding errors of Horner's rule.
"""

from mpmath import asinh, log, mpf, pi, polyval, sqrt

from debye import log_debye
from fitting import chebyshev_2d, literal, log_bessel, monomials_2d, polyeval_2d, staircase, write

# function, kind, inner and outer r, bits of the cut
RINGS = [
    ("log_iv", "i", 3, 6, 60),
    ("log_iv", "i", 6, 12, 58),
    ("log_iv", "i", 12, 24, 59),
    ("log_kv", "k", 8, 12, 58),
    ("log_kv", "k", 12, 24, 59),
]


LEADING = [[mpf(c.numerator) / c.denominator for c in row] for row in log_debye(2)]


def remainder(kind, t, p):
    """F/t without its first two terms."""
    r = 1 / t
    v, x = p * r, sqrt(1 - p * p) * r
    e = r - v * asinh(v / x)
    lead = e - log(2 * pi * r) / 2 if kind == "i" else -e + log(pi / (2 * r)) / 2
    tail = (log_bessel(kind, v, x) - lead) / t
    sign = 1 if kind == "i" else -1
    return tail - sum(sign**k * t ** (k - 1) * polyval(LEADING[k][::-1], p * p) for k in (1, 2))


def ring(kind, r0, r1, bits):
    t0, t1 = 1 / mpf(r1), 1 / mpf(r0)

    def f(u, s):
        t = (t1 + t0) / 2 + u * (t1 - t0) / 2
        p = (1 + s) / 2 if kind == "i" else sqrt((1 + s) / 2)
        return remainder(kind, t, p)

    c = chebyshev_2d(f, 26, 40)
    return monomials_2d(staircase(c, mpf(2) ** -bits * r0 / 8)), 2 / (t1 - t0), -(t1 + t0) / (t1 - t0)


def main():
    body = ""
    for name, kind, r0, r1, bits in RINGS:
        rows, scale, offset = ring(kind, r0, r1, bits)
        count = sum(len(row) for row in rows)
        body += (
            f"/// {r0} <= r <= {r1}: {count} coefficients, the largest neglected one 2^-{bits} * {r0}/8.\n"
            f"template <class V>\nLOGBESSEL_FN V {name}_patch_rest(constant<{r0}>, V t, V s) {{\n"
            f"  const V u = fma(t, V({literal(scale)}), V({literal(offset)}));\n"
            f"  return {polyeval_2d('u', 's', rows)};\n}}\n\n"
        )
    write("patches.hpp", "The log-Debye tail on rings of r without its first two terms; s = 2 v/r - 1 for I, 2 (v/r)^2 - 1 for K.", body)


if __name__ == "__main__":
    main()
