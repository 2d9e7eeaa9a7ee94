"""Two-variable polynomials for what the derivatives of the log-Debye form leave over at moderate r.

With r = hypot(v, x), t = 1/r, p = v/r, the upper sign for I and the lower one for K,

    -+ d log/dv   = asinh(v/x)   + t J,
    +- d log/dx   = r/x          - x t^2 M,
    -+ d2 log/dv2 = t            + t^2 (G -+ y),      y = p^2 - 1/2,
    -+ d2 log/dx2 = v^2 t/x^2    + t^2 (H +- y),

and J (for K: J/p), M, G, H are smooth in (t, s): s = 2 p - 1 for I, s = 2 p^2 - 1 for K. On each ring of r they
are fitted by Chebyshev interpolation in u in [-1, 1] (affine in t) and s, cut to a staircase and
turned into powers.
"""

from mpmath import asinh, mpf, sqrt

from bessel_derivatives import derivatives
from fitting import chebyshev_2d, literal, monomials_2d, polyeval_2d, staircase, write

# function, kind, inner and outer r, bits of the cut
RINGS = [
    ("log_iv", "i", 2, 4, 58),
    ("log_iv", "i", 4, 8, 58),
    ("log_iv", "i", 8, 16, 58),
    ("log_iv", "i", 16, 32, 58),
    ("log_kv", "k", 12, 20, 58),
    ("log_kv", "k", 20, 32, 58),
]
NAMES = {"i": "jgh", "k": "jmgh"}


def tails(kind, t, p):
    r = 1 / t
    v, x = p * r, sqrt(1 - p * p) * r
    dv, dvv, dx, dxx = (a if kind == "i" else -a for a in derivatives(kind, v, x))
    j = (-dv - asinh(v / x)) / t
    y = (p * p - mpf(1) / 2) * (1 if kind == "i" else -1)
    return {
        "j": j if kind == "i" else j / p,
        "m": (r / x - dx) / (x * t * t),
        "g": (-dvv - t) / t**2 + y,
        "h": (-dxx - (v / x) ** 2 * t) / t**2 - y,
    }


def ring(kind, r0, r1, bits):
    t0, t1 = 1 / mpf(r1), 1 / mpf(r0)
    seen = {}

    def at(u, s):
        if (u, s) not in seen:
            t = (t1 + t0) / 2 + u * (t1 - t0) / 2
            seen[u, s] = tails(kind, t, (1 + s) / 2 if kind == "i" else sqrt((1 + s) / 2))
        return seen[u, s]

    for name in NAMES[kind]:
        c = chebyshev_2d(lambda u, s: at(u, s)[name], 26, 40)
        yield name, monomials_2d(staircase(c, mpf(2) ** -bits)), 2 / (t1 - t0), -(t1 + t0) / (t1 - t0)


def main():
    body = ""
    for function, kind, r0, r1, bits in RINGS:
        for name, rows, scale, offset in ring(kind, r0, r1, bits):
            count = sum(len(row) for row in rows)
            body += (
                f"/// {name.upper()} on {r0} <= r <= {r1}: {count} coefficients, the largest neglected one 2^-{bits}.\n"
                f"template <class V>\n"
                f"LOGBESSEL_FN V {function}_derivative_{name}(constant<{r0}>, V t, V s) {{\n"
                f"  const V u = fma(t, V({literal(scale)}), V({literal(offset)}));\n"
                f"  return {polyeval_2d('u', 's', rows)};\n}}\n\n"
            )
    write("derivative_patches.hpp", "The derivatives of the log-Debye tail on rings of r; s = 2 v/r - 1 for I, 2 (v/r)^2 - 1 for K.", body)


if __name__ == "__main__":
    main()
