"""The derivatives of log I_v(x) and log K_v(x) as truth for the makers, from values of ball arithmetic."""

from mpmath import exp, mp, mpf

from fitting import log_bessel

BITS = 480
STEP = mpf(2) ** -100


def derivatives(kind, v, x):
    """d/dv, d2/dv2, d/dx, d2/dx2; good to about 180 bits. The order may be negative down to -1."""
    with mp.workprec(BITS + 40):
        v, x = mpf(v), mpf(x)
        below, here, above = (log_bessel(kind, v + k * STEP, x, BITS) for k in (-1, 0, 1))
        ratio = exp(log_bessel(kind, v + 1, x, BITS) - here)
        dx = v / x + ratio if kind == "i" else v / x - ratio
        return (
            (above - below) / (2 * STEP),
            (above - 2 * here + below) / STEP**2,
            dx,
            1 + (v / x) ** 2 - dx / x - dx * dx,
        )
