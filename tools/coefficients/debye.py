"""Coefficients L_k of the logarithm of the Debye series, exact, in powers of y = w - 1/2.

With p = v/r, w = p^2, t = 1/r (r = hypot(v, x)) the Debye polynomials of DLMF 10.41.10,

    U_{k+1}(p) = p^2 (1 - p^2) U_k'(p) / 2 + (1/8) int_0^p (1 - 5 s^2) U_k(s) ds,

satisfy U_k(p) / v^k = t^k u_k(w) with u_k of degree k, and

    log(1 + sum_k t^k u_k(w)) = sum_k t^k L_k(w),   L_k = u_k - (1/k) sum_{j<k} j L_j u_{k-j}.
"""

from fractions import Fraction
from math import comb

from fitting import literal, write

TERMS = 20


def debye_u(n):
    u = [[Fraction(1)]]
    for k in range(n):
        row = [Fraction(0)] * (k + 2)
        for j, a in enumerate(u[-1]):
            e = k + 2 * j
            row[j] += a * e / 2 + a / 8 / (e + 1)
            row[j + 1] -= a * e / 2 + a * 5 / 8 / (e + 3)
        u.append(row)
    return u


def product(a, b):
    out = [Fraction(0)] * (len(a) + len(b) - 1)
    for i, x in enumerate(a):
        for j, y in enumerate(b):
            out[i + j] += x * y
    return out


def log_debye(n):
    u = debye_u(n)
    logs = [[Fraction(0)]]
    for k in range(1, n + 1):
        row = list(u[k])
        for j in range(1, k):
            for i, y in enumerate(product(logs[j], u[k - j])):
                row[i] -= y * j / k
        logs.append(row)
    return logs


def centred(c):
    out = [Fraction(0)] * len(c)
    for j, x in enumerate(c):
        for i in range(j + 1):
            out[i] += x * comb(j, i) * Fraction(1, 2) ** (j - i)
    return out


def main():
    body = ""
    for k, row in enumerate(log_debye(TERMS)[1:], start=1):
        terms = ", ".join(literal(c) for c in centred(row))
        body += (
            f"template <class V>\nLOGBESSEL_FN V debye_l(constant<{k}>, V y) {{\n"
            f"  return polyeval(y, {terms});\n}}\n\n"
        )
    write("debye.hpp", "L_k(y) of the log-Debye series: log(sum t^k u_k) = sum t^k L_k, y = v^2/r^2 - 1/2.", body)


if __name__ == "__main__":
    main()
