"""Files of rows as NumPy and SciPy write them, for test_vmf_data, and what it wrote as they read it.

usage: vmf_data_files.py write|check FOLDER
"""

import pathlib
import sys

import numpy as np
import scipy.sparse


def rows():
    return np.random.default_rng(1).standard_normal((600, 5))


def write(folder):
    x = rows()
    for kind in "f2", "f4", "f8":
        np.save(folder / f"{kind}.npy", x.astype(kind))
        x.astype(kind).astype("f8").tofile(folder / f"{kind}.raw")
    halves = np.arange(65536, dtype=np.uint16).view(np.float16)
    halves = halves[np.isfinite(halves)].reshape(-1, 2)
    np.save(folder / "halves.npy", halves)
    halves.astype("f8").tofile(folder / "halves.raw")
    np.save(folder / "fortran.npy", np.asfortranarray(x))
    for kind in "f2", "f4", "f8":
        np.save(folder / f"big_{kind}.npy", x.astype(">" + kind))
    np.savez_compressed(folder / "big.npz", x=x.astype(">f8"))
    np.save(folder / "labels_big.npy", (np.arange(100) % 2).astype(">i4"))
    np.save(folder / "text_big.npy", np.array("csr", dtype=">U3"))
    np.save(folder / "integers.npy", x.astype(int))
    np.save(folder / "cube.npy", x.reshape(-1, 5, 5))
    np.save(folder / "structure.npy", np.zeros(3, dtype=[("a", "f4"), ("b", "i4")]))
    np.save(folder / "object.npy", np.array([{}, []], dtype=object), allow_pickle=True)
    for kind in "i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8", "?":
        np.save(folder / f"labels_{kind.replace('?', 'b1')}.npy", (np.arange(100) % 2).astype(kind))
    np.save(folder / "negative.npy", np.array([0, 1, -3]))
    np.save(folder / "wide.npy", np.array([0, 2**32]))
    with open(folder / "version3.npy", "wb") as file:
        np.lib.format.write_array(file, x, version=(3, 0))
    np.savez(folder / "stored.npz", x=x, labels=np.arange(600))
    np.savez_compressed(folder / "deflated.npz", x=x, labels=np.arange(600))
    np.savez(folder / "two.npz", x=x, y=x)
    sparse = scipy.sparse.csr_matrix(np.where(np.abs(x) > 0.5, x, 0).astype("f4"))
    sparse.toarray().astype("f8").tofile(folder / "sparse.raw")
    scipy.sparse.save_npz(folder / "sparse.npz", sparse)
    scipy.sparse.save_npz(folder / "sparse_stored.npz", sparse, compressed=False)
    double = scipy.sparse.csr_matrix(np.where(np.abs(x) > 0.5, x, 0))
    double.toarray().tofile(folder / "sparse_double.raw")
    scipy.sparse.save_npz(folder / "sparse_double.npz", double)
    scipy.sparse.save_npz(folder / "csc.npz", sparse.tocsc())
    np.savetxt(folder / "rows.csv", x, delimiter=",", fmt="%.17g", header="a,b,c,d,e", comments="")
    np.savetxt(folder / "spaces.csv", x, fmt="%.17g")


def check(folder):
    x = np.arange(12.0).reshape(3, 4)
    np.testing.assert_array_equal(np.load(folder / "back.npy"), x)
    assert np.load(folder / "back.npy").dtype == np.float64
    with np.load(folder / "back.npz") as back:
        assert sorted(back.files) == ["empty", "labels", "x"]
        np.testing.assert_array_equal(back["x"], x.astype("f4"))
        assert back["x"].dtype == np.float32
        np.testing.assert_array_equal(back["labels"], np.arange(3))
        assert back["empty"].shape == (0, 4)


if __name__ == "__main__":
    {"write": write, "check": check}[sys.argv[1]](pathlib.Path(sys.argv[2]))
