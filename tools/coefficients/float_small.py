"""For log I_v and log K_v in float near the origin.

    lambda(v) = log Gamma(1 + v)/v,   0 <= v < 3, in eight rows of width 3/8

and Temme's series of temme.py, with M = mu^2, |mu| <= 1/2, 0 < q = x^2/4 <= 1/4 and i_1 = 1/(1 - M):

    a     = (Gamma(1 - mu) + Gamma(1 + mu))/2        = i_1 a^(M)
    b     = (Gamma(1 - mu) - Gamma(1 + mu))/(2 mu)   = i_1 b^(M)
    S_e   = 1 + i_1 q P_e,   S_o = i_1 q P_o,   dS_e/dq = i_1 R_e,   dS_o/dq = i_1 R_o,

where a^, b^, P and R, whose nearest pole is M = 4, are polynomials in u = 8 q - 1 and s = 8 M - 1.
"""

from mpmath import fsum, gamma, mpf, sqrt

from fitting import array, chebyshev, chebyshev_2d, cut, monomials, monomials_2d, nodes, polyeval, polyeval_2d, shifted, staircase, write
from series import WIDTH, lam
from temme import even, odd

TERMS = 14


def lambda_rows(tolerance):
    centres, rows = [], []
    for row in range(8):
        middle = (row + mpf(1) / 2) * WIDTH
        c = monomials(cut(chebyshev([lam(middle + s * WIDTH / 2) for s in nodes(30)]), tolerance))
        centre = mpf(0) if row == 0 else middle
        rows.append(shifted(c, (centre - middle) * 2 / WIDTH, 2 / WIDTH))
        centres.append(float(centre))
    degree = max(map(len, rows))
    return centres, [[r[j] if j < len(r) else 0.0 for r in rows] for j in range(degree)]


def main():
    centres, rows = lambda_rows(mpf(2) ** -42)
    body = (
        "/// lambda(v) = log Gamma(1 + v)/v, 0 <= v < 3; absolute error about 2^-42.\n"
        "template <class V>\nLOGBESSEL_FN V float_log_gamma_1p_over(V v) {\n"
        + array("centre", centres)
        + array("table", rows)
        + "  const V row = min(floor(v * V(8.0 / 3.0)), V(7.0));\n"
        + f"  return staircase_rows<{', '.join(['1'] * len(rows))}>(v - lookup(centre, row), row, row, table);\n}}\n\n"
    )
    for name, f in (
        ("a", lambda m2: (gamma(1 - sqrt(m2)) + gamma(1 + sqrt(m2))) / 2 * (1 - m2)),
        ("b", lambda m2: (gamma(1 - sqrt(m2)) - gamma(1 + sqrt(m2))) / (2 * sqrt(m2)) * (1 - m2)),
    ):
        c = monomials(cut(chebyshev([f((1 + s) / 8) for s in nodes(24)]), mpf(2) ** -40))
        body += f"template <class V>\nLOGBESSEL_FN V float_temme_{name}(V s) {{\n  return {polyeval('s', c)};\n}}\n\n"
    for name, part, derivative, bits in (("pe", even, 0, 34), ("po", odd, 0, 36), ("re", even, 1, 34), ("ro", odd, 1, 36)):

        def f(u, s, part=part, derivative=derivative):
            q, m2 = (1 + u) / 8, (1 + s) / 8
            return fsum(part(k, m2) * (k if derivative else 1) * q ** (k - 1) for k in range(1, TERMS)) * (1 - m2)

        c = monomials_2d(staircase(chebyshev_2d(f, 10, 12), mpf(2) ** -bits))
        body += (
            f"/// {sum(map(len, c))} coefficients.\n"
            f"template <class V>\nLOGBESSEL_FN V float_temme_{name}(V u, V s) {{\n  return {polyeval_2d('u', 's', c)};\n}}\n\n"
        )
    write("float_small.hpp", "log Gamma(1 + v)/v and Temme's series, for float.", body)


if __name__ == "__main__":
    main()
