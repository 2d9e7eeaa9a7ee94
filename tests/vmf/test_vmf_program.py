"""Runs logbessel-vmf as a user does.

usage: test_vmf_program.py PROGRAM PLOT [PYTHON [MPIRUN]]     PLOT: src/vmf/plot.py   PYTHON: with matplotlib   "": without
"""

import ast
import json
import math
import os
import pty
import random
import resource
import signal
import struct
import subprocess
import sys
import tempfile
import time
import unittest
import zipfile
from pathlib import Path

PROGRAM, PLOT = sys.argv[1], sys.argv[2]
PYTHON = sys.argv[3] if len(sys.argv) > 3 else ""
MPIRUN = sys.argv[4] if len(sys.argv) > 4 else ""
TYPES = {"<f4": "f", "<f8": "d", "<u4": "I", "<i8": "q"}


def command(*arguments):
    return [PROGRAM, *map(str, arguments)]


def mpi(ranks):
    return [MPIRUN, "--oversubscribe", "--allow-run-as-root", "-np", str(ranks)]


def run(*arguments, launcher=(), **options):
    return subprocess.run([*launcher, *command(*arguments)], capture_output=True, text=True,
                          timeout=100, **options)


def npy_bytes(kind, shape, items):
    header = str({"descr": kind, "fortran_order": False, "shape": tuple(shape)}).encode()
    header += b" " * (63 - (10 + len(header)) % 64) + b"\n"
    start = b"\x93NUMPY\1\0" + struct.pack("<H", len(header))
    return start + header + struct.pack(f"<{len(items)}{TYPES[kind]}", *items)


def write_rows(path, rows, kind="<f8"):
    path.write_bytes(npy_bytes(kind, (len(rows), len(rows[0])), [x for row in rows for x in row]))


def write_labels(path, labels):
    path.write_bytes(npy_bytes("<i8", (len(labels),), labels))


def parse_npy(data):
    (length,) = struct.unpack("<H", data[8:10])
    header = ast.literal_eval(data[10 : 10 + length].decode())
    items = struct.iter_unpack("<" + TYPES[header["descr"]], data[10 + length :])
    return header["shape"], [item for (item,) in items]


def read_rows(path):
    (n, dim), items = parse_npy(path.read_bytes())
    rows = [items[i * dim : (i + 1) * dim] for i in range(n)]
    return rows


def read_npz(path):
    with zipfile.ZipFile(path) as archive:
        return {name[:-4]: parse_npy(archive.read(name)) for name in archive.namelist()}


def dot(x, y):
    return math.fsum(a * b for a, b in zip(x, y))


def unit(x):
    length = math.sqrt(dot(x, x))
    return [a / length for a in x]


def rbar_of(kappa):
    """On the usual sphere."""
    return 1 / math.tanh(kappa) - 1 / kappa


def log_density(kappa, t):
    return math.log(kappa / (2 * math.pi)) + kappa * (t - 1) - math.log1p(-math.exp(-2 * kappa))


def tail(kappa, t):
    return (math.exp(kappa * (t - 1)) - math.exp(-2 * kappa)) / (1 - math.exp(-2 * kappa))


def model(components, noise=0.0):
    return json.dumps({
        "format": "logbessel-vmf model 1", "kind": "mixture", "dim": len(components[0][2]),
        "noise": noise,
        "components": [{"label": i, "weight": w, "kappa": k, "mu": mu}
                       for i, (w, k, mu) in enumerate(components)]})


THREE = [(0.5, 30.0, [1.0, 0.0, 0.0]), (0.3, 60.0, [0.0, 0.6, 0.8]), (0.2, 15.0, [0.0, -1.0, 0.0])]


class VmfTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def done(self, *arguments, **options):
        result = run(*arguments, **options)
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertEqual(result.stderr, "")
        return result.stdout

    def model_of(self, *arguments, launcher=()):
        out = self.folder / "out.json"
        self.done(*arguments, "--out", out, launcher=launcher)
        return out.read_bytes()

    def refused(self, text, *arguments, **options):
        before = sorted(os.listdir(self.folder))
        result = run(*arguments, **options)
        self.assertEqual(result.returncode, 1, result.stderr)
        self.assertEqual(result.stdout, "")
        self.assertTrue(result.stderr.startswith("logbessel-vmf: "), result.stderr)
        self.assertEqual(len(result.stderr.splitlines()), 1, result.stderr)
        self.assertIn(text, result.stderr)
        self.assertEqual(sorted(os.listdir(self.folder)), before)

    def sampled(self, n, components=THREE, noise=0.0, seed=1, name="rows.npy"):
        path, labels = self.folder / name, self.folder / ("labels_" + name)
        (self.folder / "truth.json").write_text(model(components, noise))
        self.done("sample", self.folder / "truth.json", n, "--seed", seed, "--out", path,
                  "--labels", labels)
        return path, labels

    def test_fit(self):
        random.seed(1)
        rows = [unit([random.gauss(m, 0.3) for m in (1, 2, -1)]) for _ in range(700)]
        path = self.folder / "rows.npy"
        write_rows(path, rows)
        out = self.done("fit", path, "--npz", self.folder / "fit.npz")
        (fit,) = json.loads(out)["components"]
        S = [math.fsum(column) for column in zip(*rows)]
        R = math.sqrt(dot(S, S))
        self.assertAlmostEqual(fit["rbar"], R / 700, delta=1e-15)
        for mu, s in zip(fit["mu"], S):
            self.assertAlmostEqual(mu, s / R, delta=1e-15)
        kappa = fit["kappa"]
        self.assertAlmostEqual(rbar_of(kappa), R / 700, delta=1e-14)
        self.assertAlmostEqual(fit["log_likelihood"] / (700 * log_density(kappa, R / 700)), 1,
                               delta=1e-13)
        low, high = fit["kappa_interval"]
        self.assertTrue(0.8 * kappa < low < kappa < high < 1.2 * kappa)
        arrays = read_npz(self.folder / "fit.npz")
        self.assertEqual(arrays["mus"], ((1, 3), fit["mu"]))
        self.assertEqual(arrays["kappas"], ((1,), [kappa]))

        # Text, parts, their statistics, and other threads have the same bits.
        (self.folder / "rows.csv").write_text("".join(",".join(map(repr, r)) + "\n" for r in rows))
        self.assertEqual(self.done("fit", self.folder / "rows.csv", "--threads", 1), out)
        sums = []
        for i, (first, last) in enumerate([(0, 300), (300, 700)]):
            part = self.folder / f"part{i}.npy"
            write_rows(part, rows[first:last])
            sums.append(self.folder / f"part{i}.sums")
            self.done("fit", part, "--statistics", sums[-1])
        self.assertEqual(self.done("fit", *reversed(sums)), out)
        self.assertEqual(self.done("fit", part, sums[0]), out)
        self.assertEqual(json.loads(self.done("info", sums[0]))["rows"], 300)

        # Weights count as repeated rows; lengths do not count.
        weights = [1 + i % 3 for i in range(700)]
        write_labels(self.folder / "weights.npy", weights)
        repeated = [row for row, w in zip(rows, weights) for _ in range(w)]
        write_rows(self.folder / "repeated.npy", repeated)
        weighted = json.loads(self.done("fit", path, "--weights", self.folder / "weights.npy"))
        expected = json.loads(self.done("fit", self.folder / "repeated.npy"))
        for key in "kappa", "mu", "rbar", "total_weight":
            self.assertEqual(weighted["components"][0][key], expected["components"][0][key])
        write_rows(path, [[4 * x for x in row] for row in rows])
        self.assertEqual(self.done("fit", path, "--normalise"), out)
        lengths = json.loads(self.done("info", path))
        self.assertAlmostEqual(lengths["least_length"], 4, delta=1e-14)

    def test_sparse(self):
        random.seed(2)
        rows = [unit([random.gauss(m, 0.3) if random.random() < 0.6 or not m else 0.0
                      for m in (1, 2, -1, 0, 3)]) for _ in range(600)]
        write_rows(self.folder / "dense.npy", rows, "<f4")
        columns = [[j for j, x in enumerate(row) if x] for row in rows]
        offsets = [0]
        for row in columns:
            offsets.append(offsets[-1] + len(row))
        sparse = self.folder / "sparse.npz"
        with zipfile.ZipFile(sparse, "w") as archive:
            text = npy_bytes("<u4", (), [0]).replace(b"<u4", b"|S3")[:-4] + b"csr"
            archive.writestr("format.npy", text)
            archive.writestr("shape.npy", npy_bytes("<i8", (2,), [600, 5]))
            archive.writestr("indptr.npy", npy_bytes("<i8", (601,), offsets))
            archive.writestr("indices.npy", npy_bytes("<i8", (offsets[-1],), sum(columns, [])))
            archive.writestr("data.npy", npy_bytes("<f4", (offsets[-1],),
                                                   [x for row in rows for x in row if x]))
        self.assertTrue(json.loads(self.done("info", sparse))["sparse"])
        for command in ["fit"], ["mixture", "--components", 2]:
            dense = json.loads(self.model_of(*command, self.folder / "dense.npy"))
            for a, b in zip(dense["components"],
                            json.loads(self.model_of(*command, sparse))["components"]):
                self.assertAlmostEqual(a["kappa"] / b["kappa"], 1, delta=1e-11)
                for x, y in zip(a["mu"], b["mu"]):
                    self.assertAlmostEqual(x, y, delta=1e-11)

    def test_point_mass(self):
        path = self.folder / "rows.npy"
        write_rows(path, 5 * [[0.0, 1.0]])
        (fit,) = json.loads(self.done("fit", path, "--out", self.folder / "fit.json")
                            or (self.folder / "fit.json").read_text())["components"]
        self.assertEqual((fit["kappa"], fit["mu"]), ("inf", [0.0, 1.0]))
        self.assertNotIn("kappa_interval", fit)
        self.refused("kappa inf", "score", self.folder / "fit.json", path)
        self.done("sample", self.folder / "fit.json", 3, "--out", self.folder / "drawn.npy")
        self.assertEqual(read_rows(self.folder / "drawn.npy"), 3 * [[0.0, 1.0]])

    def test_fit_classes(self):
        path, labels = self.sampled(3000)
        rows, (_, of_row) = read_rows(path), parse_npy(labels.read_bytes())
        names = [7, 3, 100000]
        write_labels(labels, [names[k] for k in of_row])
        fitted = json.loads(self.model_of("fit-classes", path, labels))
        self.assertEqual([c["label"] for c in fitted["components"]], [3, 7, 100000])
        for c in fitted["components"]:
            alone = self.folder / "alone.npy"
            write_rows(alone, [r for r, k in zip(rows, of_row) if names[k] == c["label"]])
            (fit,) = json.loads(self.done("fit", alone))["components"]
            for key in "kappa", "mu", "kappa_interval", "rows", "log_likelihood":
                self.assertEqual(c[key], fit[key])
        self.assertLess(fitted["equal_kappa"]["p_value"], 1e-6)
        common = json.loads(self.model_of("fit-classes", path, labels, "--common-kappa"))
        kappas = {c["kappa"] for c in common["components"]}
        self.assertEqual(len(kappas), 1)
        R = math.fsum(c["rbar"] * c["rows"] for c in common["components"])
        self.assertAlmostEqual(rbar_of(kappas.pop()), R / 3000, delta=1e-14)
        table = self.done("fit-classes", path, labels)
        self.assertEqual(len(table.splitlines()), 5)

    def test_mixture(self):
        path, labels = self.sampled(4000, noise=0.0)
        fitted = json.loads(self.model_of("mixture", path, "--components", 3, "--restarts", 4))
        self.assertTrue(fitted["converged"])
        found = sorted(fitted["components"], key=lambda c: -c["weight"])
        for c, (weight, kappa, mu) in zip(found, THREE):
            self.assertAlmostEqual(c["weight"], weight, delta=4 * math.sqrt(0.25 / 4000))
            self.assertAlmostEqual(c["kappa"] / kappa, 1, delta=5 / math.sqrt(4000 * weight))
            self.assertGreater(dot(c["mu"], mu), 0.999)
        last = [entry for entry in fitted["history"] if entry[0] == 4]
        for before, after in zip(last, last[1:]):
            self.assertGreaterEqual(after[2], before[2] - 1e-9 * abs(before[2]))
        self.assertEqual(max(e[2] for e in last), fitted["log_likelihood"])
        score = json.loads(self.done("score", self.folder / "out.json", path, "--labels", labels))
        self.assertAlmostEqual(score["log_likelihood"] / fitted["log_likelihood"], 1, delta=1e-13)
        self.assertGreater(score["adjusted_rand_index"], 0.98)
        hard = json.loads(self.model_of("mixture", path, "--components", 3, "--method", "hard",
                                        "--restarts", 4, "--common-kappa", "--noise"))
        self.assertEqual(len({c["kappa"] for c in hard["components"]}), 1)
        self.assertGreater(hard["noise"], 0.0)

    def test_sample(self):
        path, labels = self.sampled(1000, noise=0.25, components=[(0.75 * w, k, mu) for w, k, mu in THREE])
        whole, which = path.read_bytes(), parse_npy(labels.read_bytes())[1]
        truth = self.folder / "truth.json"
        self.done("sample", truth, 1000, "--seed", 1, "--out", path, "--threads", 1)
        self.assertEqual(path.read_bytes(), whole)
        self.done("sample", truth, 300, "--seed", 1, "--out", path)
        self.assertEqual(parse_npy(path.read_bytes())[1], parse_npy(whole)[1][:900])
        self.done("sample", truth, 300, "--seed", 1, "--float", "--out", path)
        for a, b in zip(parse_npy(path.read_bytes())[1], parse_npy(whole)[1]):
            self.assertAlmostEqual(a, b, delta=1e-6)
        self.done("sample", truth, 300, "--seed", 2, "--out", path)
        self.assertNotEqual(parse_npy(path.read_bytes())[1], parse_npy(whole)[1][:900])
        for k, share in enumerate([0.375, 0.225, 0.15, 0.25]):
            self.assertAlmostEqual(which.count(k) / 1000, share, delta=0.06)

    def check_scores(self, noise):
        components = [(w * (1 - noise), k, mu) for w, k, mu in THREE]
        path, labels = self.sampled(500, components, noise)
        rows, truth = read_rows(path), parse_npy(labels.read_bytes())[1]
        rows[0], truth[0] = [-1.0, 0.0, 0.0], 0
        write_rows(path, rows)
        write_labels(labels, truth)
        report = json.loads(self.done("score", self.folder / "truth.json", path, "--labels", labels,
                                      "--out", self.folder / "scores.npz"))
        arrays = read_npz(self.folder / "scores.npz")
        columns = 4 if noise else 3
        shape, r = arrays["responsibilities"]
        self.assertEqual(shape, (500, columns))
        sums = 0.0
        for i, row in enumerate(rows):
            z = [math.log(w) + log_density(k, dot(mu, row)) for w, k, mu in components]
            _, k, mu = components[z.index(max(z))]
            self.assertAlmostEqual(arrays["tails"][1][i], tail(k, dot(mu, row)), delta=1e-11)
            if noise:
                z.append(math.log(noise / (4 * math.pi)))
            log_f = max(z) + math.log(math.fsum(math.exp(a - max(z)) for a in z))
            sums += log_f
            self.assertAlmostEqual(arrays["log_densities"][1][i], log_f, delta=1e-11)
            self.assertEqual(arrays["labels"][1][i], z.index(max(z)))
            (a, nearest), (b, _) = sorted((1 - dot(mu, row), k)
                                          for k, (_, _, mu) in enumerate(components))[:2]
            silhouette = arrays["silhouettes"][1][i]
            if arrays["labels"][1][i] == 3:
                self.assertTrue(math.isnan(silhouette))
            elif arrays["labels"][1][i] == nearest:
                self.assertAlmostEqual(silhouette, 1 - a / b, delta=1e-11)
            else:
                self.assertLessEqual(silhouette, 1e-11)
            for j in range(columns):
                self.assertAlmostEqual(r[columns * i + j], math.exp(z[j] - log_f), delta=1e-11)
        self.assertLess(arrays["tails"][1][0], 1e-5)
        self.assertAlmostEqual(report["log_likelihood"] / sums, 1, delta=1e-12)
        counts = [[0] * columns for _ in range(columns)]
        for label, column in zip(truth, arrays["labels"][1]):
            counts[label][column] += 1
        self.assertEqual(report["confusion"], counts)

    def test_score(self):
        self.check_scores(noise=0.0)
        self.check_scores(noise=0.3)

    def test_adjusted_rand_index(self):
        path, labels = self.folder / "rows.npy", self.folder / "labels.npy"
        (self.folder / "truth.json").write_text(model(THREE))
        # By hand: partitions {0, 1}{2, 3} and {0, 1, 2}{3}.
        write_rows(path, [THREE[0][2]] * 3 + [THREE[1][2]])
        write_labels(labels, [0, 0, 9, 9])
        report = json.loads(self.done("score", self.folder / "truth.json", path, "--labels", labels))
        self.assertAlmostEqual(report["adjusted_rand_index"], (1 - 1.0) / (2.5 - 1.0), delta=1e-15)

    def test_resumed(self):
        path, _ = self.sampled(3000, noise=0.2, components=[(0.8 * w, k, mu) for w, k, mu in THREE])
        checkpoint = self.folder / "checkpoint"
        for how in (["--noise"], ["--method", "stochastic"], ["--method", "hard", "--restarts", 3],
                    ["--method", "online", "--batch-blocks", 2]):
            short = ["mixture", path, "--components", 3, "--tolerance", 0, *how]
            whole = self.model_of(*short, "--iterations", 12)
            checkpoint.unlink(missing_ok=True)
            self.model_of(*short, "--iterations", 5, "--checkpoint", checkpoint)
            before = json.loads(self.done("info", checkpoint))
            self.assertEqual(before["holds"], "checkpoint")
            resumed = self.model_of(*short, "--iterations", 12, "--checkpoint", checkpoint)
            self.assertEqual(resumed, whole)
        self.refused("other options", *short, "--seed", 5, "--checkpoint", checkpoint)
        whole = checkpoint.read_bytes()
        for bad, text in ((whole[:-1], "damaged"), (whole[:40] + b"?" + whole[41:], "damaged"),
                          (b"", "no checkpoint"), (b"anything", "no checkpoint")):
            checkpoint.write_bytes(bad)
            self.refused(text, *short, "--checkpoint", checkpoint)
            self.assertEqual(checkpoint.read_bytes(), bad)

    def test_interrupted(self):
        path, _ = self.sampled(20000)
        checkpoint = self.folder / "checkpoint"
        arguments = ["mixture", path, "--components", 3, "--tolerance", 0, "--noise", "--method",
                     "stochastic"]
        process = subprocess.Popen(
            command(*arguments, "--iterations", 10**6, "--checkpoint", checkpoint),
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        time.sleep(1)
        process.send_signal(signal.SIGINT)
        out, error = process.communicate(timeout=60)
        self.assertEqual((process.returncode, out), (130, ""), error)
        self.assertEqual(error, f"logbessel-vmf: interrupted; the fit goes on from {checkpoint}\n")
        stopped = json.loads(self.done("info", checkpoint))["iteration"]
        self.assertGreater(stopped, 0)
        arguments += ["--iterations", stopped + 2]
        self.assertEqual(self.model_of(*arguments, "--checkpoint", checkpoint),
                         self.model_of(*arguments))

        names = sorted(os.listdir(self.folder))
        process = subprocess.Popen(
            command("sample", self.folder / "truth.json", 10**10, "--out", self.folder / "x.npy"))
        time.sleep(0.5)
        process.send_signal(signal.SIGTERM)
        self.assertEqual(process.wait(timeout=60), 130)
        self.assertEqual(sorted(os.listdir(self.folder)), names)

    @unittest.skipUnless(MPIRUN, "no mpirun")
    def test_mpi_has_the_same_bits(self):
        path, labels = self.sampled(20000)
        checkpoint = self.folder / "checkpoint"
        mixture = ["mixture", path, "--components", 3, "--restarts", 2, "--noise"]
        sums = self.folder / "sums"
        self.done("fit", path, "--statistics", sums)
        commands = [["fit", path, sums], ["fit-classes", path, labels], [*mixture, "--iterations", 9]]
        alone = [self.model_of(*each) for each in commands]
        for ranks in 1, 2, 4:
            for each, expected in zip(commands, alone):
                self.assertEqual(self.model_of(*each, launcher=mpi(ranks)), expected)
        self.model_of(*mixture, "--iterations", 3, "--checkpoint", checkpoint)
        self.assertEqual(
            self.model_of(*commands[2], "--checkpoint", checkpoint, launcher=mpi(2)), alone[2])

    @unittest.skipUnless(MPIRUN, "no mpirun")
    def test_mpi_samples_and_scores_have_the_same_bytes(self):
        components = [(0.8 * w, k, mu) for w, k, mu in THREE]
        path, labels = self.sampled(5000, components, noise=0.2)
        truth = self.folder / "truth.json"
        drawn, drawn_labels = self.folder / "drawn.npy", self.folder / "drawn_labels.npy"
        scores = self.folder / "scores.npz"
        score = ["score", truth, path, "--labels", labels]
        report = self.done(*score, "--out", scores)
        expected = scores.read_bytes()
        for ranks in 1, 2, 4:
            self.done("sample", truth, 5000, "--seed", 1, "--out", drawn, "--labels", drawn_labels,
                      launcher=mpi(ranks))
            self.assertEqual(drawn.read_bytes(), path.read_bytes())
            self.assertEqual(drawn_labels.read_bytes(), labels.read_bytes())
            scores.unlink()
            self.assertEqual(self.done(*score, "--out", scores, launcher=mpi(ranks)), report)
            self.assertEqual(scores.read_bytes(), expected)
            self.assertEqual(self.done(*score, launcher=mpi(ranks)), report)
        # More ranks than blocks.
        self.done("sample", truth, 300, "--out", drawn, "--float", launcher=mpi(4))
        self.done("sample", truth, 300, "--out", path, "--float")
        self.assertEqual(drawn.read_bytes(), path.read_bytes())
        self.done("score", truth, path, "--out", scores)
        expected = scores.read_bytes()
        self.done("score", truth, path, "--out", scores, launcher=mpi(4))
        self.assertEqual(scores.read_bytes(), expected)

    @unittest.skipUnless(MPIRUN, "no mpirun")
    def test_mpi_errors_are_told_once(self):
        path, _ = self.sampled(1500)
        rows = read_rows(path)
        rows[1400] = [0.0, 0.0, 0.0]
        rows[1450] = [0.5, 0.0, 0.0]
        write_rows(path, rows)
        truth, labels_of_two = self.folder / "truth.json", self.folder / "two.npy"
        write_labels(labels_of_two, [0, 1])
        for arguments, text in ((["fit", path], f"{path}: row 1400 has no direction"),
                                (["fit", self.folder / "none.npy"], "No such file"),
                                (["score", truth, path, "--out", self.folder / "x.npz"],
                                 f"{path}: row 1400 has no direction"),
                                (["score", truth, path, "--labels", labels_of_two], "2 labels for"),
                                (["score", "a", path], "a: No such file"),
                                (["sample", truth, 2**63, "--out", self.folder / "x.npy"], "2^64"),
                                (["sample", truth, 9, "--out", self.folder / "no" / "x.npy"],
                                 "No such file"),
                                (["info", path], "one process")):
            before = sorted(os.listdir(self.folder))
            result = run(*arguments, launcher=mpi(3))
            self.assertEqual(result.returncode, 1)
            self.assertEqual(result.stdout, "")
            self.assertEqual(sorted(os.listdir(self.folder)), before)
            told = [x for x in result.stderr.splitlines() if x.startswith("logbessel-vmf: ")]
            self.assertEqual(len(told), 1, result.stderr)
            self.assertIn(text, told[0])

    @unittest.skipUnless(MPIRUN, "no mpirun")
    def test_killed_rank(self):
        path, _ = self.sampled(20000)
        checkpoint, out = self.folder / "checkpoint", self.folder / "out.json"
        arguments = ["mixture", path, "--components", 3, "--tolerance", 0, "--noise"]
        process = subprocess.Popen(
            [*mpi(2), *command(*arguments, "--iterations", 10**6, "--checkpoint", checkpoint,
                               "--checkpoint-seconds", 0, "--out", out)],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        deadline = time.monotonic() + 60
        while not checkpoint.exists() and time.monotonic() < deadline:
            time.sleep(0.05)
        children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
        os.kill(int(children[-1]), signal.SIGKILL)
        _, error = process.communicate(timeout=60)
        self.assertNotEqual(process.returncode, 0)
        self.assertIn("signal 9", error)
        self.assertFalse(out.exists())
        stopped = json.loads(self.done("info", checkpoint))["iteration"]
        arguments += ["--iterations", stopped + 2]
        self.assertEqual(self.model_of(*arguments, "--checkpoint", checkpoint),
                         self.model_of(*arguments))

    def test_full_disk(self):
        path, _ = self.sampled(2000)
        with open("/dev/full", "w") as full:
            result = subprocess.run(command("fit", path), stdout=full, stderr=subprocess.PIPE,
                                    text=True)
        self.assertEqual(result.returncode, 1)
        self.assertEqual(result.stderr,
                         "logbessel-vmf: standard output: No space left on device\n")
        arguments = ["mixture", path, "--components", 3, "--noise"]
        checkpoint = self.folder / "checkpoint"
        self.done(*arguments, "--iterations", 3, "--checkpoint", checkpoint)
        before = checkpoint.read_bytes()

        def limit():
            resource.setrlimit(resource.RLIMIT_FSIZE, (200, 200))

        for rest in (["--checkpoint", checkpoint], ["--out", self.folder / "x.json"]):
            self.refused("File too large", *arguments, *rest, preexec_fn=limit)
        sample = ["sample", self.folder / "truth.json", 100, "--out", self.folder / "x.npy"]
        self.refused("File too large", *sample, preexec_fn=limit)
        self.refused("File too large", *sample, "--labels", self.folder / "y.npy",
                     preexec_fn=limit)
        self.assertEqual(checkpoint.read_bytes(), before)

    def test_bad_input(self):
        path, labels = self.sampled(300)
        truth = self.folder / "truth.json"
        none = self.folder / "none" / "x"
        rows = read_rows(path)

        def changed(i, row):
            bad = self.folder / "bad.npy"
            write_rows(bad, rows[:i] + [row] + rows[i + 1 :])
            return bad

        self.refused("bad.npy: row 17 has no direction", "fit", changed(17, [0, 0, 0]))
        self.refused("row 299 is not finite", "fit", changed(299, [0, math.nan, 0]))
        self.refused("row 270 is not unit: its length is 2", "fit", changed(270, [0, 2, 0]))
        self.refused("row 270 is not unit", "mixture", self.folder / "bad.npy", "--components", 2)
        self.refused("row 270 is not unit", "score", truth, self.folder / "bad.npy")
        cut = self.folder / "cut.npy"
        cut.write_bytes(path.read_bytes()[:-1])
        self.refused("bytes after byte", "fit", cut)
        cut.write_bytes(path.read_bytes()[:60])
        self.refused("in a header", "fit", cut)
        self.refused("No such file", "fit", self.folder / "none.npy")
        self.refused("its name ends", "fit", truth)
        self.refused("No such file", "fit", path, "--out", none)
        self.refused("not a file", "fit", path, "--npz", self.folder)
        self.refused("not a file", "fit", path, "--out", "/dev/full")
        self.refused("level is 1", "fit", path, "--level", 1)
        self.refused("labels for", "fit-classes", path, self.short_labels())
        self.refused("label 0 is -1", "fit-classes", path, self.short_labels(-1))
        self.refused("weights for", "fit", path, "--weights", self.short_labels())
        write_labels(self.folder / "weights.npy",
                     [int(k != 2) for k in parse_npy(labels.read_bytes())[1]])
        self.refused("class 2 has no weight", "fit-classes", path, labels, "--weights",
                     self.folder / "weights.npy")
        self.refused("fewer", "mixture", path, "--components", 301)
        self.refused("no components", "mixture", path, "--components", 0)
        self.refused("online EM has no short runs", "mixture", path, "--components", 2, "--method",
                     "online", "--restarts", 2)
        self.refused("--method", "mixture", path, "--components", 2, "--method", "fuzzy")
        self.refused("required", "mixture", path)
        self.refused("not expected", "fit", path, "--fast")
        self.refused("no rows", "sample", truth, 0, "--out", self.folder / "x.npy")
        self.refused("2^64 bytes", "sample", truth, 2**63, "--out", self.folder / "x.npy")
        self.refused("no model", "score", path, path)
        bad = self.folder / "bad.json"
        for text, change in (("no model: key 'noise'", ('"noise": 0.0,', "")),
                             ("of this program", ("model 1", "model 9")),
                             ("weights sum", ('"weight": 0.5', '"weight": 0.75')),
                             ("kappa -30", ('"kappa": 30', '"kappa": -30')),
                             ("mu of 4", ("[1.0, 0.0", "[1.0, 0.0, 0.0")),
                             ("must be", ('"kappa": 30.0', '"kappa": "much"'))):
            bad.write_text(truth.read_text().replace(*change))
            self.refused(text, "score", bad, path)
        bad.write_text(model([(1.0, 1.0, [1.0, 0.0])]))
        self.refused("rows of 3 coordinates, not 2", "score", bad, path)
        sums = self.folder / "sums"
        self.done("fit", path, "--statistics", sums)
        damaged = bytearray(sums.read_bytes())
        damaged[50] ^= 1
        sums.write_bytes(damaged)
        self.refused("sums: the statistics, byte", "fit", sums)

    def short_labels(self, first=0):
        path = self.folder / "short.npy"
        write_labels(path, [first, 1, 2])
        return path

    def test_progress_is_for_terminals(self):
        path, _ = self.sampled(1000)
        reader, terminal = pty.openpty()
        done = subprocess.run(command("fit", path), stdout=subprocess.DEVNULL, stderr=terminal)
        os.close(terminal)
        shown = os.read(reader, 10**6)
        os.close(reader)
        self.assertEqual(done.returncode, 0)
        self.assertIn(b"rows.npy: ", shown)
        self.assertTrue(shown.endswith(b"\r\x1b[K"), shown)

    @unittest.skipUnless(PYTHON, "no Python with matplotlib")
    def test_plots(self):
        path, labels = self.sampled(1000)
        classes, mixture = self.folder / "classes.json", self.folder / "mixture.json"
        score = self.folder / "score.json"
        self.done("fit-classes", path, labels, "--out", classes)
        self.done("mixture", path, "--components", 3, "--restarts", 2, "--out", mixture)
        score.write_text(self.done("score", mixture, path, "--labels", labels))
        scores = self.folder / "scores.npz"
        self.done("score", mixture, path, "--out", scores)
        for report in classes, mixture, score, scores:
            picture = report.with_suffix(".png")
            done = subprocess.run([PYTHON, PLOT, report, picture], capture_output=True, text=True)
            self.assertEqual((done.returncode, done.stderr), (0, ""))
            self.assertEqual(picture.read_bytes()[:4], b"\x89PNG")
        empty = self.folder / "empty.npz"
        empty.write_bytes(b"no archive")
        for report in path, empty:
            done = subprocess.run([PYTHON, PLOT, report, self.folder / "x.png"],
                                  capture_output=True, text=True)
            self.assertEqual((done.returncode, len(done.stderr.splitlines())), (1, 1), done.stderr)
            self.assertFalse((self.folder / "x.png").exists())


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
