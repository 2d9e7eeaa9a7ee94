"""K_{mu+1}(x)/K_mu(x) for x >= 8, |mu| <= 1/2, where recurrence.py ends: one polynomial in (1/x, mu^2).

    K_{mu+1}(x)/K_mu(x) = 1 + (mu + 1/2) t + (mu^2 - 1/4) t^2 psi(t, mu^2),   t = 1/x in (0, 1/8],

in powers of u = 16 t - 1 and s = 8 mu^2 - 1. K has no term of size exp(-2 x), so psi is smooth down to t = 0.
"""

from fitting import chebyshev_2d, monomials_2d, mpf, polyeval_2d, staircase, write
from recurrence import both


def main():
    rows = monomials_2d(staircase(chebyshev_2d(lambda u, s: both((1 + u) / 16, (1 + s) / 8)[1], 26, 12), mpf(2) ** -60))
    body = (
        "/// psi(t, mu^2) for t = 1/x in [0, 1/8], u = 16 t - 1, s = 8 mu^2 - 1.\n"
        f"template <class V>\nLOGBESSEL_FN V kv_ratio_psi(V u, V s) {{\n  return {polyeval_2d('u', 's', rows)};\n}}\n"
    )
    write("kv_ratio.hpp", "K_{mu+1}/K_mu at x >= 8.", body)


if __name__ == "__main__":
    main()
