"""Tables for the derivatives of log I_v(x) and log K_v(x) where r = hypot(v, x) is small.

I, r < 2, q = x^2/4 (names origin_*):

    d/dv = -(log(2/x) + X(v, q)),   d2/dv2 = -Z(v, q),   d2/dx2 = B(v, q) - v/x^2,

and apart from X and Z a linear function of v with short coefficients, so that what is left, in one word, is small.

I, v < 1/4, 1/2 <= x < 32, from the even and the odd part of log I in v (names split_*), on binades of x:

    d/dv = -(v t E(t, v^2) + exp(-2 x) O(t, v^2)),   t = 1/x;   and beyond, O = O(t, 0) (split_far).

K, v <= 1/2, x < 1/4, M = v^2: with lambda(m) = log(Gamma(1 - m) 0F1(; 1 + m; q)) (names base_*),

    log K_v = eta(M, q) + log(sinh(v W)/v),   W = log(2/x) + omega(M, q),
    eta = (lambda(v) + lambda(-v))/2,   omega = (lambda(-v) - lambda(v))/(2 v).

and l(z^2) = (coth z - 1/z)/z and d(z l)/dz for z <= 1/2 (base_coth, base_coth_slope).

K, 1/2 < v < 12, x < 2^-8: 1/Gamma(1 +- m) = g_e(M) +- m g_o(M), in one word.
K, r < 12, x above: the nodes u_j = 9 j/64 of the trapezoidal rule need cosh(u_j) - 1.
"""

from mpmath import bernoulli, besseli, besselk, cosh, exp, factorial, hyp0f1, log, loggamma, mp, mpf, pi, rgamma, sqrt

from bessel_derivatives import derivatives
from fitting import array, chebyshev, chebyshev_2d, cut, literal, monomials, monomials_2d, nodes, polyeval, polyeval_2d
from fitting import shifted, staircase, words, write

BINADES = [mpf(1) / 2, 1, 2, 4, 8, 16]
NODES = 77


def memoized(f):
    seen = {}

    def call(*at):
        if at not in seen:
            seen[at] = f(*at)
        return seen[at]

    return call


@memoized
def origin(v, q):
    x = 2 * sqrt(q)
    dv, dvv, _, dxx = derivatives("i", v, x)
    return {"x": -dv - log(2 / x), "z": -dvv, "b": dxx + v / x**2}


@memoized
def split(t, m2):
    v, x = sqrt(m2), 1 / t
    with mp.workprec(400):
        up, down = derivatives("i", v, x)[0], derivatives("i", -v, x)[0]
        return {"e": (down - up) / (2 * v * t), "o": -(up + down) / 2 * exp(2 * x)}


@memoized
def base(m2, q):
    m = sqrt(m2)
    with mp.workdps(80):
        up, down = (loggamma(1 - a) + log(hyp0f1(1 + a, q)) for a in (m, -m))
        return {"eta": (up + down) / 2, "omega": (down - up) / (2 * m)}


def short(x):
    return mpf(round(x * 1024)) / 1024


def slope(rows, along, factor):
    """The derivative of a polynomial in (factor x - 1, factor y - 1) along x or y."""
    if along == 0:
        return [[factor * k * x for x in rows[k]] for k in range(1, len(rows))]
    return [[factor * l * row[l] for l in range(1, len(row))] for row in rows]


def function_2d(name, x, y, rows, before=""):
    return (
        f"template <class V>\nLOGBESSEL_FN V {name}(V {x}, V {y}) {{\n{before}"
        f"  return {polyeval_2d('a' if before else x, 'b' if before else y, rows)};\n}}\n\n"
    )


def origin_tables():
    body = ""
    for name in "xzb":
        c = chebyshev_2d(lambda a, b: origin(1 + a, (1 + b) / 2)[name], 40, 22)
        rows = monomials_2d(staircase(c, mpf(2) ** -59))
        if name in "xz":
            rise = short(rows[1][0])
            start = short(rows[0][0]) - rise
            rows[0][0] -= start + rise
            rows[1][0] -= rise
            for word, value in (("rise", rise), ("start", start)):
                body += f"constexpr double origin_{name}_{word} = {literal(value)};\n"
            name += "_rest"
        body += function_2d(f"origin_{name}", "v", "q", rows, "  const V a = v - V(1.0);\n  const V b = q + q - V(1.0);\n")
    return body


def split_tables():
    body = ""
    for name in "eo":
        fits = []
        for x0 in BINADES:
            c = chebyshev_2d(lambda a, b: split((3 + a) / (4 * x0), (1 + b) / 32)[name], 24, 14)
            fits.append(monomials_2d(staircase(c, mpf(2) ** -57)))
        lengths = [max(len(c[k]) if k < len(c) else 0 for c in fits) for k in range(max(map(len, fits)))]
        table = []
        for k, length in enumerate(lengths):
            for l in range(length):
                row = [c[k][l] if k < len(c) and l < len(c[k]) else 0 for c in fits]
                table.append([float(x) for x in row] + [0.0] * (8 - len(fits)))
        body += (
            f"/// {name.upper()} on binade `row` of x, 2^(row-1) on; a = 2 2^row/x - 3, b = 32 v^2 - 1.\n"
            f"template <class V>\nLOGBESSEL_FN V split_{name}(V a, V b, V row) {{\n"
            + array("table", table)
            + f"  return staircase_rows<{', '.join(map(str, lengths))}>(a, b, row, table);\n}}\n\n"
        )
    top = mpf(1) / 32

    def far(a):
        t = (1 + a) * top / 2
        with mp.workprec(400):
            return besselk(0, 1 / t) / besseli(0, 1 / t) * exp(2 / t)

    c = shifted(monomials(cut(chebyshev([far(a) for a in nodes(24)]), mpf(2) ** -56)), -1, 2 / top)
    return body + (
        "/// exp(2 x) K_0(x)/I_0(x), x >= 32.\n"
        f"template <class V>\nLOGBESSEL_FN V split_far(V t) {{\n  return {polyeval('t', c)};\n}}\n\n"
    )


BASE_AXES = "  const V a = fma(M, V(8.0), V(-1.0));\n  const V b = fma(q, V(128.0), V(-1.0));\n"


def base_tables():
    body = ""
    for name in ("eta", "omega"):
        c = chebyshev_2d(lambda a, b: base((1 + a) / 8, (1 + b) / 128)[name], 36, 14)
        rows = monomials_2d(c)
        slopes = slope(rows, 0, 8)
        parts = {"": rows, "_m": slopes, "_mm": slope(slopes, 0, 8), "_q": slope(rows, 1, 128)}
        for part, poly in parts.items():
            if name + part != "eta":
                kept = staircase(poly, mpf(2) ** -60)
                body += function_2d(f"base_{name}{part}", "M", "q", kept, BASE_AXES)
    return body


def coth_tables():
    c = [mpf(2) ** (2 * k) * bernoulli(2 * k) / factorial(2 * k) for k in range(1, 14)]
    body = ""
    for name, row in (("base_coth", c), ("base_coth_slope", [(2 * k + 1) * x for k, x in enumerate(c)])):
        body += f"template <class V>\nLOGBESSEL_FN V {name}(V zz) {{\n  return {polyeval('zz', row)};\n}}\n\n"
    return body


def gamma_tables():
    body = ""
    for name, f in (
        ("even", lambda m2: (rgamma(1 + sqrt(m2)) + rgamma(1 - sqrt(m2))) / 2),
        ("odd", lambda m2: (rgamma(1 + sqrt(m2)) - rgamma(1 - sqrt(m2))) / (2 * sqrt(m2))),
    ):
        c = shifted(monomials(cut(chebyshev([f((1 + a) / 8) for a in nodes(30)]), mpf(2) ** -64)), -1, 8)
        body += (
            f"/// The {name} part of 1/Gamma(1 + m).\n"
            f"template <class V>\nLOGBESSEL_FN V base_gamma_{name}(V M) {{\n  return {polyeval('M', c)};\n}}\n\n"
        )
    return body


def node_table():
    c = [words(cosh(mpf(9 * j) / 64) - 1, 2) for j in range(NODES)]
    return (
        "/// cosh(9 j/64) - 1.\n"
        "template <class V>\nLOGBESSEL_FN double_double<V> trapezoid_cosh_m1(int j) {\n"
        + array("hi", [a for a, _ in c])
        + array("lo", [b for _, b in c])
        + "  return {V(hi[j]), V(lo[j])};\n}\n"
    )


def main():
    body = origin_tables() + split_tables() + base_tables() + coth_tables() + gamma_tables() + node_table()
    write("small_derivatives.hpp", "The derivatives of log I and log K for small hypot(v, x).", body)


if __name__ == "__main__":
    main()
