"""cuobjdump of the CUDA toolkit, or of the environment of tools/setup."""

import os
import shutil
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def find():
    """The path of cuobjdump, or None."""
    folders = [str(Path(path).parent) for path in (shutil.which("nvcc"), os.environ.get("CUDACXX")) if path]
    folders += map(str, ROOT.glob("build/venv/lib/python3*/site-packages/nvidia/cu*/bin"))
    return shutil.which("cuobjdump") or shutil.which("cuobjdump", path=os.pathsep.join(folders))


def output_of(*arguments):
    """What it prints; its disassembler stands beside it."""
    program = find()
    if not program:
        raise FileNotFoundError("no cuobjdump: neither in the CUDA toolkit nor in build/venv")
    path = os.pathsep.join((str(Path(program).parent), os.environ["PATH"]))
    return subprocess.run([program, *map(str, arguments)], stdout=subprocess.PIPE, text=True, check=True,
                          env={**os.environ, "PATH": path}).stdout
