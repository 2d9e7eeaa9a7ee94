"""Coefficients of the derivatives of the log-Debye series, exact, in powers of y = w - 1/2.

With r = hypot(v, x), t = 1/r, w = (v/r)^2 and L_k as in debye.py, t_v = -v t^3, w_v = 2 v t^2 (1 - w), t_x = -x t^3,
w_x = -2 x t^2 w turn log I = E - log(2 pi r)/2 + sum t^k L_k(w) into

    d log I/dv   = -asinh(v/x)  + v t^2 (-1/2 + sum t^k N_k),      N_k = -k L_k + 2 (1 - w) L_k'
    d log I/dx   = r/x          + x t^2 (-1/2 + sum t^k M_k),      M_k = -k L_k - 2 w L_k'
    d2 log I/dv2 = -t           + t^2 (w - 1/2 + sum t^k P_k),     P_k = (1 - (k+2) w) N_k + 2 w (1 - w) N_k'
    d2 log I/dx2 = -v^2 t/x^2   + t^2 (1/2 - w + sum t^k Q_k),     Q_k = (1 - (k+2) (1-w)) M_k - 2 w (1 - w) M_k'

and for K all signs of the left and of t change.
"""

from fractions import Fraction

from debye import centred, log_debye, product
from fitting import literal, write

TERMS = 20


def slope(c):
    return [j * a for j, a in enumerate(c)][1:] or [Fraction(0)]


def total(*rows):
    n = max(map(len, rows))
    return [sum((row[j] for row in rows if j < len(row)), Fraction(0)) for j in range(n)]


def series(k, L):
    one_w = [Fraction(1), Fraction(-1)]
    w = [Fraction(0), Fraction(1)]
    n = total([-k * a for a in L], product([Fraction(2), Fraction(-2)], slope(L)))
    m = total([-k * a for a in L], product([Fraction(0), Fraction(-2)], slope(L)))
    both = product(w, one_w)
    p = total(product([Fraction(1), Fraction(-k - 2)], n), product([2 * a for a in both], slope(n)))
    q = total(product([Fraction(-k - 1), Fraction(k + 2)], m), product([-2 * a for a in both], slope(m)))
    return {"m": m, "n": n, "p": p, "q": q}


def main():
    body = ""
    for k, L in enumerate(log_debye(TERMS)[1:], start=1):
        for name, row in series(k, L).items():
            while len(row) > 1 and row[-1] == 0:
                row.pop()
            terms = ", ".join(literal(c) for c in centred(row))
            body += (
                f"template <class V>\n"
                f"LOGBESSEL_FN V debye_{name}(constant<{k}>, V y) {{\n"
                f"  return polyeval(y, {terms});\n}}\n\n"
            )
    write("debye_derivatives.hpp", "N_k, M_k, P_k, Q_k of the derivatives of the log-Debye series, y = v^2/r^2 - 1/2.", body)


if __name__ == "__main__":
    main()
