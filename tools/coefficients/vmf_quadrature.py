"""Quadrature for the von Mises-Fisher distribution.

Gauss's rule of 13 nodes on [0, 1] with the weight 1 - u, for psi(kappa + delta) - psi(kappa) - delta psi'(kappa) =
delta^2 int_0^1 (1 - u) psi''(kappa + u delta) du; its error is below 2^-58 over the intervals on which vmf_divergence.hpp uses it.

Gauss's rule of 32 nodes on [0, 1] with the weight 1, for the tails of densities, cut where they fall below exp(-40).
"""

from mpmath import jacobi, mp, mpf, polyroots, taylor

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


def rule(name, about, n, alpha):
    u, w = gauss(n, alpha)
    return (
        f"/// {about}\n"
        f"constexpr int {name}_size = {n};\n"
        f"LOGBESSEL_FN double {name}_node(int i) {{\n{array('u', u)}  return u[i];\n}}\n"
        f"LOGBESSEL_FN double {name}_weight(int i) {{\n{array('w', w)}  return w[i];\n}}\n"
    )


def main():
    body = rule("bregman", "Gauss's rule on [0, 1] for the weight 1 - u.", 13, 1)
    body += "\n" + rule("tail", "Gauss's rule on [0, 1] for the weight 1.", 32, 0)
    write("vmf_quadrature.hpp", "Gauss's rules.", body)


if __name__ == "__main__":
    main()
