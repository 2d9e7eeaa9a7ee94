"""sin(pi f)/(pi f) in powers of f^2 for |f| <= 1/2, for I of negative order; the series itself, two words for the first terms.

The first term left out is (pi/2)^26/27! < 2^-75, and the first in one word below 2^-13.
"""

from mpmath import factorial, pi

from fitting import array, words, write

TERMS, TWO_WORDS = 13, 4


def main():
    c = [words((-1) ** k * pi ** (2 * k) / factorial(2 * k + 1), 2) for k in range(TERMS)]
    body = (
        "/// sin(pi f)/(pi f), M = f^2 <= 1/4.\n"
        "template <class V>\nLOGBESSEL_FN double_double<V> sine_quotient(double_double<V> M) {\n"
        + array("hi", [h for h, _ in c])
        + array("lo", [l for _, l in c[:TWO_WORDS]])
        + "  return polyeval_two_words(M, hi, lo);\n}\n"
    )
    write("reflection.hpp", "sin(pi f)/(pi f) to 2^-64.", body)


if __name__ == "__main__":
    main()
