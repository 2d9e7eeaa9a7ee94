"""Shared by the coefficient makers: exact references, Chebyshev fits and the printing of C++ tables."""

import os
import sys
from pathlib import Path

from flint import arb, ctx
from mpmath import binomial, cos, fsum, mp, mpf, pi

mp.dps = 60
ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "include" / "logbessel" / "detail" / "coefficients"


def to_arb(x):
    """The exact value of a binary mpf as a ball of radius zero."""
    sign, mantissa, exponent, _ = x._mpf_
    return arb(int(-mantissa if sign else mantissa)) * arb(2) ** exponent


def from_arb(x):
    mantissa, exponent = x.mid().man_exp()
    return mpf(int(mantissa)) * mpf(2) ** int(exponent)


def log_bessel(kind, v, x, bits=150):
    """log I_v(x) (kind "i") or log K_v(x) (kind "k") by ball arithmetic, to `bits` relative bits."""
    ctx.prec = bits + 100
    a, z = to_arb(mpf(v)), to_arb(mpf(x))
    while ctx.prec < 40000:
        value = (z.bessel_i(a) if kind == "i" else z.bessel_k(a)).log()
        if value.is_finite() and value.rel_accuracy_bits() >= bits:
            return from_arb(value)
        ctx.prec *= 2
    raise ArithmeticError(f"log_bessel({kind}, {v}, {x})")


def nodes(n):
    return [cos(pi * (2 * i + 1) / (2 * n)) for i in range(n)]


def chebyshev(values):
    """Chebyshev coefficients from the values at nodes(n)."""
    n = len(values)
    c = [2 * fsum(values[i] * cos(pi * k * (2 * i + 1) / (2 * n)) for i in range(n)) / n for k in range(n)]
    c[0] /= 2
    return c


def chebyshev_2d(f, nt, ns):
    """c[k][l] of sum c[k][l] T_k(u) T_l(s), from f(u, s) on the product of the node sets."""
    values = [[f(u, s) for s in nodes(ns)] for u in nodes(nt)]
    rows = [chebyshev(row) for row in values]
    columns = [chebyshev([rows[i][l] for i in range(nt)]) for l in range(ns)]
    return [[columns[l][k] for l in range(ns)] for k in range(nt)]


def cut(c, tolerance):
    """Drops the tail whose absolute sum stays below the tolerance."""
    n = len(c)
    while n > 1 and fsum(abs(x) for x in c[n - 1 :]) < tolerance:
        n -= 1
    return c[:n]


def staircase(c, threshold):
    """Drops coefficients below the threshold so that row lengths never grow with k."""
    rows = [max([l + 1 for l, x in enumerate(row) if abs(x) > threshold] + [0]) for row in c]
    last = max(k for k, n in enumerate(rows) if n)
    rows = rows[: last + 1]
    for k in range(last - 1, -1, -1):
        rows[k] = max(rows[k], rows[k + 1])
    return [c[k][: rows[k]] for k in range(last + 1)]


def monomials(c):
    """Chebyshev series on [-1, 1] -> coefficients of powers."""
    n = len(c)
    t = [[mpf(1)], [mpf(0), mpf(1)]]
    while len(t) < n:
        row = [mpf(0)] + [2 * x for x in t[-1]]
        for j, x in enumerate(t[-2]):
            row[j] -= x
        t.append(row)
    out = [mpf(0)] * n
    for k in range(n):
        for j, x in enumerate(t[k]):
            out[j] += c[k] * x
    return out


def monomials_2d(c):
    """The staircase c[k][l] T_k T_l -> powers, with the same row lengths."""
    in_s = [monomials(row) for row in c]
    out = [[mpf(0)] * len(row) for row in c]
    for k in range(len(c)):
        unit = [mpf(0)] * k + [mpf(1)]
        for j, x in enumerate(monomials(unit)):
            if x:
                for l, y in enumerate(in_s[k]):
                    out[j][l] += x * y
    return out


def shifted(c, a, b):
    """Coefficients in powers of y of the polynomial c at a + b y."""
    out = [mpf(0)] * len(c)
    for j, x in enumerate(c):
        for i in range(j + 1):
            out[i] += x * binomial(j, i) * mpf(b) ** i * mpf(a) ** (j - i)
    return out


def words(x, n):
    """x as an unevaluated sum of n doubles."""
    out = []
    for _ in range(n):
        h = float(x)
        out.append(h)
        x = x - mpf(h)
    return out


def literal(x):
    """A double as the shortest hexadecimal literal."""
    h = float(x).hex()
    if h in ("0x0.0p+0", "-0x0.0p+0"):
        return "0.0"
    mantissa, exponent = h.split("p")
    if "." in mantissa:
        mantissa = mantissa.rstrip("0").rstrip(".")
    return f"{mantissa}p{exponent}"


def polyeval(x, coefficients):
    """The C++ expression of a polynomial in x with double coefficients."""
    return f"polyeval({x}, " + ", ".join(literal(c) for c in coefficients) + ")"


def polyeval_2d(u, s, rows):
    """The C++ expression of sum rows[k][l] u^k s^l."""
    return f"polyeval({u},\n" + ",\n".join("                  " + polyeval(s, row) for row in rows) + ")"


def array(name, values):
    """A C++ definition of a local table, with rows if `values` is a list of lists."""
    if isinstance(values[0], list):
        body = ",\n".join("    {" + ", ".join(literal(x) for x in row) + "}" for row in values)
        return f"  static constexpr double {name}[{len(values)}][{len(values[0])}] = {{\n{body}}};\n"
    body = ", ".join(literal(x) for x in values)
    return f"  static constexpr double {name}[{len(values)}] = {{{body}}};\n"


def write(name, about, body):
    """Writes a coefficient header, or with --check compares it with the one in the tree."""
    maker = Path(sys.argv[0]).resolve().relative_to(ROOT)
    text = (
        f"// Printed by {maker}; edit that, not this.\n// {about}\n#pragma once\n\n"
        "#include <logbessel/detail/polyeval.hpp>\n\n// clang-format off\n"
        f"namespace logbessel::detail {{\n\n{body}\n}}  // namespace logbessel::detail\n"
    )
    path = FOLDER / name
    if "--check" in sys.argv:
        if path.read_text() != text:
            sys.exit(f"{path.relative_to(ROOT)} differs from what {maker} prints")
        return
    scratch = path.with_suffix(".tmp")
    scratch.write_text(text)
    os.replace(scratch, path)
