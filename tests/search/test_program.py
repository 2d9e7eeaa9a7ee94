"""Runs logbessel-evolve as a user does.

usage: test_program.py PROGRAM DATA [MPIRUN]     DATA: the folder of certificates that must be confirmed
"""

import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
import unittest
from pathlib import Path

PROGRAM, DATA = sys.argv[1], Path(sys.argv[2])
MPIRUN = sys.argv[3] if len(sys.argv) > 3 else None
SHORT = ["--most-cost", "5", "--epochs", "4", "--seconds", "600"]


def run(*arguments, launcher=()):
    command = [*launcher, PROGRAM, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True)


def without_times(text):
    return re.sub(r"[\d.]+ s\b", "", text)


class EvolveTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def refused(self, text, *arguments):
        done = run(*arguments)
        self.assertEqual(done.returncode, 1, done.stderr)
        self.assertIn(text, done.stderr)
        self.assertEqual(done.stdout, "")
        self.assertEqual(len(done.stderr.strip().splitlines()), 1, done.stderr)

    def test_found_certified_checked(self):
        front = self.folder / "front.json"
        done = run("run", "--most-cost", "5", "--goal", "3:8.7e-4", "--out", front)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(done.stderr, "")
        done = run("check", front)
        self.assertEqual(done.returncode, 1)
        self.assertIn("no certified error", done.stderr)
        self.assertEqual(run("certify", front).returncode, 0)
        self.assertEqual(run("check", front).returncode, 0)
        text = front.read_text()
        front.write_text(re.sub(r'("upper": )[\d.e-]+', r"\g<1>1e-9", text))
        self.assertEqual(run("check", front).returncode, 1)

    def test_shipped_certificates(self):
        files = sorted(DATA.glob("*.json"))
        self.assertTrue(files)
        done = run("check", *files)
        self.assertEqual(done.returncode, 0, done.stderr)

    def test_documents_tell_the_recorded_commands(self):
        pages = "".join(page.read_text() for page in (DATA.parents[1] / "docs").glob("evolution*.md"))
        for file in DATA.glob("*.json"):
            for each in json.loads(file.read_text())["programs"]:
                self.assertIn(each["found"]["command"], pages, file.name)

    def test_interrupted(self):
        checkpoint = self.folder / "run"
        process = subprocess.Popen([PROGRAM, "run", "--seconds", "600", "--checkpoint", checkpoint],
                                   stdout=subprocess.PIPE, text=True)
        time.sleep(1.5)
        process.send_signal(signal.SIGINT)
        out, _ = process.communicate(timeout=60)
        self.assertEqual(process.returncode, 130)
        self.assertIn("t1 = ", out)
        self.assertTrue(checkpoint.exists())
        self.assertEqual(os.listdir(self.folder), ["run"])

    def test_mpi_is_the_same_run(self):
        if MPIRUN is None:
            self.skipTest("no mpirun")
        alone = run("run", *SHORT, "--islands", "3")
        launcher = [MPIRUN, "--oversubscribe", "--allow-run-as-root", "-np", "2"]
        together = run("run", *SHORT, "--islands", "3", launcher=launcher)
        self.assertEqual(together.returncode, 0, together.stderr)
        self.assertEqual(without_times(alone.stdout), without_times(together.stdout))

    def test_bad_input(self):
        self.refused("unknown target", "run", "--target", "sin")
        self.refused("unknown operation", "run", "--operations", "+%")
        self.refused("not defined", "run", "--target", "log2", "--interval", "-1", "1")
        self.refused("has a zero", "run", "--target", "cos")
        self.refused("no goal", "run", "--goal", "ten")
        self.refused("no goal", "run", "--goal", "10:1e-9x")
        self.refused("cost", "run", "--cost", "1,2")
        self.refused("No such file", "run", "--out", self.folder / "none" / "x")
        self.refused("No such file", "certify", self.folder / "none")
        bad = self.folder / "bad"
        bad.write_bytes(b"nothing that a run wrote")
        self.refused("is no checkpoint", "run", "--checkpoint", bad)
        self.assertEqual(bad.read_bytes(), b"nothing that a run wrote")

    def test_full_disk(self):
        if not Path("/dev/full").exists():
            self.skipTest("no /dev/full")
        # The last good checkpoint stays when its successor cannot be written.
        checkpoint = self.folder / "run"
        self.assertEqual(run("run", *SHORT, "--checkpoint", checkpoint).returncode, 0)
        before = checkpoint.read_bytes()
        os.symlink("/dev/full", self.folder / "run.part")
        done = run("run", *SHORT[:2], "--epochs", "6", "--checkpoint", checkpoint)
        self.assertEqual(done.returncode, 1)
        self.assertIn("No space left", done.stderr)
        self.assertEqual(checkpoint.read_bytes(), before)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
