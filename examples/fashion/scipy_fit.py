"""Fits von Mises-Fisher distributions with SciPy to rows that arrive on standard input.

The first line of output is {"version": SciPy's version}. Then, for every request on standard input,
a line {"rows": n, "dims": [d, ...], "kappas": [k, ...]} followed by blocks of rows: two native 64-bit
integers, the number of the first row and of rows, and for each d that many rows of d native floats.
When n rows have come, a line {"layouts": [...]} answers with an object for each d:

    fit_kappa           kappa of scipy.stats.vonmises_fisher.fit, or null
    fit_error           its exception, else its first warning, else null
    ive_kappa           the root of ive(d/2, kappa)/ive(d/2 - 1, kappa) = rbar, within a tenth of the
                        approximation of Banerjee et al. (JMLR 6, 2005), or null
    ive_error           the exception of the root finder, or null
    ive_log_normalizer  log C at the kappa of the request, by log(ive(d/2 - 1, kappa))

Numbers that are not finite are the strings nan, inf and -inf. {"failure": reason} ends the program.
"""

import gc
import json
import signal
import sys
import warnings

# Ends without a word when it is interrupted or nobody listens any more.
signal.signal(signal.SIGINT, signal.SIG_DFL)
signal.signal(signal.SIGPIPE, signal.SIG_DFL)


def reply(message):
    print(json.dumps(message), flush=True)


def short(error):
    return f"{type(error).__name__}: {error}".splitlines()[0]


try:
    import numpy as np
    import scipy
    from scipy.optimize import brentq
    from scipy.special import ive
    from scipy.stats import vonmises_fisher
except ImportError as error:
    reply({"failure": short(error)})
    sys.exit(1)


def number(value):
    value = float(value)
    return value if np.isfinite(value) else str(value)


def read_into(array):
    """Fills the array from standard input; at its end this program ends."""
    if sys.stdin.buffer.readinto(memoryview(array).cast("B")) < array.nbytes:
        sys.exit(0)


def read_rows(rows, dims):
    arrays = [np.empty((rows, d), np.float32) for d in dims]
    received = 0
    while received < rows:
        block = np.empty(2, np.uint64)
        read_into(block)
        begin, count = (int(i) for i in block)
        for array in arrays:
            read_into(array[begin : begin + count])
        received += count
    return arrays


def library_fit(x):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            _, kappa = vonmises_fisher.fit(x)
        except Exception as error:  # whatever SciPy raises is the result
            return {"fit_kappa": None, "fit_error": short(error)}
    warning = short(caught[0].message) if caught else None
    return {"fit_kappa": number(kappa), "fit_error": warning}


def bracketed_fit(x):
    d = x.shape[1]
    rbar = np.linalg.norm(x.mean(axis=0, dtype=np.float64))
    guess = rbar * (d - rbar**2) / (1 - rbar**2)

    def excess(kappa):
        return ive(d / 2, kappa) / ive(d / 2 - 1, kappa) - rbar

    try:
        with np.errstate(all="ignore"):
            return {"ive_kappa": number(brentq(excess, 0.9 * guess, 1.1 * guess)), "ive_error": None}
    except Exception as error:  # whatever SciPy raises is the result
        return {"ive_kappa": None, "ive_error": short(error)}


def log_normalizer(d, kappa):
    v = d / 2 - 1
    with np.errstate(all="ignore"):
        log_iv = np.log(ive(v, kappa)) + kappa
    return number(v * np.log(kappa) - (v + 1) * np.log(2 * np.pi) - log_iv)


reply({"version": scipy.__version__})
while line := sys.stdin.buffer.readline():
    request = json.loads(line)
    try:
        arrays = read_rows(request["rows"], request["dims"])
    except MemoryError as error:
        reply({"failure": short(error)})
        sys.exit(1)
    layouts = []
    for x, kappa in zip(arrays, request["kappas"]):
        layouts.append(
            library_fit(x)
            | bracketed_fit(x)
            | {"ive_log_normalizer": log_normalizer(x.shape[1], kappa)}
        )
    reply({"layouts": layouts})
    # Exceptions of the root finder keep their frames, and with them the rows, in cycles.
    del arrays, x
    gc.collect()
