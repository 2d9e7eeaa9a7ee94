"""sin(2 pi f)/f and cos(2 pi f) in powers of f^2 for |f| <= 1/8, for angles in turns; the series themselves.

The first terms left out are (pi/4)^19/19! and (pi/4)^18/18!, below 2^-58 of what they belong to.
"""

from mpmath import factorial, pi

from fitting import literal, write


def main():
    sine = [(-1) ** k * (2 * pi) ** (2 * k + 1) / factorial(2 * k + 1) for k in range(9)]
    cosine = [(-1) ** k * (2 * pi) ** (2 * k) / factorial(2 * k) for k in range(9)]
    body = f"constexpr double four_pi = {literal(4 * pi)};\nconstexpr double inverse_2pi = {literal(1 / (2 * pi))};\n\n"
    for name, about, c in (("sine_of_turns_over", "sin(2 pi f)/f", sine), ("cosine_of_turns", "cos(2 pi f)", cosine)):
        body += (
            f"/// {about}, z = f^2 <= 1/64.\n"
            f"template <class V>\nLOGBESSEL_FN V {name}(V z) {{\n  return polyeval(z, {', '.join(map(literal, c))});\n}}\n\n"
        )
    write("turns.hpp", "sin and cos of angles in turns.", body)


if __name__ == "__main__":
    main()
