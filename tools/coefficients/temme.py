"""Tables of the even/odd Temme series of log K_v(x) for 0 < x <= 1; docs/log_kv.md derives it.

With q = x^2/4 and M = mu^2, |mu| <= 1/2, the series 0F1(; 1 -+ mu; q) = S_e +- mu S_o splits into

    S_e     = 1 + Q1 (1 + Q2 ((2 + M)/2 + q A(q, M))),     Q1 = q/(1 - M),  Q2 = q/(4 - M)
    S_o     =     Q1 (1 + Q2 (3/2       + q B(q, M))),
    dS_e/dq =     (1 + Q2 ((2 + M)      + q C(q, M)))/(1 - M),
    dS_o/dq =     (1 + Q2 (3            + q D(q, M)))/(1 - M);

A, B, C, D are Taylor in q with coefficients fitted in M. Further 1/Gamma(1 +- m) = g_e(M) +- m g_o(M).
"""

from mpmath import cos, factorial, mpf, pi, rf, rgamma, sqrt

from fitting import array, chebyshev, cut, monomials, nodes, polyeval_2d, shifted, words, write

Q, M_MAX = mpf(1) / 4, mpf(1) / 4


def term(k, mu):
    return 1 / (factorial(k) * rf(1 + mu, k))


def even(k, m2):
    return (term(k, sqrt(m2)) + term(k, -sqrt(m2))) / 2


def odd(k, m2):
    return (term(k, -sqrt(m2)) - term(k, sqrt(m2))) / (2 * sqrt(m2))


def fit(f, tolerance, n=30):
    """Powers of M for f on [0, 1/4]."""
    half = M_MAX / 2
    return shifted(monomials(cut(chebyshev([f(half + half * s) for s in nodes(n)]), tolerance)), -1, 1 / half)


def rows(part, derivative):
    out = []
    for k in range(3, 40):
        tolerance = mpf(2) ** -63 * 9 / Q ** (k - 1)

        def f(m2, k=k):
            return part(k, m2) * (1 - m2) * (4 - m2) * (k if derivative else 1)

        if abs(f(M_MAX)) < tolerance and abs(f(mpf("1e-20"))) < tolerance:
            return out
        out.append(fit(f, tolerance))


def main():
    body = ""
    for name, part, derivative in (("a", even, 0), ("b", odd, 0), ("c", even, 1), ("d", odd, 1)):
        body += (
            f"template <class V>\nLOGBESSEL_FN V temme_{name}(V q, V M) {{\n"
            f"  return {polyeval_2d('q', 'M', rows(part, derivative))};\n}}\n\n"
        )
    for name, f in (
        ("even", lambda m2: (rgamma(1 + sqrt(m2)) + rgamma(1 - sqrt(m2))) / 2),
        ("odd", lambda m2: (rgamma(1 + sqrt(m2)) - rgamma(1 - sqrt(m2))) / (2 * sqrt(m2))),
    ):
        c = [words(x, 2) for x in fit(f, mpf(2) ** -70)]
        body += (
            f"/// The {name} part of 1/Gamma(1 + m) in powers of m^2; two words for the first three.\n"
            f"template <class V>\nLOGBESSEL_FN double_double<V> reciprocal_gamma_{name}(double_double<V> M) {{\n"
            + array("hi", [h for h, _ in c])
            + array("lo", [l for _, l in c[:3]])
            + "  return polyeval_two_words(M, hi, lo);\n}\n\n"
        )
    write("temme.hpp", "Even/odd Temme series of K at small x, and 1/Gamma(1 + m) for |m| <= 1/2.", body)


if __name__ == "__main__":
    main()
