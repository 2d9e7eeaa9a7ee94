"""Runs logbessel-fashion-vmf on small made-up data sets.

usage: test_program.py PROGRAM [PYTHON]     PYTHON: an interpreter that has SciPy
"""

import gzip
import json
import math
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
import unittest
from pathlib import Path

PROGRAM = sys.argv[1]
PYTHON = sys.argv[2] if len(sys.argv) > 2 else None

TRAIN_PER_CLASS = 4
TEST_PER_CLASS = 2


def idx(axes, elements):
    header = bytes([0, 0, 8, len(axes)]) + b"".join(n.to_bytes(4, "big") for n in axes)
    return header + bytes(elements)


def picture(label, rng):
    """A bar whose slope and width depend on the label, with noise."""
    slope = (label % 5 - 2) / 2
    width = 2 + 5 * (label // 5)
    return [
        min(255, (180 if abs(c - 14 - slope * (r - 14)) < width else 0) + rng.randrange(40))
        for r in range(28)
        for c in range(28)
    ]


def pairs_together(sizes):
    return sum(math.comb(n, 2) for n in sizes)


def adjusted_rand_index(counts):
    """Hubert and Arabie, J. Classification 2, 1985, in integers but for the last division."""
    together = pairs_together(n for group in counts for n in group)
    by_group = pairs_together(map(sum, counts))
    by_class = pairs_together(map(sum, zip(*counts)))
    pairs = math.comb(sum(map(sum, counts)), 2)
    chance = 2 * by_group * by_class
    return (2 * pairs * together - chance) / (pairs * (by_group + by_class) - chance)


def write_data(folder, side=28):
    rng = random.Random(1)
    for name, per_class in (("train", TRAIN_PER_CLASS), ("t10k", TEST_PER_CLASS)):
        labels = [label for _ in range(per_class) for label in range(10)]
        pixels = [value for label in labels for value in picture(label, rng)][: side * side * len(labels)]
        images_file = Path(folder, f"{name}-images-idx3-ubyte.gz")
        labels_file = Path(folder, f"{name}-labels-idx1-ubyte.gz")
        images_file.write_bytes(gzip.compress(idx([len(labels), side, side], pixels)))
        labels_file.write_bytes(gzip.compress(idx([len(labels)], labels)))


def run(*arguments):
    return subprocess.run([PROGRAM, *map(str, arguments)], capture_output=True, text=True)


class FashionTest(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.data = Path(self.folder.name)
        write_data(self.data)
        self.json = self.data / "out" / "report.json"

    def report(self, *arguments, mixture_images=0):
        images = ("--mixture-images", mixture_images)
        done = run("--data", self.data, "--json", self.json, *images, *arguments)
        self.assertEqual(done.returncode, 0, done.stderr)
        return done.stdout, json.loads(self.json.read_text())

    def assert_fails(self, reason, *arguments):
        done = run(*arguments)
        self.assertEqual(done.returncode, 1, done.stdout + done.stderr)
        self.assertEqual(done.stdout, "")
        self.assertEqual(done.stderr.count("\n"), 1, done.stderr)
        self.assertIn(reason, done.stderr)

    def assert_data_fails(self, reason):
        self.assert_fails(reason, "--data", self.data, "--json", self.json)
        self.assertFalse(self.json.exists())

    def change(self, name, edit):
        path = self.data / name
        path.write_bytes(gzip.compress(edit(gzip.decompress(path.read_bytes()))))
        return path

    def test_fits_every_class_in_every_dimension(self):
        table, report = self.report()
        self.assertEqual([layout["dim"] for layout in report["layouts"]], [2048, 8192, 32768])
        for layout in report["layouts"]:
            dim = layout["dim"]
            self.assertIn(f"{dim} dimensions", table)
            self.assertEqual(len(layout["classes"]), 10)
            for fit in layout["classes"]:
                self.assertEqual(fit["n"], TRAIN_PER_CLASS)
                # Hornik and Gruen, J. Stat. Software 58(10), 2014: bounds of kappa.
                rbar, kappa = fit["rbar"], fit["kappa"]
                scale = rbar / (1 - rbar**2)
                self.assertGreater(kappa, scale * (dim - 2))
                self.assertLess(kappa, scale * dim)
                expected = fit["log_normalizer"] + kappa * rbar
                self.assertAlmostEqual(fit["log_likelihood_per_image"], expected, delta=1e-9 * kappa)
                self.assertIn(f"{kappa:.3f}", table)
            # Pictures that differ this much are told apart without fail.
            self.assertEqual(layout["accuracy"], 1.0)
            for fit in layout["classes"]:
                self.assertEqual(fit["left_out_auroc"], 1.0)
                self.assertEqual(fit["direction_left_out_auroc"], 1.0)

    def test_a_class_without_test_images_has_no_auroc(self):
        self.change("t10k-labels-idx1-ubyte.gz", lambda raw: raw[:8] + raw[8:].replace(b"\3", b"\4"))
        _, report = self.report()
        for layout in report["layouts"]:
            found = {fit["name"]: fit["left_out_auroc"] for fit in layout["classes"]}
            self.assertEqual(found.pop("Dress"), "nan")
            # Without a model of coats, the coats among these are strangers, the dresses are not.
            self.assertGreaterEqual(found.pop("Coat"), 0.5)
            self.assertEqual(set(found.values()), {1.0})

    def test_mixtures_do_not_need_the_labels(self):
        table, report = self.report(mixture_images=30)
        self.assertEqual(report["mixtures"]["images"], 30)
        for layout in report["layouts"]:
            mixture = layout["mixture"]
            counts = mixture["images_by_component_and_class"]
            self.assertEqual([sum(column) for column in zip(*counts)], 10 * [3])
            self.assertEqual(len(counts), len(mixture["kappas"]))
            self.assertAlmostEqual(sum(mixture["weights"]), 1.0, delta=1e-12)
            self.assertEqual(mixture["rows_bytes"], 30 * 4 * layout["dim"])
            index = adjusted_rand_index(counts)
            self.assertAlmostEqual(mixture["adjusted_rand_index"], index, delta=1e-14)
            self.assertEqual(mixture["majority_share"], sum(map(max, counts)) / 30)
            self.assertIn(f"{index:.4f}", table)

    def test_no_mixtures(self):
        table, report = self.report()
        self.assertNotIn("mixture", table)
        self.assertIsNone(report["mixtures"])
        self.assertEqual([layout["mixture"] for layout in report["layouts"]], 3 * [None])

    def test_threads_do_not_show(self):
        _, one = self.report("--threads", 1, mixture_images=1000)
        _, three = self.report("--threads", 3, mixture_images=1000)
        self.assertEqual(one["mixtures"]["images"], 10 * TRAIN_PER_CLASS)
        for a, b in zip(one["layouts"], three["layouts"]):
            self.assertEqual(a, b)

    def test_the_seed_shows(self):
        _, one = self.report("--seed", 1)
        _, two = self.report("--seed", 2)
        self.assertNotEqual(one["layouts"], two["layouts"])

    def test_scipy_gets_the_same_features(self):
        if PYTHON is None or not os.access(PYTHON, os.X_OK):
            self.skipTest("no Python with SciPy")
        table, report = self.report("--scipy", PYTHON)
        self.assertIn("SciPy " + report["scipy"]["version"], table)
        for fit in report["layouts"][0]["classes"]:
            # At 2048 dimensions and these kappa the functions of SciPy are still in range.
            self.assertTrue(math.isclose(fit["scipy"]["ive_kappa"], fit["kappa"], rel_tol=1e-5))
            self.assertTrue(
                math.isclose(
                    fit["scipy"]["ive_log_normalizer"], fit["log_normalizer"], rel_tol=1e-9
                )
            )

    def test_pictures(self):
        if PYTHON is None or not os.access(PYTHON, os.X_OK):
            self.skipTest("no Python with matplotlib")
        picture = self.data / "picture.png"

        def plot(script, source):
            command = [PYTHON, Path(__file__).with_name(script), source, picture]
            return subprocess.run(command, capture_output=True, text=True)

        scripts = ("plot_kappa.py", "plot_agreement.py")
        for arguments, mixture_images in (([], 0), (["--scipy", PYTHON], 20)):
            self.report(*arguments, mixture_images=mixture_images)
            for script in scripts:
                done = plot(script, self.json)
                self.assertEqual(done.returncode, 0, done.stderr)
                self.assertTrue(picture.read_bytes().startswith(b"\x89PNG\r\n"))
                picture.unlink()
        self.json.write_text("[]")
        for script in scripts:
            for source in (self.json, "/nowhere/report.json"):
                done = plot(script, source)
                self.assertEqual(done.returncode, 1)
                self.assertEqual(done.stderr.count("\n"), 1, done.stderr)
                self.assertIn(f"{script}: {source}", done.stderr)
                self.assertFalse(picture.exists())

    def test_missing_data(self):
        self.assert_fails("/nowhere/train-images-idx3-ubyte.gz: No such file", "--data", "/nowhere")

    def test_truncated_gzip(self):
        path = self.data / "t10k-images-idx3-ubyte.gz"
        path.write_bytes(path.read_bytes()[:-100])
        self.assert_data_fails(f"{path}: truncated")

    def test_damaged_gzip(self):
        path = self.data / "train-images-idx3-ubyte.gz"
        damaged = bytearray(path.read_bytes())
        damaged[len(damaged) // 2] ^= 0xFF
        path.write_bytes(damaged)
        self.assert_data_fails(f"{path}: ")

    def test_too_few_and_too_many_bytes(self):
        path = self.change("train-images-idx3-ubyte.gz", lambda raw: raw[:-5])
        self.assert_data_fails(f"{path}: truncated: 5 bytes are missing")
        path = self.change("train-images-idx3-ubyte.gz", lambda raw: raw + bytes(6))
        self.assert_data_fails(f"{path}: longer than its header says")

    def test_not_idx(self):
        path = self.change("train-labels-idx1-ubyte.gz", lambda raw: b"P5 28 28" + raw)
        self.assert_data_fails(f"{path}: not an IDX file of bytes with 1 axes")

    def test_headers_that_ask_for_too_much(self):
        path = self.change("train-images-idx3-ubyte.gz", lambda raw: raw[:4] + b"\xff" * 12 + raw[16:])
        self.assert_data_fails(f"{path}: header asks for over 4 GiB")

    def test_label_counts_differ(self):
        labels = self.data / "t10k-labels-idx1-ubyte.gz"
        labels.write_bytes(gzip.compress(idx([3], [1, 2, 3])))
        self.assert_data_fails(f"{labels}: 3 labels for 20 images")

    def test_unknown_label(self):
        self.change("train-labels-idx1-ubyte.gz", lambda raw: raw[:-1] + b"\x0a")
        self.assert_data_fails("label 10, above 9")

    def test_a_class_without_images(self):
        self.change("train-labels-idx1-ubyte.gz", lambda raw: raw[:8] + raw[8:].replace(b"\3", b"\4"))
        self.assert_data_fails("fewer than two images of class Dress")

    def test_a_class_of_equal_images(self):
        def make_equal(raw):
            size = 28 * 28
            first = raw[16 + size : 16 + 2 * size]
            for i in range(1, 10 * TRAIN_PER_CLASS, 10):
                raw = raw[: 16 + i * size] + first + raw[16 + (i + 1) * size :]
            return raw

        path = self.change("train-images-idx3-ubyte.gz", make_equal)
        done = run("--data", self.data, "--json", self.json)
        self.assertEqual(done.returncode, 1)
        self.assertIn(f"{path}: all images of class Trouser have the same features", done.stderr)
        self.assertFalse(self.json.exists())

    def test_other_sizes(self):
        write_data(self.data, side=27)
        self.assert_data_fails("images of 27 x 27 pixels, not 28 x 28")

    def test_a_blank_image(self):
        blank = 16 + 11 * 28 * 28
        path = self.change(
            "train-images-idx3-ubyte.gz",
            lambda raw: raw[:blank] + bytes(28 * 28) + raw[blank + 28 * 28 :],
        )
        reason = f"{path}: no filter responds to image 11"
        self.assert_data_fails(reason)
        if PYTHON is not None:
            self.assert_fails(reason, "--data", self.data, "--scipy", PYTHON)

    def test_unwritable_output(self):
        blocked = self.data / "t10k-labels-idx1-ubyte.gz" / "report.json"
        self.assert_fails(str(blocked.parent), "--data", self.data, "--json", blocked)
        self.assert_fails(f"{self.data}: Is a directory", "--data", self.data, "--json", self.data)

    def test_full_standard_output(self):
        with open("/dev/full", "w") as full:
            done = subprocess.run(
                [PROGRAM, "--data", self.data, "--json", self.json],
                stdout=full, stderr=subprocess.PIPE, text=True,
            )
        self.assertEqual(done.returncode, 1)
        self.assertIn("standard output cannot be written", done.stderr)
        self.assertFalse(self.json.exists())

    def test_scipy_that_does_not_start(self):
        self.assert_fails("/nowhere/python: No such file", "--data", self.data, "--scipy", "/nowhere/python")
        self.assert_fails("true: the SciPy process ended early", "--data", self.data, "--scipy", "true")
        self.assert_fails("echo: not a reply", "--data", self.data, "--scipy", "echo")

    def test_bad_options(self):
        self.assert_fails("--threads", "--threads", "0")
        self.assert_fails("--seed", "--seed", "x")
        self.assert_fails("--mixture-images: 9 images", "--data", self.data, "--mixture-images", 9)
        self.assert_fails("--wrong", "--wrong")

    def test_interrupted(self):
        for name in ("train-images-idx3-ubyte.gz", "train-labels-idx1-ubyte.gz"):
            path = self.data / name
            raw = gzip.decompress(path.read_bytes())
            body = 16 if "images" in name else 8
            many = (int.from_bytes(raw[4:8], "big") * 500).to_bytes(4, "big")
            path.write_bytes(gzip.compress(raw[:4] + many + raw[8:body] + raw[body:] * 500))
        arguments = [PROGRAM, "--data", self.data, "--json", self.json, "--threads", "1"]
        process = subprocess.Popen(arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        time.sleep(1.0)
        process.send_signal(signal.SIGINT)
        process.communicate()
        self.assertEqual(process.returncode, -signal.SIGINT)
        self.assertEqual(list(self.json.parent.iterdir()), [])


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
