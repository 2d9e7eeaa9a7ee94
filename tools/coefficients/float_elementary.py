"""log, exp(y) and exp(-y) in one word, for the float functions.

    log(c (1 + f)) = log c + f + f^2 (-1/2 + f/3 - ...),   c near 0.8, 0.9, ... 1.5 and 1 among them, |f| <= 1/15
    exp(+-r) = C(r^2) +- r S(r^2),                         |r| <= log(2)/2
"""

from mpmath import cosh, log, mpf, sinh, sqrt

from fitting import array, chebyshev, cut, literal, monomials, nodes, polyeval, shifted, write


def on_interval(f, low, high, tolerance, n=40):
    """Powers of x for f on [low, high]."""
    middle, half = (mpf(low) + high) / 2, (mpf(high) - low) / 2
    c = cut(chebyshev([f(middle + half * s) for s in nodes(n)]), tolerance)
    return shifted(monomials(c), -middle / half, 1 / half)


def main():
    inverse = [float(mpf(10) / k) for k in range(8, 16)]
    rest = on_interval(lambda f: (log(1 + f) - f) / f**2 if f else mpf(-1) / 2, -mpf(1) / 15, mpf(1) / 15, mpf(2) ** -46)
    z = (log(2) / 2) ** 2 * mpf("1.001")
    body = (
        f"constexpr double log_2 = {literal(log(mpf(2)))};\n"
        f"constexpr double inverse_log_2 = {literal(1 / log(mpf(2)))};\n\n"
        "/// 1/c and log c for c = 0.8, 0.9, ... 1.5.\n"
        "template <class V>\nLOGBESSEL_FN V inverse_of_tenths(V row) {\n"
        + array("table", inverse)
        + "  return lookup(table, row);\n}\n"
        "template <class V>\nLOGBESSEL_FN V log_of_tenths(V row) {\n"
        + array("table", [-log(mpf(x)) for x in inverse])
        + "  return lookup(table, row);\n}\n\n"
        "/// (log(1 + f) - f)/f^2.\n"
        f"template <class V>\nLOGBESSEL_FN V log_1p_rest(V f) {{\n  return {polyeval('f', rest)};\n}}\n\n"
    )
    for name, f in (
        ("cosh_of_root", lambda z: cosh(sqrt(z))),
        ("sinh_of_root_over", lambda z: sinh(sqrt(z)) / sqrt(z) if z else mpf(1)),
    ):
        c = on_interval(f, 0, z, mpf(2) ** -46)
        body += f"template <class V>\nLOGBESSEL_FN V {name}(V z) {{\n  return {polyeval('z', c)};\n}}\n"
    write("float_elementary.hpp", "log and exp to about 2^-50 and 2^-45.", body)


if __name__ == "__main__":
    main()
