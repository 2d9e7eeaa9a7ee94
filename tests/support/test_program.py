"""Runs logbessel-accuracy for moments.

usage: test_program.py PROGRAM WORST_CASES [PYTHON]     PYTHON: an interpreter that has SciPy and Matplotlib
"""

import csv
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import unittest
from pathlib import Path

PROGRAM, WORST_CASES = sys.argv[1:3]
PYTHON = sys.argv[3] if len(sys.argv) > 3 else None


def run(*arguments):
    return subprocess.run([PROGRAM, *map(str, arguments)], capture_output=True, text=True)


class AccuracyTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def succeed(self, *arguments):
        done = run(*arguments)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(list(self.folder.glob("*.part")), [])
        return done

    def assert_fails(self, reason, *arguments):
        done = run(*arguments)
        self.assertEqual(done.returncode, 1, done.stdout + done.stderr)
        self.assertEqual(done.stdout, "")
        self.assertEqual(done.stderr.count("\n"), 1, done.stderr)
        self.assertIn(reason, done.stderr)
        self.assertEqual(list(self.folder.iterdir()), [])

    def test_reports_say_the_same(self):
        files = self.folder / "a.json", self.folder / "a.csv"
        done = self.succeed(
            "log_iv", "--type", "float", "--plan", "small", "--plan", "seams", "--points", 300, "--json", files[0], "--csv", files[1]
        )
        self.assertEqual(done.stderr, "")
        report = json.loads(files[0].read_text())
        self.assertEqual([entry["plan"] for entry in report], ["small", "seams"])
        with files[1].open() as file:
            rows = [row for row in csv.DictReader(file) if row["measure"] == "ULP"]
        for entry, row in zip(report, rows, strict=True):
            ulp = entry["measures"][0]
            self.assertEqual((entry["points"], entry["not_finite"], ulp["count"]), (300, 0, 300))
            self.assertEqual(ulp["max"], float(row["max"]))
            self.assertEqual(ulp["worst"][0]["at"], [row["worst_a"], row["worst_b"]])
            self.assertTrue(0.4 < ulp["max"] <= ulp["bound"] and ulp["median"] <= ulp["p99"] <= ulp["max"])
            self.assertEqual(sum(each["count"] for each in entry["regions"].values()), 300)
            self.assertIn(row["worst_a"], done.stdout)

    def test_result_does_not_depend_on_threads_or_on_an_interruption(self):
        sweep = ["log_kv", "--type", "double", "--plan", "wide", "--points", 12000]
        whole = self.succeed(*sweep, "--threads", 2).stdout
        state = self.folder / "state.json"
        command = [PROGRAM, *map(str, sweep), "--threads", "1", "--state", str(state)]
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        time.sleep(0.7)
        process.send_signal(signal.SIGINT)
        errors = process.communicate()[1]
        self.assertEqual(process.returncode, 130)
        self.assertIn("of 12000 points; the same command goes on from there", errors)
        done = sum(each["points"] for each in json.loads(state.read_text()).values())
        self.assertTrue(0 < done < 12000, done)
        self.assertEqual(self.succeed(*command[1:]).stdout, whole)

    def test_worst_inputs_are_kept_once(self):
        kept = self.folder / "worst.csv"
        shutil.copy(WORST_CASES, kept)
        sweep = ["iv_ratio", "--type", "double", "--plan", "wide", "--points", 500, "--keep-worst", kept]
        before = kept.read_text().splitlines()
        self.assertIn("3 new inputs", self.succeed(*sweep).stderr)
        after = kept.read_text().splitlines()
        self.assertEqual(len(after), len(before) + 3)
        self.assertTrue(set(before) <= set(after))
        self.assertIn("0 new inputs", self.succeed(*sweep).stderr)
        self.assertEqual(kept.read_text().splitlines(), after)

    def test_peers_are_measured_and_drawn(self):
        picture = self.folder / "map.png"
        libraries = ["logbessel", "boost", "gsl", "libstdc++", "published"]
        with_python = PYTHON is not None and os.access(PYTHON, os.X_OK)
        arguments = ["log_kv", "--type", "double", "--v", "0.1:1e3", "--x", "0.1:1e3", "--points", 400, "--brief"]
        if with_python:
            libraries.append("scipy")
            arguments += ["--python", PYTHON, "--map", picture]
        out = self.succeed(*arguments, *[word for name in libraries for word in ("--of", name)]).stdout
        for name in libraries[1:]:
            self.assertIn(f"log_kv, double, {name} ", out)
        if with_python:
            self.assertEqual(picture.read_bytes()[:8], b"\x89PNG\r\n\x1a\n")

    def test_bad_input_is_one_line(self):
        self.assert_fails("no log_jv", "log_jv")
        self.assert_fails("--type: no half", "--type", "half")
        self.assert_fails("--plan: no nope", "log_iv", "--plan", "nope")
        self.assert_fails("--of: no maple", "--of", "maple")
        self.assert_fails("3:1", "log_iv", "--v", "3:1")
        self.assert_fails("'a' is not a number", "log_iv", "--v", "a:2")
        self.assert_fails("only with --linear", "log_iv", "--x", "0:2")
        self.assert_fails("excludes", "log_iv", "--plan", "wide", "--v", "1:2")
        self.assert_fails("--map needs one FUNCTION", "--map", self.folder / "a.png")
        self.assert_fails("No such file", "log_iv", "--points", 1, "--json", self.folder / "none" / "a.json")
        self.assert_fails("is a folder", "log_iv", "--points", 1, "--csv", self.folder)
        self.assert_fails("python", "log_iv", "--of", "scipy", "--python", self.folder / "python", "--points", 1)
        self.assert_fails("--points", "log_iv", "--points", 0)
        self.assert_fails("nothing to measure", "vmf_log_peak", "--type", "float")

    def test_a_broken_state_is_refused_and_kept(self):
        state = self.folder / "state.json"
        state.write_text("[1")
        done = run("log_iv", "--points", 1, "--state", state)
        self.assertEqual((done.returncode, done.stdout), (1, ""))
        self.assertIn("not a state", done.stderr)
        self.assertEqual(state.read_text(), "[1")


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
