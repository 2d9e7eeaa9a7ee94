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

OWN = ["batch", "batch-float", "batch-2", "scalar", "latency", "plain", "scalar-float"]
AVX2 = "batch-avx2"  # only where AVX-512 is the best
NATIVE = ["boost", "gsl", "libstdc++", "published"]
FUNCTIONS = ["log_iv", "log_kv", "iv_ratio"]
WITHOUT_RATIO = ["plain", "libstdc++", "published"]
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
        with_avx2 = f"  {AVX2}" in run("--list").stdout
        own = OWN[:2] + [AVX2] * with_avx2 + OWN[2:]
        with_scipy = PYTHON is not None and os.access(PYTHON, os.X_OK)
        names = own + NATIVE + ["scipy"] * with_scipy
        arguments = ["--python", PYTHON] if with_scipy else named("--competitor", names)
        done, report = self.report("--distribution", "box-0-150", *arguments)
        self.assertEqual(done.stderr, "")
        # The plan is there, but has nothing to do where orders differ.
        self.assertEqual(set(report["competitors"]) - {"plan"}, set(names))
        self.assertEqual(report["elements"], 128)
        self.assertEqual(report["checked"], 60)
        self.assertEqual(set(report["context"]), {"compiler", "cpu", "flags", "fma"})
        peak = report["peak_gfma"]
        self.assertTrue(peak is not None or not (with_avx2 or report["context"]["fma"]))
        self.assertEqual("peak: " in done.stdout, peak is not None)
        if peak is not None:
            self.assertTrue(0.1 < peak < 1000.0, peak)
        rows = report["measurements"]
        self.assertEqual(
            [(row["function"], row["competitor"]) for row in rows],
            [
                (function, name)
                for function in FUNCTIONS
                for name in names
                if function != "iv_ratio" or name not in WITHOUT_RATIO
            ],
        )
        for row in rows:
            first = next(other for other in rows if other["function"] == row["function"])
            self.assertEqual(first["competitor"], "batch")
            self.assertEqual(row["distribution"], "box-0-150")
            self.assertIn(row["elements"], (64, 128))
            self.assertGreater(row["ns"], 1.0)
            self.assertAlmostEqual(row["ratio"], row["ns"] / first["ns"], places=12)
            self.assertTrue(0.9 < row["finite"] <= 1.0, row)
            self.assertTrue(0.0 <= row["median_error"] <= row["max_error"], row)
            v, x = map(float.fromhex, row["max_error_at"])
            self.assertTrue(0 <= v <= 150 and 0 <= x <= 150, row)
            if row["competitor"] in own:
                # An error of 0.85 ULP is at most 1.7 of these units.
                self.assertEqual(row["finite"], 1.0)
                if row["competitor"] != "plain":
                    self.assertLess(row["max_error"], 1.7)
            else:
                self.assertLess(row["median_error"], 100.0)
        for name in names:
            self.assertEqual(done.stdout.count(f" {name} "), 2 if name in WITHOUT_RATIO else 3)

    def test_shares_that_are_not_finite(self):
        arguments = [*named("--function", ["log_iv", "log_kv"]), *named("--competitor", ["batch", "gsl"])]
        _, report = self.report("--distribution", "vmf-2048", *arguments)
        for row in report["measurements"]:
            overflows = (row["function"], row["competitor"]) == ("log_iv", "gsl")
            self.assertEqual(0.0 < row["finite"] < 1.0, overflows, row)

    def test_without_the_library_there_is_no_ratio(self):
        _, report = self.report("--distribution", "small", "--competitor", "gsl")
        self.assertEqual([row["ratio"] for row in report["measurements"]], [None] * len(FUNCTIONS))

    def test_a_plan_is_for_one_order(self):
        for distribution, names in (("vmf-2048", ["batch", "plan"]), ("wide", ["batch"])):
            arguments = named("--competitor", ["batch", "plan"])
            _, report = self.report("--distribution", distribution, *arguments)
            rows = [(row["function"], row["competitor"]) for row in report["measurements"]]
            logarithms = [(function, name) for function in ("log_iv", "log_kv") for name in names]
            self.assertEqual(rows, [*logarithms, ("iv_ratio", "batch")])

    def test_the_same_seed_gives_the_same_errors(self):
        def errors(seed):
            arguments = ["--distribution", "wide", "--competitor", "batch", "--seed", seed]
            return [row["max_error_at"] for row in self.report(*arguments)[1]["measurements"]]

        self.assertEqual(errors(5), errors(5))
        self.assertNotEqual(errors(5), errors(6))

    def test_only_the_library_in_double_goes_far_out(self):
        _, report = self.report("--distribution", "region-debye_far", *named("--competitor", [*OWN, *NATIVE]))
        self.assertEqual(
            [(row["function"], row["competitor"]) for row in report["measurements"]],
            [
                (function, name)
                for function in ("log_iv", "log_kv")
                for name in OWN
                if not name.endswith("float")
            ],
        )

    def test_a_peer_without_the_function_is_left_out(self):
        arguments = [*named("--function", ["log_iv", "iv_ratio"]), "--competitor", "published"]
        done, report = self.report("--distribution", "small", *arguments)
        self.assertEqual(done.stderr, "")
        self.assertEqual([row["function"] for row in report["measurements"]], ["log_iv"])

    def test_markdown(self):
        names = ["batch", "scalar", "gsl"]
        done, report = self.report("--markdown", "--distribution", "small", *named("--competitor", names))
        slots = " FMA slots |" if report["peak_gfma"] else ""
        for function in FUNCTIONS:
            self.assertIn(f"| {function} | batch |{slots} scalar |\n|---|---:|", done.stdout)
            self.assertEqual(done.stdout.count(f"| {function} | batch | gsl |\n|---|---:|---:|\n| small | "), 2)
        if slots:
            row = report["measurements"][0]
            self.assertIn(f" | {report['peak_gfma'] * row['ns']:.0f} | ", done.stdout)

    def test_list(self):
        done = run("--list")
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        for name in ("region-debye_6", "region-temme", "region-kummer", "vmf-8192", *OWN, *NATIVE, "scipy"):
            self.assertIn(f"  {name}", done.stdout)

    def test_picture(self):
        if PYTHON is None or not os.access(PYTHON, os.X_OK):
            self.skipTest("no Python with Matplotlib")
        plot = [PYTHON, Path(__file__).with_name("plot.py")]
        picture = self.folder / "times.png"
        names = ["batch", "gsl", "boost"]
        self.report(*named("--distribution", ["small", "v-16"]), *named("--competitor", names))
        subprocess.run([*plot, self.json, picture], check=True)
        self.assertTrue(picture.read_bytes().startswith(b"\x89PNG\r\n"))
        picture.unlink()
        done = run("--map", self.json, "--repetitions", 1)
        self.assertEqual((done.returncode, done.stdout, done.stderr), (0, "", ""))
        self.assert_is_map(json.loads(self.json.read_text()))
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

    def assert_is_map(self, report):
        edges = report["edges"]
        self.assertEqual((edges[0], edges[-1], len(edges)), (1e-3, 1e5, 49))
        self.assertEqual(list(report["map"]), ["log_iv", "log_kv"])
        for layer in report["map"].values():
            self.assertEqual([len(row) for row in layer], [48] * 48)
            self.assertGreater(min(map(min, layer)), 0.1)

    def compare(self, *arguments):
        program = Path(__file__).with_name("compare.py")
        return subprocess.run([sys.executable, program, *map(str, arguments)], capture_output=True, text=True)

    def write_times(self, name, times):
        rows = [
            {"function": "log_iv", "distribution": place, "competitor": "batch", "ns": ns} for place, ns in times.items()
        ]
        path = self.folder / name
        path.write_text(json.dumps({"measurements": rows}))
        return path

    def test_comparison(self):
        before = self.write_times("before.json", {"a": 10.0, "b": 10.0, "c": 10.0, "d": 10.0})
        after = self.write_times("after.json", {"a": 10.4, "b": 11.0, "c": 9.0, "e": 1.0})
        done = self.compare(before, after)
        self.assertEqual((done.returncode, done.stderr), (1, ""))
        lines = [line.split() for line in done.stdout.splitlines()]
        self.assertEqual(
            lines[:2],
            [
                ["log_iv", "b", "batch", "10", "11", "ns", "1.100", "slower"],
                ["log_iv", "c", "batch", "10", "9", "ns", "0.900", "faster"],
            ],
        )
        self.assertEqual(done.stdout.splitlines()[2:], ["1 slower, 1 faster, 1 within 5 %; 2 in one report only"])
        self.assertEqual(self.compare("--tolerance", "0.2", before, after).returncode, 0)
        done = self.compare("--all", before, before)
        self.assertEqual((done.returncode, done.stdout.count(" 1.000\n")), (0, 4))

    def test_comparison_of_bad_files(self):
        good = self.write_times("good.json", {"a": 10.0})
        texts = {"empty.json": "", "list.json": "[]", "row.json": '{"measurements": [{"ns": 1}]}'}
        for name, text in texts.items():
            (self.folder / name).write_text(text)
        bad = {
            "/nowhere/times.json": "No such file",
            **{self.folder / name: "not a report" for name in texts},
            self.write_times("zero.json", {"a": 0.0}): "a time is not positive",
            self.write_times("other.json", {"b": 10.0}): "measures nothing",
        }
        for path, reason in bad.items():
            done = self.compare(good, path)
            self.assertEqual((done.returncode, done.stdout), (1, ""))
            self.assertEqual(done.stderr.count("\n"), 1, done.stderr)
            self.assertIn(f"{path}: {reason}", done.stderr)

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
        self.assert_fails("/nowhere/map.json: No such file", "--map", "/nowhere/map.json")
        self.assert_fails(f"{self.folder}: Is a directory", "--json", self.folder)

    def test_full_standard_output(self):
        arguments = ["--distribution", "small", "--competitor", "batch", "--json", self.json]
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
