"""Times the Bessel functions of SciPy over arrays that arrive on standard input.

The first line of output is {"version": ...} or {"failure": reason}. Then, for every line of input

    {"function": "log_iv" or "log_kv", "count": n, "check": m, "min_time": s, "repetitions": r}

followed by n orders and n arguments as native doubles, a line {"ns": time per element} and the first
m results as native doubles answer. The time is the processor time of the best of r repetitions, each at least
s seconds long, of log(ive(v, x)) + x or log(kve(v, x)) - x over the whole arrays.
"""

import json
import sys
import time


def reply(message):
    sys.stdout.buffer.write(json.dumps(message).encode() + b"\n")


try:
    import numpy as np
    import scipy
    from scipy.special import ive, kve
except ImportError as error:
    reply({"failure": f"{error}".splitlines()[0]})
    sys.exit(0)


def log_iv(v, x):
    return np.log(ive(v, x)) + x


def log_kv(v, x):
    return np.log(kve(v, x)) - x


def seconds(call, loops):
    start = time.process_time()
    for _ in range(loops):
        call()
    return time.process_time() - start


def best_time(call, min_time, repetitions):
    loops = 1
    while (spent := seconds(call, loops)) < min_time:
        loops = max(2 * loops, int(1.2 * loops * min_time / spent) if spent > 0 else 0)
    return min(seconds(call, loops) for _ in range(repetitions)) / loops


np.seterr(all="ignore")
reply({"version": scipy.__version__})
sys.stdout.flush()
while line := sys.stdin.buffer.readline():
    request = json.loads(line)
    count = request["count"]
    v, x = np.frombuffer(sys.stdin.buffer.read(16 * count)).reshape(2, count)
    function = {"log_iv": log_iv, "log_kv": log_kv}[request["function"]]
    time_of_pass = best_time(
        lambda: function(v, x), request["min_time"], request["repetitions"]
    )
    reply({"ns": 1e9 * time_of_pass / count})
    sys.stdout.buffer.write(function(v, x)[: request["check"]].tobytes())
    sys.stdout.flush()
