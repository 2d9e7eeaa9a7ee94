"""Constants of log and exp.

    log((1 + s)/(1 - s)) = 2 s + s z (2/3 + 2 z/5 + ...),   z = s^2;  log 2 in words whose first has 40 bits
    exp(y) = 2^k 2^(j/8) exp(r),   8 k + j = round(8 y/log 2)
"""

from mpmath import floor, log, mpf, pi

from fitting import array, literal, words, write


def main():
    ln2 = log(mpf(2))
    hi = floor(ln2 * 2**40) / mpf(2) ** 40
    eighth = floor(ln2 / 8 * 2**44) / mpf(2) ** 44
    atanh = [words(mpf(2) / (2 * k + 1), 2) for k in range(1, 13)]
    powers = [words(mpf(2) ** (mpf(j) / 8), 2) for j in range(8)]
    constants = {
        "log_2_hi": hi,
        "log_2_lo": ln2 - hi,
        "log_2_eighth_hi": eighth,
        "log_2_eighth_lo": ln2 / 8 - eighth,
        "half_log_2pi_hi": words(log(2 * pi) / 2, 2)[0],
        "half_log_2pi_lo": words(log(2 * pi) / 2, 2)[1],
        "half_log_pi_2_hi": words(log(pi / 2) / 2, 2)[0],
        "half_log_pi_2_lo": words(log(pi / 2) / 2, 2)[1],
        "log_2_rounded": words(ln2, 2)[0],
        "log_2_rest": words(ln2, 2)[1],
        "two_thirds_hi": atanh[0][0],
        "two_thirds_lo": atanh[0][1],
    }
    body = "".join(f"constexpr double {name} = {literal(x)};\n" for name, x in constants.items())
    tail = ", ".join(literal(h) for h, _ in atanh[1:])
    body += (
        "\n/// 2/5 + 2 z/7 + ...: the atanh series after its second term.\n"
        f"template <class V>\nLOGBESSEL_FN V log_tail(V z) {{\n  return polyeval(z, {tail});\n}}\n\n"
        "/// 2^(j/8), j = 0..7, in two words.\n"
        "template <class V>\nLOGBESSEL_FN double_double<V> exp2_eighths(V j) {\n"
        + array("hi", [h for h, _ in powers])
        + array("lo", [l for _, l in powers])
        + "  return {lookup(hi, j), lookup(lo, j)};\n}\n"
    )
    write("elementary.hpp", "Constants of log and exp to 2^-64 and better.", body)


if __name__ == "__main__":
    main()
