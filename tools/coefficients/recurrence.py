"""Tables for log K_v(x), 1 <= x < 8: two polynomials in (1/x, mu^2), |mu| <= 1/2, per half-binade of x.

    log(K_mu(x) e^x sqrt(2 x/pi)) = (mu^2 - 1/4) t h(t, mu^2),                        t = 1/x,
    K_{mu+1}(x)/K_mu(x)           = 1 + (mu + 1/2) t + (mu^2 - 1/4) t^2 psi(t, mu^2).

u = a t - b runs over [-1, 1] on a half-binade with a, b integers times powers of two, s = 8 mu^2 - 1.
"""

from mpmath import exp, log, mpf, pi, sqrt

from fitting import array, chebyshev_2d, log_bessel, monomials_2d, staircase, words, write

HALF_BINADES = [(1, 1.5), (1.5, 2), (2, 3), (3, 4), (4, 6), (6, 8)]


def both(t, m2):
    mu, x = sqrt(m2), 1 / t
    log_k = log_bessel("k", mu, x)
    rho = exp(log_bessel("k", mu + 1, x) - log_k)
    d = m2 - mpf(1) / 4
    return (log_k + x + log(2 * x / pi) / 2) * x / d, (rho - 1 - (mu + mpf(1) / 2) / x) * x * x / d


def fit(x0, x1, which):
    t0, t1 = 1 / mpf(x1), 1 / mpf(x0)

    def f(u, s):
        return both((t1 + t0) / 2 + u * (t1 - t0) / 2, (1 + s) / 8)[which]

    threshold = mpf(2) ** -60 * 4 * x0 * (x0 if which else 1)
    return monomials_2d(staircase(chebyshev_2d(f, 22, 14), threshold))


def main():
    body = ""
    for which, name in enumerate(("h", "psi")):
        fits = [fit(x0, x1, which) for x0, x1 in HALF_BINADES]
        lengths = [max(len(c[k]) if k < len(c) else 0 for c in fits) for k in range(max(map(len, fits)))]
        leading = [words(c[0][0], 2) + [0.0] for c in fits]
        table = []
        for k, length in enumerate(lengths):
            for l in range(length):
                row = [c[k][l] if k < len(c) and l < len(c[k]) and (k, l) != (0, 0) else 0 for c in fits]
                table.append([float(x) for x in row] + [0.0, 0.0])
        body += (
            f"/// {name}(t, mu^2) on half-binade `row` of x; the constant term in two words.\n"
            f"template <class V>\nLOGBESSEL_FN double_double<V> recurrence_{name}(V u, V s, V row) {{\n"
            + array("hi", [w[0] for w in leading] + [0.0, 0.0])
            + array("lo", [w[1] for w in leading] + [0.0, 0.0])
            + array("table", table)
            + f"  const V rest = staircase_rows<{', '.join(map(str, lengths))}>(u, s, row, table);\n"
            "  const double_double<V> sum = fast_two_sum(lookup(hi, row), rest);\n"
            "  return {sum.hi, sum.lo + lookup(lo, row)};\n}\n\n"
        )
    write("recurrence.hpp", "K at 1 <= x < 8: log(K_mu e^x sqrt(2x/pi)) and K_{mu+1}/K_mu by half-binade of x.", body)


if __name__ == "__main__":
    main()
