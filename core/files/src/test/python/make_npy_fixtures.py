"""Makes the small NumPy files that the tests of io.hornbill.files.internal.npy read.

Usage: python make_npy_fixtures.py FOLDER   (needs NumPy; written with 2.4.6 on Python 3.11)
"""

import io
import pickle
import sys
from pathlib import Path

import numpy as np

out = Path(sys.argv[1])
ramp = np.arange(24).reshape(2, 3, 4)

arrays = {t: ramp.astype(t) for t in "i1 i2 i4 i8 u1 u2 u4 u8 f2 f4 f8 >i2 >i4 >i8 >f4 >f8".split()}
arrays = {k.replace(">", "big_"): v for k, v in arrays.items()}
arrays |= {
    "bool": ramp % 2 == 0,
    "fortran": np.asfortranarray(ramp.astype("f4")),
    "scalar": np.float32(2.5),
    "empty": np.zeros((0, 3), "f4"),
    "texts": np.array(["horn", "bill", "Schnäbel", ""]),
    "bytes": np.array([b"a", b"bcd"]),
    "u8max": np.array([2**64 - 1], "u8"),
}
np.savez(out / "stored.npz", **arrays)
np.savez_compressed(out / "deflated.npz", **arrays)

rows = np.empty(3, object)
rows[:] = [[1, 2, 70000], [], [-5]]
mixed = np.empty((2, 3), object)
mixed[0] = [None, True, 2**80]
mixed[1] = ["naïve", {"k": (1, 2.5, b"raw"), 3: np.float32(1.5)}, np.arange(4, dtype=">i2")]


def write(name, array, protocol):
    buffer = io.BytesIO()
    header = {"descr": "|O", "fortran_order": False, "shape": array.shape}
    np.lib.format.write_array_header_1_0(buffer, header)
    pickle.dump(array, buffer, protocol=protocol)
    (out / name).write_bytes(buffer.getvalue())


for protocol in range(6):
    write(f"rows-{protocol}.npy", rows, protocol)
    write(f"mixed-{protocol}.npy", mixed, protocol)
for version in (1, 2, 3):
    with open(out / f"version-{version}.npy", "wb") as file:
        np.lib.format.write_array(file, ramp.astype("f4"), version=(version, 0))


class Evil:
    def __reduce__(self):
        import os

        return os.system, ("true",)


evil = np.empty(1, object)
evil[0] = Evil()
write("evil.npy", evil, 2)
