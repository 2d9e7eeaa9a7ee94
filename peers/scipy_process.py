"""Evaluates and times functions of SciPy over arrays that arrive on standard input.

The first line of output is {"version": ..., "functions": [names]} or {"failure": reason}. Every line of input

    {"function": name, "count": n, "passes": m}

is followed by n orders and n arguments as native doubles. The answer is a line {"seconds": s} and n results as
native doubles, or a line {"failure": reason}. The seconds are the processor time of m passes over the arrays, after
the one that gave the results.
"""

import json
import signal
import sys
import time

# Who asked may end first, or be interrupted; there is nothing to say about it.
signal.signal(signal.SIGPIPE, signal.SIG_DFL)
signal.signal(signal.SIGINT, signal.SIG_DFL)

# sys.stdout may be set to be unbuffered, and then writes what it can.
output = open(1, "wb", closefd=False)


def reply(message, numbers=b""):
    output.write(json.dumps(message).encode() + b"\n" + numbers)
    output.flush()


def failure(error):
    return {"failure": f"{type(error).__name__}: {error}".splitlines()[0]}


try:
    import numpy as np
    import scipy
    from scipy.special import ive, kve
except Exception as error:
    reply(failure(error))
    sys.exit(0)

FUNCTIONS = {
    "log_iv": lambda v, x: np.log(ive(v, x)) + x,
    "log_kv": lambda v, x: np.log(kve(v, x)) - x,
    "iv_ratio": lambda v, x: ive(v, x) / ive(v - 1, x),
}


def answer(function, v, x, passes):
    results = function(v, x)
    start = time.process_time()
    for _ in range(passes):
        function(v, x)
    reply({"seconds": time.process_time() - start}, results.tobytes())


np.seterr(all="ignore")
reply({"version": scipy.__version__, "functions": list(FUNCTIONS)})
while line := sys.stdin.buffer.readline():
    request = json.loads(line)
    count = request["count"]
    v, x = np.frombuffer(sys.stdin.buffer.read(16 * count)).reshape(2, count)
    try:
        answer(FUNCTIONS[request["function"]], v, x, request["passes"])
    except Exception as error:
        reply(failure(error))
