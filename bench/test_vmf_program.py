"""Runs logbessel-bench-vmf for moments.

usage: test_vmf_program.py PROGRAM
"""

import subprocess
import sys
import unittest

PROGRAM = sys.argv[1]
QUICK = ["--rounds", "1", "--mebibytes", "1", "--estimates", "3000", "--rows", "300"]


def run(*arguments):
    return subprocess.run([PROGRAM, *arguments], capture_output=True, text=True)


def tables(text):
    """Their lines as lists of cells, without heads."""
    return [
        [[cell.strip() for cell in line.strip("|").split("|")] for line in table.splitlines()[2:]]
        for table in text.strip().split("\n\n")
    ]


class BenchVmfTest(unittest.TestCase):
    def test_every_table_is_full(self):
        done = run(*QUICK)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        bandwidths, kappas, em = tables(done.stdout)
        tasks = ["plain sum", "statistics", "scores, 1 component", "scores, 10 components"]
        self.assertEqual(
            [row[:3] for row in bandwidths],
            [[kind, dim, task] for dim in ("64", "2048", "32768") for kind in ("float", "double") for task in tasks],
        )
        for row in bandwidths:
            share = float(row[4].removesuffix(" %"))
            self.assertTrue(0.0 < float(row[3]) and 0.0 < float(row[5]), row)
            self.assertTrue(share == 100.0 if row[2] == "plain sum" else share >= 0.0, row)
        self.assertEqual([row[0] for row in kappas], ["2", "3", "64", "2048", "32768"])
        for row in kappas:
            self.assertTrue(all(float(cell) > 0.0 for cell in row[1:]), row)
        self.assertEqual([row[:3] for row in em], [["300", "2048", "10"]])
        self.assertTrue(float(em[0][3]) > 0.0 and float(em[0][4]) > 0.0, em)

    def test_options_out_of_range_are_refused(self):
        for option in ("--rounds", "--mebibytes", "--estimates", "--rows"):
            done = run(*QUICK, option, "0")
            self.assertNotEqual(done.returncode, 0, option)
            self.assertEqual(done.stdout, "")
            self.assertIn(option, done.stderr)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
