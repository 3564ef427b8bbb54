"""Makes the small HDF5 files that the tests of io.hornbill.files.internal.hdf5 read.

Usage: python make_hdf5_fixtures.py FOLDER   (needs h5py; written with h5py 3.16.0, HDF5 2.0.0)
"""

import sys
from pathlib import Path

import h5py
import numpy as np

out = Path(sys.argv[1])
ramp = np.arange(24).reshape(2, 3, 4)


def fill(f):
    f.attrs["keras_version"] = "2.11.0"
    f.attrs["model_config"] = '{"é":' + " " * 70_000 + "}"
    f.attrs["layer_names"] = np.array([b"dense_1", "größe".encode(), b"d"])
    f.attrs["none"] = []
    f.attrs["empty"] = h5py.Empty("f4")
    f.attrs["count"] = np.int64(-7)
    f.attrs["floats"] = np.array([[0.5, 1.5], [2.5, 3.5]], "f4")
    f.attrs["flag"] = True
    f.attrs["variable"] = np.array(["a", "", "größe"], dtype=h5py.string_dtype())
    f.attrs["fixed"] = np.bytes_("bytes")
    f.attrs["padded"] = np.array(b"ab  ", dtype=h5py.string_dtype("ascii", 6))

    types = f.create_group("types")
    for t in "i1 i2 i4 i8 u1 u2 u4 u8 f2 f4 f8 >i2 >i8 >f4 >f8".split():
        types[t.replace(">", "big_")] = ramp.astype(t)
    types["bool"] = ramp % 2 == 0
    types["scalar"] = np.float32(2.5)
    types["zero"] = np.zeros((0, 3), "f4")
    types["null"] = h5py.Empty("f4")
    types["texts"] = np.array([b"one", b"two"])
    types["variable"] = np.array(["one", "zwölf"], dtype=h5py.string_dtype())
    types.create_dataset("unwritten", (2, 2), "f4")

    chunks = f.create_group("chunks")
    grid = np.arange(7 * 11 * 5, dtype="f4").reshape(7, 11, 5)
    for name, options in {
        "plain": {},
        "gzip": {"compression": "gzip"},
        "shuffle": {"compression": "gzip", "shuffle": True},
        "fletcher": {"fletcher32": True, "shuffle": True, "compression": "gzip"},
        "growing": {"maxshape": (None, 11, 5)},
        "growing2": {"maxshape": (None, None, 5), "compression": "gzip"},
    }.items():
        chunks.create_dataset(name, data=grid, chunks=(3, 4, 5), **options)
    chunks.create_dataset("single", data=grid, chunks=grid.shape, compression="gzip")
    partly = chunks.create_dataset("partly", (100,), "f4", chunks=(10,))
    partly[35] = 1

    many = f.create_group("many")
    for i in range(60):
        many.create_group(f"layer_{i}/inner").attrs["index"] = i
    for i in range(20):
        many.attrs[f"attribute_{i}"] = f"value {i}"


def compact(f):
    plist = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
    plist.set_layout(h5py.h5d.COMPACT)
    space = h5py.h5s.create_simple((3,))
    d = h5py.h5d.create(f["types"].id, b"compact", h5py.h5t.IEEE_F32LE, space, plist)
    d.write(h5py.h5s.ALL, h5py.h5s.ALL, np.array([1, 2, 3], "f4"))


for libver in ["earliest", "v108", "v110", "v112", "v114", "latest"]:
    bounds = libver if libver in ("earliest", "latest") else (libver, libver)
    with h5py.File(out / f"{libver}.h5", "w", libver=bounds) as f:
        fill(f)
        compact(f)

with h5py.File(out / "userblock.h5", "w", userblock_size=512) as f:
    f.attrs["a"] = "x"
    f["d"] = np.arange(3, dtype="f4")

with h5py.File(out / "links.h5", "w") as f:
    f["a/d"] = np.arange(3, dtype="f4")
    f["soft"] = h5py.SoftLink("/a/d")
    f["a/relative"] = h5py.SoftLink("d")
    f["outside"] = h5py.ExternalLink("types.h5", "/a")
    f["broken"] = h5py.SoftLink("/nowhere")
    f["loop"] = h5py.SoftLink("/loop")
    f["a/cycle"] = f["a"]
with h5py.File(out / "external.h5", "w") as f:
    f.create_dataset("passwd", (10,), "u1", external=[("/etc/passwd", 0, 10)])
with h5py.File(out / "complex.h5", "w") as f:
    f["d"] = np.array([1j], "c8")
with h5py.File(out / "lzf.h5", "w") as f:
    f.create_dataset("d", data=np.arange(100, dtype="f4"), compression="lzf")
