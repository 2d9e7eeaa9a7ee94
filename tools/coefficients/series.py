"""lambda(v) = log Gamma(1 + v)/v for 0 <= v < 3 in eight rows of width 3/8.

The first row is in powers of v itself, so that lambda is exact as v -> 0; the others are centred.
"""

from mpmath import euler, loggamma, mpf, zeta

from fitting import array, chebyshev, cut, monomials, nodes, shifted, words, write

WIDTH = mpf(3) / 8
TWO_WORDS = 4


def lam(v):
    return loggamma(1 + v) / v if abs(v) > mpf(10) ** -25 else -euler + zeta(2) / 2 * v


def main():
    centres, rows = [], []
    for row in range(8):
        middle = (row + mpf(1) / 2) * WIDTH
        c = chebyshev([lam(middle + s * WIDTH / 2) for s in nodes(36)])
        centre = mpf(0) if row == 0 else middle
        # s = (v - middle)/(WIDTH/2) in powers of v - centre
        rows.append(shifted(monomials(cut(c, mpf(2) ** -66)), (centre - middle) * 2 / WIDTH, 2 / WIDTH))
        centres.append(float(centre))
    degree = max(map(len, rows))
    hi, lo = ([[words(r[j], 2)[w] if j < len(r) else 0.0 for r in rows] for j in range(degree)] for w in (0, 1))
    body = (
        "/// lambda(v) = log Gamma(1 + v)/v, 0 <= v < 3; absolute error about 2^-66.\n"
        "template <class V>\nLOGBESSEL_FN double_double<V> log_gamma_1p_over(V v) {\n"
        + array("centre", centres)
        + array("hi", hi)
        + array("lo", lo[:TWO_WORDS])
        + "  const V row = min(floor(v * V(8.0 / 3.0)), V(7.0));\n"
        "  return polyeval_two_words_rows(v - lookup(centre, row), row, hi, lo);\n}\n"
    )
    write("series.hpp", "log Gamma(1 + v)/v for the power series of I.", body)


if __name__ == "__main__":
    main()
