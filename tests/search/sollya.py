"""Compares the certified bounds of a file with what Sollya finds: supnorm, which is proven too, for polynomials; dirtyinfnorm,
which is not, for the rest. Exits with 77 where there is no Sollya.

usage: sollya.py CERTIFICATE.json
"""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

TARGETS = {
    "exp2": "2^x", "log2": "log2(x)", "erf": "erf(x)", "cos": "cos(x)", "tanh": "tanh(x)",
}
# Sollya's forms of one maximum agree with the certificate's bounds, which are 1.2e-4 wide, to this.
AGREEMENT = 2e-4


def expression_of(program, constants):
    """The last step with all others put in; and whether it is a polynomial by its form."""
    values = {f"c{i + 1}": constant for i, constant in enumerate(constants)}
    values["x"] = "x"
    for statement in program.split(";"):
        name, value = (side.strip() for side in statement.split("=", 1))
        words = re.sub(r"\b(c\d+|t\d+|x)\b", lambda word: f"({values[word[0]]})", value)
        if words.startswith("fma("):
            a, b, c = words[4:-1].split(",")
            words = f"({a}) * ({b}) + ({c})"
        values[name] = words
    return values[name], not re.search(r"/|sqrt", program)


def script_of(certificate):
    target = TARGETS[certificate["target"]]
    begin, end = certificate["interval"]
    lines = ["prec = 400!;", "points = 2000!;", "display = decimal!;"]
    for each in certificate["programs"]:
        expression, is_polynomial = expression_of(each["program"], each["constants"])
        if is_polynomial:
            lines.append(f"s = supnorm(canonical({expression}), {target}, [{begin};{end}], {certificate['metric']}, 2^-20);")
            lines.append('write("supnorm "); write(inf(s)); write(" "); print(sup(s));')
        else:
            error = f"({expression}) - ({target})"
            if certificate["metric"] == "relative":
                error = f"({expression}) / ({target}) - 1"
            # The interval is a little shorter, so that forms with x in a divisor have values.
            lines.append(f"s = dirtyinfnorm({error}, [{begin} + 1b-200;{end}]);")
            lines.append('write("dirtyinfnorm "); write(s); write(" "); print(s);')
    return "\n".join([*lines, "quit;"])


def main(path):
    certificate = json.loads(Path(path).read_text())
    if certificate["target"] not in TARGETS:
        sys.exit(f"sollya.py: {path}: Sollya has no {certificate['target']}")
    if shutil.which("sollya") is None:
        print("there is no sollya")
        sys.exit(77)
    run = subprocess.run(["sollya", "--warnonstderr"], input=script_of(certificate), capture_output=True, text=True)
    lines = [line for line in run.stdout.splitlines() if "norm " in line]
    if len(lines) != len(certificate["programs"]):
        sys.exit(f"sollya.py: {len(lines)} results for {len(certificate['programs'])} programs: {run.stderr.strip()}")
    failures = 0
    for line, each in zip(lines, certificate["programs"]):
        kind, low, high = line[line.index("supnorm" if "supnorm" in line else "dirty"):].split()
        bound = each["max_error"]
        agrees = float(low) <= bound["upper"] * (1 + AGREEMENT) and float(high) >= bound["lower"] * (1 - AGREEMENT)
        failures += not agrees
        print(f"{'agrees' if agrees else 'DIFFERS'}: {each['operations']} operations, "
              f"[{bound['lower']:.6e}, {bound['upper']:.6e}], {kind} [{float(low):.6e}, {float(high):.6e}]")
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: sollya.py CERTIFICATE.json")
    main(sys.argv[1])
