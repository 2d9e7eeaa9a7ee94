"""Coefficients M_k of the ratio of modified Bessel functions, exact, in powers of y = w - 1/2.

With u the order, r = hypot(u, x), t = 1/r, w = u^2/r^2 and L_k as in debye.py, differentiating
log I_u = E - log(2 pi r)/2 + sum_k t^k L_k(w) gives

    I_{u+1}(x)/I_u(x) = d log I_u/dx - u/x = x/(r + u) - x t^2 (1/2 - sum_k t^k M_k(w)),

    M_k = -k L_k - 2 w L_k'.
"""

from debye import centred, log_debye
from fitting import literal, write

TERMS = 16


def ratio_series(n):
    return [[-(k + 2 * j) * c for j, c in enumerate(row)] for k, row in enumerate(log_debye(n))]


def main():
    body = ""
    for k, row in enumerate(ratio_series(TERMS)[1:], start=1):
        terms = ", ".join(literal(c) for c in centred(row))
        body += (
            f"template <class V>\nLOGBESSEL_FN V ratio_m(constant<{k}>, V y) {{\n"
            f"  return polyeval(y, {terms});\n}}\n\n"
        )
    write("ratio.hpp", "M_k(y) of the ratio I_{u+1}/I_u for large hypot(u, x), y = u^2/r^2 - 1/2.", body)


if __name__ == "__main__":
    main()
