"""Polynomials for the float functions: F of the log-Debye form, in eight rows for all of r >= 1 or 3.

    log I_v(x) =  E - log(2 pi r)/2 + F_I,     E = r - v asinh(v/x),  r = hypot(v, x),  t = 1/r,  p = v/r,
    log K_v(x) = -E + log(pi/(2 r))/2 + F_K.

F is t times a polynomial in two variables, in each row fitted by least squares, weighted so that the largest error in units of
what float needs is nearly the least: 2^-32 of the smaller of |log f| and |log f -+ x|, and 2^-32 BAND where that is less and
beside the curves where one of the two is zero. The row is that of p for I and of p^2 for K from r = 12 on, and below that of t
for I, of p^2 for K.

The row lengths were found by dropping the coefficient whose loss matters least until the error passed 1.
"""

from flint import arb_mat, ctx, fmpz_mat
from mpmath import asinh, log, mpf, nstr, pi, sqrt

from fitting import array, from_arb, log_bessel, monomials_2d, nodes, write

BAND = {"i": mpf(2) ** -7, "k": mpf(2) ** -5}
BESIDE = mpf(1) / 32
ROWS = 8
STEPS = 8
BITS = 64


class region:
    """0 <= t0 <= t <= t1; `by` is the variable that picks the row. value(t, p) is fitted, and size(t, p) is what 2^32 times its
    error is measured in; inside(v, x) says which part of the ring counts."""

    def __init__(self, name, about, r0, r1, by, lengths, points, value, size, inside=None):
        self.name, self.about, self.by, self.lengths, self.points = name, about, by, lengths, points
        self.t0, self.t1 = (1 / mpf(r1) if r1 else mpf(0)), 1 / mpf(r0)
        self.value, self.size, self.inside = value, size, inside

    def place(self, row, u, s):
        """(t, p) of a place in [-1, 1]^2 of a row."""
        share = (row + (1 + (u if self.by == "t" else s)) / 2) / ROWS
        t = self.t0 + (self.t1 - self.t0) * (share if self.by == "t" else (1 + u) / 2)
        along = (1 + s) / 2 if self.by == "t" else share
        return t, (sqrt(along) if self.by == "p^2" else along)


def leading(kind, t, p):
    """log I or log K without F, and v, x."""
    r = 1 / t
    v, x = p * r, sqrt(1 - p * p) * r
    e = r - v * asinh(v / x)
    return (e - log(2 * pi * r) / 2 if kind == "i" else -e + log(pi / (2 * r)) / 2), v, x


def size(kind, t, p):
    """How large the logarithm is that the error counts against: the least for p +- BESIDE."""
    sizes = [mpf(10) ** 10]
    values = [leading(kind, t, min(max(p + d, mpf(0)), 1 - mpf(2) ** -40)) for d in (-BESIDE, 0, BESIDE)]
    for scaled in ([value for value, _, _ in values], [value + (-x if kind == "i" else x) for value, _, x in values]):
        crosses = min(scaled) < 0 < max(scaled)
        sizes.append(BAND[kind] if crosses else min(map(abs, scaled)))
    return max(min(sizes), BAND[kind])


def tail(kind, t, p):
    """F/t."""
    lead, v, x = leading(kind, t, p)
    return (log_bessel(kind, v, x, 90) - lead) / t


def innermost(place, inside):
    """The largest u for which place(u) lies inside."""
    if inside is None:
        return mpf(1)
    steps = [mpf(1) - mpf(k) / 200 for k in range(400)]
    for u in steps:
        t, p = place(u)
        if inside(p / t, sqrt(1 - p * p) / t):
            return u
    return None


def samples(here, row):
    """Places (u, s), values of F/t and weights, on Chebyshev nodes that end where the region does."""
    nu, ns = here.points
    for s in nodes(ns):
        end = innermost(lambda u: here.place(row, u, s), here.inside)
        if end is None:
            continue
        for c in nodes(nu):
            u = -1 + (end + 1) * (1 + c) / 2
            t, p = here.place(row, u, s)
            yield u, s, here.value(t, p), 2**32 / here.size(t, p)


def chebyshev_values(n, x):
    t = [mpf(1), x]
    while len(t) < n:
        t.append(2 * x * t[-1] - t[-2])
    return t[:n]


def integer(x):
    return int(x * 2**BITS)


def fit(here, row):
    """c[k][l] of T_k(u) T_l(s), and the largest error left. Each step weighs a sample by its error (Lawson). The normal
    equations are integers, so that every machine solves the same ones."""
    table, values = [], []
    for u, s, value, w in samples(here, row):
        in_u, in_s = chebyshev_values(len(here.lengths), u), chebyshev_values(max(here.lengths), s)
        table.append([integer(w * in_u[k] * in_s[l]) for k, n in enumerate(here.lengths) for l in range(n)])
        values.append(integer(w * value))
    a, b = fmpz_mat(table), fmpz_mat([[x] for x in values])
    emphasis = [1] * len(values)
    best = None
    for _ in range(STEPS):
        weighted = fmpz_mat([[x * m for x in line] for line, m in zip(table, emphasis)]).transpose()
        ctx.prec = 6 * BITS
        solution = arb_mat(weighted * a).solve(arb_mat(weighted * b)).entries()
        c = [integer(from_arb(x)) for x in solution]
        errors = [abs(int(x) - (int(y) << BITS)) for x, y in zip((a * fmpz_mat([[x] for x in c])).entries(), b.entries())]
        if best is None or max(errors) < best[0]:
            best = max(errors), [mpf(x) / 2**BITS for x in c]
        mean = sum(m * e for m, e in zip(emphasis, errors)) // len(errors)
        emphasis = [(m * e << 20) // mean + 1 for m, e in zip(emphasis, errors)]
    largest, flat = best
    rows, at = [], 0
    for n in here.lengths:
        rows.append(flat[at : at + n])
        at += n
    return rows, mpf(largest) / 4**BITS


def scaled_powers(here, rows):
    """Powers of the code's variables, which run over [-1/2, 1/2] for the one that picks the row."""
    out = []
    for k, row in enumerate(rows):
        out.append([c * (2**k if here.by == "t" else 2**l) for l, c in enumerate(row)])
    return out


def code(here):
    """The C++ function of a region."""
    fits, errors = [], []
    for row in range(ROWS):
        c, error = fit(here, row)
        # monomials_2d needs lengths that never grow
        longest = [max(map(len, c[k:])) for k in range(len(c))]
        padded = [line + [mpf(0)] * (n - len(line)) for line, n in zip(c, longest)]
        fits.append(scaled_powers(here, monomials_2d(padded)))
        errors.append(error)
    lengths = [len(line) for line in fits[0]]
    table = [[float(f[k][l]) for f in fits] for k, n in enumerate(lengths) for l in range(n)]
    return (
        f"/// {here.about}: {len(table)} coefficients, an error of at most {nstr(max(errors), 2)} 2^-32 in the result.\n"
        f"template <class V>\nLOGBESSEL_FN V {here.name}(V u, V s, V row) {{\n"
        + array("table", table)
        + f"  return staircase_rows<{', '.join(map(str, lengths))}>(u, s, row, table);\n}}\n\n"
    )


def log_region(name, kind, about, r0, r1, by, lengths, points, inside=None):
    def share(t, p):
        return size(kind, t, p) / t

    return region(name, about, r0, r1, by, lengths, points, lambda t, p: tail(kind, t, p), share, inside)


REGIONS = [
    log_region("log_iv_float_debye_tail", "i", "r >= 10, z = 8 p - 1/2", 10, None, "p", [6, 6, 5, 5, 4, 2], (11, 12)),
    log_region("log_iv_float_patch_tail", "i", "3 <= r < 10, z = (240 t - 27.5)/7", 3, 10, "t", [13, 12, 11, 9, 6], (8, 28)),
    log_region("log_kv_float_debye_tail", "k", "r >= 12, z = 8 p^2 - 1/2", 12, None, "p^2", [5, 5, 5, 4, 3, 1], (11, 12)),
    log_region(
        "log_kv_float_patch_tail",
        "k",
        "1 <= r < 12 with x >= 1 or v >= 4, z = 8 p^2 - 1/2",
        1,
        12,
        "p^2",
        [8, 8, 8, 8, 6, 6, 5, 5, 4, 4, 4, 3, 3, 1],
        (18, 16),
        lambda v, x: x >= 1 or v >= 4,
    ),
]


def main():
    write("float_tails.hpp", "F/t of the log-Debye form, for float.", "".join(map(code, REGIONS)))


if __name__ == "__main__":
    main()
