"""Constants of log and exp.

    2 atanh(S/2) = S + S^3 (1/12 + S^2/80 + ...);   log 2, log c, log(2 pi) and log(2/pi) in words whose
    first is a multiple of 2^-40, so that sums of those are exact
    exp(y) = 2^k 2^(j/8) exp(r),   8 k + j = round(8 y/log 2)
"""

from mpmath import floor, log, mpf, nint, pi

from fitting import array, literal, words, write


def short_words(x):
    """x as a multiple of 2^-40 and the rest."""
    hi = nint(x * 2**40) / mpf(2) ** 40
    return hi, x - hi


def main():
    ln2 = log(mpf(2))
    hi = floor(ln2 * 2**40) / mpf(2) ** 40
    eighth = floor(ln2 / 8 * 2**44) / mpf(2) ** 44
    tail = [1 / (mpf(2 * k + 1) * 4**k) for k in range(1, 6)]
    sixteenths = {k % 16: short_words(log(mpf(k) / 16)) for k in range(12, 25)}
    log_c = [sixteenths.get(j, (mpf(0), mpf(0))) for j in range(16)]
    powers = [words(mpf(2) ** (mpf(j) / 8), 2) for j in range(8)]
    constants = {
        "log_2_hi": hi,
        "log_2_lo": ln2 - hi,
        "log_2_eighth_hi": eighth,
        "log_2_eighth_lo": ln2 / 8 - eighth,
        "log_2pi_hi": short_words(log(2 * pi))[0],
        "log_2pi_lo": short_words(log(2 * pi))[1],
        "log_2_over_pi_hi": short_words(log(2 / pi))[0],
        "log_2_over_pi_lo": short_words(log(2 / pi))[1],
        "half_log_pi_2_hi": words(log(pi / 2) / 2, 2)[0],
        "half_log_pi_2_lo": words(log(pi / 2) / 2, 2)[1],
        "half_log_2pi_hi": words(log(2 * pi) / 2, 2)[0],
        "half_log_2pi_lo": words(log(2 * pi) / 2, 2)[1],
        "log_2_rounded": words(ln2, 2)[0],
        "log_2_rest": words(ln2, 2)[1],
    }
    body = "".join(f"constexpr double {name} = {literal(x)};\n" for name, x in constants.items())
    body += (
        "\n/// (2 atanh(S/2) - S)/S^3 for z = S^2.\n"
        f"template <class V>\nLOGBESSEL_FN V log_tail(V z) {{\n  return polyeval(z, {', '.join(map(literal, tail))});\n}}\n\n"
        "/// log(k/16) in two words for 12 <= k <= 24, k in the low bits of `index`.\n"
        "template <class V>\nLOGBESSEL_FN double_double<V> log_sixteenths(V index) {\n"
        + array("hi", [h for h, _ in log_c])
        + array("lo", [l for _, l in log_c])
        + "  return {lookup_low_bits(hi, index), lookup_low_bits(lo, index)};\n}\n\n"
        "/// 2^(j/8), j = 0..7, in two words.\n"
        "template <class V>\nLOGBESSEL_FN double_double<V> exp2_eighths(V j) {\n"
        + array("hi", [h for h, _ in powers])
        + array("lo", [l for _, l in powers])
        + "  return {lookup(hi, j), lookup(lo, j)};\n}\n"
    )
    write("elementary.hpp", "Constants of log and exp to 2^-64 and better.", body)


if __name__ == "__main__":
    main()
