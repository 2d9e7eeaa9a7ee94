"""Quadrature for the von Mises-Fisher distribution.

Gauss's rule of 15 nodes on [0, 1] with the weight 1 - u, for psi(kappa + delta) - psi(kappa) - delta psi'(kappa) =
delta^2 int_0^1 (1 - u) psi''(kappa + u delta) du; its error over the longest intervals on which vmf_divergence.hpp uses it is
asserted to be below 2^-58.

Gauss's rule of 32 nodes on [0, 1] with the weight 1, for the tails of densities, cut where they fall below exp(-40).
"""

from mpmath import besseli, hyp0f1, jacobi, log, mp, mpf, polyroots, taylor

from fitting import array, write


def gauss(n, alpha):
    """Nodes and weights on [0, 1] for the weight (1 - u)^alpha, alpha = 0 or 1."""
    with mp.workdps(120):
        roots = polyroots(taylor(lambda x: jacobi(n, alpha, 0, x), 0, n)[::-1], maxsteps=1000, extraprec=1000)
        u = sorted((1 + x.real) / 2 for x in roots)
        # The weight of a node integrates its Lagrange polynomial.
        w = []
        for i, a in enumerate(u):
            p = [mpf(1)]
            for j, b in enumerate(u):
                if i == j:
                    continue
                p = [(lower - b * same) / (a - b) for lower, same in zip([mpf(0)] + p, p + [mpf(0)])]
            moment = lambda k: 1 / mpf(k + 1) - (1 / mpf(k + 2) if alpha else 0)
            w.append(sum(c * moment(k) for k, c in enumerate(p)))
    return u, w


def bregman_error(u, w):
    """The largest relative error over intervals from 0 to dim/2 + 1, and from kappa to 5/2 kappa, both ways."""
    worst = mpf(0)
    for dim in (2, 3, 4, 10, 100):
        v = mpf(dim) / 2
        A = lambda k: besseli(v, k) / besseli(v - 1, k) if k else mpf(0)
        slope = lambda k: 1 - A(k) ** 2 - (dim - 1) * A(k) / k
        psi = lambda k: log(hyp0f1(v, k * k / 4))
        end = v + 1
        for low, high in ((mpf(0), end), (end, end * 5 / 2), (20 * end, 50 * end)):
            for a, b in ((low, high), (high, low)):
                exact = psi(b) - psi(a) - (b - a) * A(a)
                rule = (b - a) ** 2 * sum(y * slope(a + x * (b - a)) for x, y in zip(u, w))
                worst = max(worst, abs(rule / exact - 1))
    return worst


def rule(name, about, n, alpha):
    u, w = gauss(n, alpha)
    return (
        f"/// {about}\n"
        f"constexpr int {name}_size = {n};\n"
        f"LOGBESSEL_FN double {name}_node(int i) {{\n{array('u', u)}  return u[i];\n}}\n"
        f"LOGBESSEL_FN double {name}_weight(int i) {{\n{array('w', w)}  return w[i];\n}}\n"
    )


def main():
    assert bregman_error(*gauss(15, 1)) < mpf(2) ** -58
    body = rule("bregman", "Gauss's rule on [0, 1] for the weight 1 - u.", 15, 1)
    body += "\n" + rule("tail", "Gauss's rule on [0, 1] for the weight 1.", 32, 0)
    write("vmf_quadrature.hpp", "Gauss's rules.", body)


if __name__ == "__main__":
    main()
