"""Where log I_v and log K_v cross zero, x0(v), and W(v) = x0 f'(x0)/f(x0) there, for v < 96.

One row per half-binade of v, in powers of s = 4 (m - middle) with v = m 2^e, 1 <= m < 2, middle = 5/4 or 7/4.
Rows of I begin at v = 2^-8. The first row of K, v < 1/8, is in powers of 64 v^2, because x0 is even in v.
x0 has three words in its first coefficients and a total error near 2^-157; W has two and 2^-66.

For v >= 96 the log-Debye form is evaluated in three words: L_1, L_2 with three, up to L_12 with two, to L_30.
For I at v < 2^-8 the power series is, with 1/k and log Gamma(1 + v)/v in powers of v in three words.
"""

from mpmath import euler, exp, log, mp, mpf, nstr, sign, sqrt, zeta

from debye import centred, log_debye
from fitting import array, chebyshev, cut, literal, log_bessel, monomials, nodes, shifted, words, write

mp.dps = 75
GOAL = 230
NODES = 54
THREE, TWO = 21, 41  # coefficients below these indices have three, two words


def value_and_slope(kind, v, x):
    """log f and x f'/f at (v, x): x I'/I = v + x I_{v+1}/I_v, x K'/K = v - x K_{v+1}/K_v."""
    f = log_bessel(kind, v, x, GOAL)
    ratio = exp(log_bessel(kind, v + 1, x, GOAL) - f)
    return f, v + x * ratio if kind == "i" else v - x * ratio


def zero(kind, v, x):
    """Newton's iteration in log x."""
    for _ in range(60):
        f, slope = value_and_slope(kind, v, x)
        step = f / slope
        if abs(step) > 0.3:
            step = sign(step) * mpf("0.3")
        x *= exp(-step)
        if abs(step) < mpf(10) ** -40:
            f, slope = value_and_slope(kind, v, x)
            x *= 1 - f / slope
            return x, value_and_slope(kind, v, x)[1]
    raise ArithmeticError(f"no zero of {kind} at v = {nstr(v, 20)}")


def row(kind, order):
    """Powers of s on [-1, 1] for x0(order(s)) and W."""
    x = mpf("0.6627") * order(mpf(0)) + mpf("0.45")
    xs, ws = [], []
    for s in nodes(NODES):
        x, w = zero(kind, order(s), x)
        xs.append(x)
        ws.append(w)
    return [
        monomials(cut(c, mpf(2) ** -bits * abs(c[0])))
        for c, bits in ((chebyshev(xs), 162), (chebyshev(ws), 66))
    ]


def rows(kind):
    out = []
    if kind == "k":
        # s = 128 v^2 - 1 for v < 1/8, then powers of 64 v^2 = (s + 1)/2
        out.append([shifted(c, -1, 2) for c in row(kind, lambda s: sqrt((s + 1) / 128))])
    for e in range(-8 if kind == "i" else -3, 7):
        for middle in (mpf("1.25"), mpf("1.75")):
            if (e, middle) != (6, mpf("1.75")):
                out.append(row(kind, lambda s, e=e, m=middle: (m + s / 4) * mpf(2) ** e))
    return out


def table(name, coefficients, word, count, total):
    values = [[words(c[j], total)[word] if j < len(c) else 0.0 for c in coefficients] for j in range(count)]
    return (
        f"  template <class V>\n  static LOGBESSEL_FN V {name}(int k, V row) {{\n"
        + array("table", values)
        + "  return lookup(table[k], row);\n  }\n"
    )


def zero_curve(kind):
    fitted = rows(kind)
    xs, ws = [r[0] for r in fitted], [r[1] for r in fitted]
    degree = max(map(len, xs))
    return (
        f"struct log_{kind}v_zero_curve {{\n"
        f"  static constexpr int x_terms = {degree}, x_three_words = {THREE}, x_two_words = {TWO};\n"
        f"  static constexpr int w_terms = {max(map(len, ws))}, w_two_words = 4;\n"
        + table("x_hi", xs, 0, degree, 3)
        + table("x_mi", xs, 1, TWO, 3)
        + table("x_lo", xs, 2, THREE, 3)
        + table("w_hi", ws, 0, max(map(len, ws)), 2)
        + table("w_lo", ws, 1, 4, 2)
        + "};\n\n"
    )


def three_word_arrays(values, three, two):
    """hi, mi, lo of a list of numbers, the latter two only as far as they are used."""
    w = [words(x, 3) for x in values]
    return array("hi", [x[0] for x in w]) + array("mi", [x[1] for x in w[:two]]) + array("lo", [x[2] for x in w[:three]])


def polynomial(name, about, values, three, two):
    return (
        f"/// {about}\ntemplate <class V>\nLOGBESSEL_FN triple_double<V> {name}(triple_double<V> z) {{\n"
        + three_word_arrays(values, three, two)
        + "  return polyeval_three_words(z, hi, mi, lo);\n}\n\n"
    )


def debye_polynomials():
    body = ""
    for k, c in enumerate(log_debye(30)[1:], start=1):
        c = [mpf(x.numerator) / x.denominator for x in centred(c)]
        head = f"LOGBESSEL_FN {{}} debye_l_wide(constant<{k}>, triple_double<V> y) {{{{\n"
        if k <= 2:
            body += "template <class V>\n" + head.format("triple_double<V>") + three_word_arrays(c, k + 1, k + 1)
            body += "  return polyeval_three_words(y, hi, mi, lo);\n}\n\n"
        elif k <= 12:
            w = [words(x, 2) for x in c]
            body += "template <class V>\n" + head.format("double_double<V>")
            body += array("hi", [x[0] for x in w]) + array("lo", [x[1] for x in w])
            body += "  return polyeval_two_words(double_double<V>{y.hi, y.mi}, hi, lo);\n}\n\n"
        else:
            body += "template <class V>\n" + head.format("V")
            body += f"  return polyeval(y.hi, {', '.join(literal(x) for x in c)});\n}}\n\n"
    return body


def main():
    body = zero_curve("i") + zero_curve("k") + debye_polynomials()
    body += polynomial(
        "atanh_over", "2 atanh(s)/s in powers of s^2.", [mpf(2) / (2 * k + 1) for k in range(38)], 13, 24
    )
    body += polynomial(
        "log1p_over", "log(1 + s)/s.", [mpf((-1) ** k) / (k + 1) for k in range(25)], 8, 16
    )
    body += polynomial(
        "log_gamma_1p_over_wide",
        "log Gamma(1 + v)/v for v < 2^-8.",
        [-euler] + [(-1) ** k * zeta(k) / k for k in range(2, 23)],
        7,
        14,
    )
    ln2 = log(mpf(2))
    chunks = []
    for bits in (40, 82, 124):
        chunks.append(mpf(int((ln2 - sum(chunks)) * mpf(2) ** bits)) / mpf(2) ** bits)
    chunks.append(ln2 - sum(chunks))
    body += "/// log 2 in words of 40 or so bits, so that a small multiple of each is exact.\n"
    body += "".join(f"constexpr double log_2_word_{i} = {literal(x)};\n" for i, x in enumerate(chunks))
    for name, x in (("half_log_2pi", log(2 * mp.pi) / 2), ("half_log_pi_2", log(mp.pi / 2) / 2)):
        body += f"constexpr double {name}_third = {literal(words(x, 3)[2])};\n"
    write("near_zero.hpp", "The zero curves of log I and log K, and wide coefficients of the expansions near them.", body)


if __name__ == "__main__":
    main()
