#!/usr/bin/env python3
"""Fits the same rows by logbessel-vmf and by its peers, and prints a table of time and log-likelihood.

usage: vmf_peers.py PROGRAM [--rows N] [--components K] [--dims D...] [--threads T] [--limit S]     PROGRAM: logbessel-vmf

For each dim, N float64 rows of a mixture of K components with A(kappa) = 1/2 are drawn with seed 1. `one` fits one distribution to
the rows of the first component, `mixture` a mixture of K to all of them. Seconds are those of the fit; logbessel's include the
start of the program and the reading of its file. The log-likelihood, in nats, is computed here from the parameters that came out,
with Bessel functions of mpmath. k-means has no kappa: Banerjee's approximation (JMLR 6, 2005) gives that of each cluster. A fit
that fails, or takes longer than S seconds, has its reason in place of a log-likelihood, one that warns the first warning after it.
A peer that is not installed is named.
"""

import argparse
import importlib.util
import json
import multiprocessing
import os
import subprocess
import tempfile
import time
import warnings
from pathlib import Path


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program")
    parser.add_argument("--rows", type=int, default=20000)
    parser.add_argument("--components", type=int, default=5)
    parser.add_argument("--dims", type=int, nargs="+", default=[3, 50, 512, 2048])
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--limit", type=float, default=600.0)
    return parser.parse_args()


OPTIONS = arguments()
# Libraries read these when they are loaded.
for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ[name] = str(OPTIONS.threads)

import mpmath
import numpy as np
from scipy.special import logsumexp
from scipy.stats import vonmises_fisher

HAS_SKLEARN = importlib.util.find_spec("sklearn") is not None
if HAS_SKLEARN:
    from sklearn.cluster import KMeans


def banerjee(dim, rbar):
    return rbar * (dim - rbar**2) / (1.0 - rbar**2)


def log_normaliser(dim, kappa):
    if not (np.isfinite(kappa) and kappa > 0.0):
        raise ValueError(f"kappa is {kappa}")
    with mpmath.workdps(40):
        v = mpmath.mpf(dim) / 2 - 1
        k = mpmath.mpf(float(kappa))
        return v * mpmath.log(k) - (v + 1) * mpmath.log(2 * mpmath.pi) - mpmath.log(mpmath.besseli(v, k))


def log_likelihood(x, weights, kappas, mus):
    """In nats, with log C + kappa as one number, for log C and kappa cancel."""
    z = np.empty((len(x), len(weights)))
    for k, (weight, kappa, mu) in enumerate(zip(weights, kappas, mus)):
        peak = float(log_normaliser(x.shape[1], kappa) + mpmath.mpf(float(kappa)))
        z[:, k] = np.log(weight) + peak - 0.5 * kappa * ((x - mu) ** 2).sum(axis=1)
    return logsumexp(z, axis=1).sum()


def by_logbessel(command):
    def fit(path, components):
        with tempfile.TemporaryDirectory() as folder:
            out = Path(folder) / "model.json"
            size = ["--components", str(components)] if command == "mixture" else []
            done = subprocess.run(
                [OPTIONS.program, command, path, *size, "--threads", str(OPTIONS.threads), "--out", out],
                capture_output=True, text=True)
            if done.returncode != 0:
                raise RuntimeError(done.stderr.strip())
            parts = json.loads(out.read_text())["components"]
        return [[part[key] for part in parts] for key in ("weight", "kappa", "mu")]

    return fit


def by_scipy(x, _):
    mu, kappa = vonmises_fisher.fit(x)
    return [1.0], [kappa], [mu]


def by_k_means(x, components):
    labels = KMeans(components, n_init=1, random_state=1).fit(x).labels_
    sums = [x[labels == k].sum(axis=0) for k in range(components)]
    counts = np.bincount(labels, minlength=components)
    lengths = np.linalg.norm(sums, axis=1)
    kappas = banerjee(x.shape[1], lengths / counts)
    return counts / len(x), kappas, [s / length for s, length in zip(sums, lengths)]


def timed(connection, fit, x, components):
    """The seconds and the log-likelihood, or the reason why there is none."""
    seconds = float("nan")
    try:
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            begin = time.perf_counter()
            model = fit(x, components)
            seconds = time.perf_counter() - begin
        rows = np.load(x) if isinstance(x, Path) else x
        result = f"{log_likelihood(rows, *model):.3f}"
        if caught:
            result += f", {caught[0].category.__name__}: {caught[0].message}"
        connection.send((seconds, result))
    except Exception as error:
        connection.send((seconds, f"{type(error).__name__}: {error}".splitlines()[0]))


def measured(fit, x, components):
    here, there = multiprocessing.Pipe()
    process = multiprocessing.Process(target=timed, args=(there, fit, x, components))
    process.start()
    there.close()
    try:
        if here.poll(OPTIONS.limit):
            return here.recv()
        return float("nan"), f"more than {OPTIONS.limit:g} s"
    except EOFError:
        return float("nan"), "the process ended"
    finally:
        process.terminate()
        process.join()


def sampled(dim, folder):
    """Rows and their components, drawn by the program from a model that this writes."""
    random = np.random.default_rng(1)
    mus = random.normal(size=(OPTIONS.components, dim))
    mus /= np.linalg.norm(mus, axis=1)[:, None]
    parts = [{"label": k, "weight": 1.0 / OPTIONS.components, "kappa": banerjee(dim, 0.5), "mu": mu.tolist()}
             for k, mu in enumerate(mus)]
    model = {"format": "logbessel-vmf model 1", "kind": "mixture", "dim": dim, "noise": 0.0, "components": parts}
    files = [folder / name for name in ("model.json", "rows.npy", "labels.npy")]
    files[0].write_text(json.dumps(model))
    subprocess.run([OPTIONS.program, "sample", files[0], str(OPTIONS.rows), "--out", files[1], "--labels",
                    files[2], "--seed", "1"], check=True, stdout=subprocess.DEVNULL)
    return files[1], np.load(files[1]), np.load(files[2])


def main():
    print("| dim | fit | by | s | log-likelihood |")
    print("|---:|---|---|---:|---:|")
    for dim in OPTIONS.dims:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            path, x, labels = sampled(dim, folder)
            first = folder / "first.npy"
            np.save(first, x[labels == 0])
            runs = [("one", "logbessel", by_logbessel("fit"), first),
                    ("one", "SciPy", by_scipy, x[labels == 0]),
                    ("mixture", "logbessel", by_logbessel("mixture"), path)]
            if HAS_SKLEARN:
                runs.append(("mixture", "scikit-learn, k-means", by_k_means, x))
            for kind, who, fit, rows in runs:
                seconds, result = measured(fit, rows, OPTIONS.components)
                spent = f"{seconds:.3f}" if np.isfinite(seconds) else "-"
                print(f"| {dim} | {kind} | {who} | {spent} | {result} |", flush=True)
    if not HAS_SKLEARN:
        print("\nscikit-learn is not installed.")


if __name__ == "__main__":
    main()
