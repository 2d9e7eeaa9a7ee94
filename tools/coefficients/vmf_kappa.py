"""The start of vmf_kappa: Banerjee's approximation and a polynomial that corrects it.

With u = rbar^2, s = 1/dim and Banerjee's B = rbar (dim - u)/(1 - u),

    kappa = B (1 + u (1 - u) s P(u, s)),

P smooth on 0 <= u <= 1, 0 <= s <= 1/2. The polynomial meets P where the weight u (1 - u) s times the rest of the interpolation
nearly has equal extremes: at the zeros of Chebyshev's polynomials, stretched so that the outermost ones, which are left out, fall on
u = 0, u = 1 and s = 0. The largest relative error of the start is asserted.

With --errors it prints those of Banerjee's approximation, of the start and of the step of vmf_kappa, before roundings, as a table.
"""

import sys

from mpmath import besseli, cos, lu_solve, matrix, mp, mpf, pi, sqrt

from fitting import polyeval_2d, write

IN_U, IN_S = 9, 4
BOUND_TEXT = "2.4e-4"


def ratio(dim, kappa):
    """A(kappa)."""
    return besseli(dim / 2, kappa) / besseli(dim / 2 - 1, kappa)


def banerjee(dim, rbar):
    return rbar * (dim - rbar * rbar) / (1 - rbar * rbar)


def solution(dim, rbar):
    """The kappa of A(kappa) = rbar, by Newton's method on 1/(1 - A)."""
    kappa = banerjee(dim, rbar)
    for _ in range(100):
        a = ratio(dim, kappa)
        slope = 1 - a * a - (dim - 1) * a / kappa
        step = (1 - a) * (rbar - a) / (slope * (1 - rbar))
        kappa += step
        if abs(step) < kappa * mpf(10) ** -28:
            return kappa
    raise ArithmeticError(f"kappa at dim = {dim}, rbar = {rbar}")


def correction(u, s):
    """P(u, s)."""
    dim, rbar = 1 / s, sqrt(u)
    return (solution(dim, rbar) / banerjee(dim, rbar) - 1) / (u * (1 - u) * s)


def stepped(dim, rbar, kappa):
    """The step of vmf_kappa (vmf.hpp) from kappa."""
    a = ratio(dim, kappa)
    slope = 1 - a * a - (dim - 1) * a / kappa
    n = (rbar - a) / slope
    b2 = ((1 - a * a) / slope - dim) / (2 * kappa) - a
    b3 = -(2 * a * b2 + slope + (2 * a + (dim + 1) * b2) / kappa) / 3
    b4 = -(2 * (a * b3 + slope * b2) + (2 * a * b2 + slope + (dim + 2) * b3) / kappa) / 4
    return kappa + n * (1 + n * (-b2 + n * (2 * b2**2 - b3 - n * (5 * b2**3 - 5 * b2 * b3 + b4))))


def nodes_in_u():
    n = IN_U + 2
    x = [cos(pi * (2 * i + 1) / (2 * n)) / cos(pi / (2 * n)) for i in range(1, n - 1)]
    return [(1 + z) / 2 for z in x]


def nodes_in_s():
    n = IN_S + 1
    x = [cos(pi * (2 * i + 1) / (2 * n)) for i in range(n)]
    return [(z - x[-1]) / (1 - x[-1]) / 2 for z in x[:-1]]


def interpolated(nodes, values):
    """The powers of the polynomial with these values."""
    powers = matrix([[x**k for k in range(len(nodes))] for x in nodes])
    return list(lu_solve(powers, matrix(values)))


def fit():
    """rows[l][k] of sum s^l u^k."""
    at_s = [interpolated(nodes_in_u(), [correction(u, s) for u in nodes_in_u()]) for s in nodes_in_s()]
    columns = [interpolated(nodes_in_s(), [row[k] for row in at_s]) for k in range(IN_U)]
    return [[columns[k][l] for k in range(IN_U)] for l in range(IN_S)]


def largest_error(rows):
    worst = mpf(0)
    for dim in (mpf(2), mpf("2.1"), mpf("2.2"), mpf("2.3"), mpf("2.6"), mpf(3), mpf(4), mpf(6), mpf(10), mpf(20), mpf(60)):
        for i in range(1, 50):
            u, s = mpf(i) / 50, 1 / dim
            value = sum(c * s**l * u**k for l, row in enumerate(rows) for k, c in enumerate(row))
            worst = max(worst, abs(value - correction(u, s)) * u * (1 - u) * s)
    return worst


def print_errors(rows):
    print("| dim | Banerjee's | start | step |\n|---:|---:|---:|---:|")
    for dim in (mpf(2), mpf("2.2"), mpf(3), mpf(4), mpf(32), mpf(1024)):
        worst = [mpf(0)] * 3
        for i in range(1, 100):
            rbar = mpf(i) / 100
            u, s = rbar * rbar, 1 / dim
            kappa = solution(dim, rbar)
            p = sum(c * s**l * u**k for l, row in enumerate(rows) for k, c in enumerate(row))
            start = banerjee(dim, rbar) * (1 + u * (1 - u) * s * p)
            values = banerjee(dim, rbar), start, stepped(dim, rbar, start)
            worst = [max(w, abs(v / kappa - 1)) for w, v in zip(worst, values)]
        print(f"| {float(dim):g} | " + " | ".join(f"{float(w):.1e}" for w in worst) + " |")


def main():
    mp.dps = 40
    rows = fit()
    if "--errors" in sys.argv:
        print_errors(rows)
        return
    assert largest_error(rows) < mpf(BOUND_TEXT)
    body = (
        "/// P(u, s), u = rbar^2, s = 1/dim, of kappa = B (1 + u (1 - u) s P), B Banerjee's approximation; the relative error of\n"
        f"/// kappa is below {BOUND_TEXT}.\n"
        "template <class V>\n"
        "LOGBESSEL_FN V vmf_kappa_correction(V u, V s) {\n"
        f"  return {polyeval_2d('s', 'u', rows)};\n}}\n"
    )
    write("vmf_kappa.hpp", "The correction of Banerjee's approximation of kappa.", body)


if __name__ == "__main__":
    main()
