"""Coefficients N_k of the derivative of I_{u+1}(x)/I_u(x) by x, exact, in powers of y = w - 1/2.

With the symbols of ratio.py, dt/dx = -x t^3 and dw/dx = -2 w x t^2 give

    d/dx I_{u+1}/I_u = t (u/(r + u)) - t^2 y + sum_k t^(k+2) N_k(w),

    N_k = M_k - (1 - w) ((k + 2) M_k + 2 w M_k').
"""

from fractions import Fraction

from debye import centred
from fitting import literal, write
from ratio import ratio_series

TERMS = 16


def main():
    body = ""
    for k, row in enumerate(ratio_series(TERMS)[1:], start=1):
        inner = [(k + 2 + 2 * j) * c for j, c in enumerate(row)] + [Fraction(0)]
        n = [(row[j] if j < len(row) else 0) - inner[j] + (inner[j - 1] if j else 0) for j in range(len(inner))]
        terms = ", ".join(literal(c) for c in centred(n))
        body += (
            f"template <class V>\nLOGBESSEL_FN V ratio_n(constant<{k}>, V y) {{\n"
            f"  return polyeval(y, {terms});\n}}\n\n"
        )
    write("ratio_slope.hpp", "N_k(y) of the derivative of I_{u+1}/I_u for large hypot(u, x), y = u^2/r^2 - 1/2.", body)


if __name__ == "__main__":
    main()
