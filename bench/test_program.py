"""Runs logbessel-bench for moments.

usage: test_program.py PROGRAM [PYTHON]     PYTHON: an interpreter that has SciPy and Matplotlib
"""

import json
import os
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

PROGRAM = sys.argv[1]
PYTHON = sys.argv[2] if len(sys.argv) > 2 else None

OWN = ["logbessel", "latency", "plain", "float"]
NATIVE = ["boost", "gsl", "libstdc++", "published"]
QUICK = ["--min-time", "1e-5", "--repetitions", "2", "--elements", "128", "--checked", "60"]


def run(*arguments):
    return subprocess.run([PROGRAM, *map(str, arguments)], capture_output=True, text=True)


def named(option, names):
    return [word for name in names for word in (option, name)]


class BenchTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.json = self.folder / "times.json"

    def report(self, *arguments):
        done = run(*QUICK, "--json", self.json, *arguments)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual([path.name for path in self.folder.iterdir()], [self.json.name])
        return done, json.loads(self.json.read_text())

    def assert_fails(self, reason, *arguments):
        done = run(*QUICK, *arguments)
        self.assertEqual(done.returncode, 1, done.stdout + done.stderr)
        self.assertEqual(done.stdout, "")
        self.assertEqual(done.stderr.count("\n"), 1, done.stderr)
        self.assertIn(reason, done.stderr)
        self.assertEqual(list(self.folder.iterdir()), [])

    def test_every_competitor_is_measured(self):
        with_scipy = PYTHON is not None and os.access(PYTHON, os.X_OK)
        names = OWN + NATIVE + ["scipy"] * with_scipy
        arguments = ["--python", PYTHON] if with_scipy else named("--competitor", names)
        done, report = self.report("--distribution", "box-0-150", *arguments)
        self.assertEqual(done.stderr, "")
        self.assertEqual(set(report["competitors"]), set(names))
        self.assertEqual(report["elements"], 128)
        self.assertEqual(report["checked"], 60)
        self.assertEqual(set(report["context"]), {"compiler", "cpu", "flags", "fma"})
        rows = report["measurements"]
        self.assertEqual(
            [(row["function"], row["competitor"]) for row in rows],
            [(function, name) for function in ("log_iv", "log_kv") for name in names],
        )
        for row in rows:
            own = next(other for other in rows if other["function"] == row["function"])
            self.assertEqual(row["distribution"], "box-0-150")
            self.assertIn(row["elements"], (64, 128))
            self.assertGreater(row["ns"], 1.0)
            self.assertAlmostEqual(row["ratio"], row["ns"] / own["ns"], places=12)
            self.assertTrue(0.9 < row["finite"] <= 1.0, row)
            self.assertTrue(0.0 <= row["median_error"] <= row["max_error"], row)
            v, x = map(float.fromhex, row["max_error_at"])
            self.assertTrue(0 <= v <= 150 and 0 <= x <= 150, row)
            if row["competitor"] in OWN:
                # An error of 0.85 ULP is at most 1.7 of these units.
                self.assertEqual(row["finite"], 1.0)
                if row["competitor"] != "plain":
                    self.assertLess(row["max_error"], 1.7)
            else:
                self.assertLess(row["median_error"], 100.0)
            self.assertEqual(done.stdout.count(f" {row['competitor']} "), 2)

    def test_shares_that_are_not_finite(self):
        _, report = self.report("--distribution", "vmf", *named("--competitor", ["logbessel", "gsl"]))
        for row in report["measurements"]:
            overflows = (row["function"], row["competitor"]) == ("log_iv", "gsl")
            self.assertEqual(0.0 < row["finite"] < 1.0, overflows, row)

    def test_without_the_library_there_is_no_ratio(self):
        _, report = self.report("--distribution", "small", "--competitor", "gsl")
        self.assertEqual([row["ratio"] for row in report["measurements"]], [None, None])

    def test_the_same_seed_gives_the_same_errors(self):
        def errors(seed):
            arguments = ["--distribution", "wide", "--competitor", "logbessel", "--seed", seed]
            return [row["max_error_at"] for row in self.report(*arguments)[1]["measurements"]]

        self.assertEqual(errors(5), errors(5))
        self.assertNotEqual(errors(5), errors(6))

    def test_markdown(self):
        names = ["logbessel", "latency", "gsl"]
        done, _ = self.report("--markdown", "--distribution", "small", *named("--competitor", names))
        self.assertIn("| log_iv | logbessel | latency | gsl |\n|---|---:|---:|---:|\n| small | ", done.stdout)
        self.assertIn("| log_kv | logbessel | gsl |\n", done.stdout)

    def test_list(self):
        done = run("--list")
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        for name in ("region-debye_6", "region-temme", "vmf", *OWN, *NATIVE, "scipy"):
            self.assertIn(f"  {name}", done.stdout)

    def test_picture(self):
        if PYTHON is None or not os.access(PYTHON, os.X_OK):
            self.skipTest("no Python with Matplotlib")
        plot = [PYTHON, Path(__file__).with_name("plot.py")]
        picture = self.folder / "times.png"
        names = ["logbessel", "gsl", "boost"]
        self.report(*named("--distribution", ["small", "vmf"]), *named("--competitor", names))
        subprocess.run([*plot, self.json, picture], check=True)
        self.assertTrue(picture.read_bytes().startswith(b"\x89PNG\r\n"))
        picture.unlink()
        self.json.write_text("[]")
        for source in (self.json, "/nowhere/times.json"):
            done = subprocess.run([*plot, source, picture], capture_output=True, text=True)
            self.assertEqual(done.returncode, 1)
            self.assertEqual(done.stderr.count("\n"), 1, done.stderr)
            self.assertIn(str(source), done.stderr)
            self.assertFalse(picture.exists())

    def test_unknown_names(self):
        to_json = ["--json", self.json]
        self.assert_fails("--function: no log_jv", *to_json, "--function", "log_jv")
        self.assert_fails("--distribution: no narrow", *to_json, "--distribution", "narrow")
        self.assert_fails("--competitor: no nag", *to_json, "--competitor", "nag")
        self.assert_fails(
            "no such distribution of that function",
            *to_json, "--function", "log_iv", "--distribution", "region-temme",
        )

    def test_bad_options(self):
        self.assert_fails("--wrong", "--wrong")
        self.assert_fails("--repetitions", "--repetitions", "0")
        self.assert_fails("--min-time", "--min-time", "soon")
        self.assert_fails("--checked", "--checked", "129")

    def test_unwritable_output(self):
        self.assert_fails("/nowhere/times.json: No such file", "--json", "/nowhere/times.json")
        self.assert_fails(f"{self.folder}: Is a directory", "--json", self.folder)

    def test_full_standard_output(self):
        arguments = ["--distribution", "small", "--competitor", "logbessel", "--json", self.json]
        with open("/dev/full", "w") as full:
            done = subprocess.run(
                [PROGRAM, *QUICK, *arguments], stdout=full, stderr=subprocess.PIPE, text=True
            )
        self.assertEqual(done.returncode, 1)
        self.assertIn("standard output cannot be written", done.stderr)
        self.assertEqual(list(self.folder.iterdir()), [])

    def test_pythons_without_scipy(self):
        to_json = ["--json", self.json]
        self.assert_fails("/nowhere/python: No such file", *to_json, "--python", "/nowhere/python")
        self.assert_fails("true: the SciPy process ended early", *to_json, "--python", "true")
        self.assert_fails("echo: not a reply", *to_json, "--python", "echo")


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
