"""Checks with h5py what Hornbill wrote.

Usage: java … io.hornbill.files.internal.hdf5.Hdf5BuilderTest FILE && python check_hdf5_builder.py FILE
"""

import sys

import h5py
import numpy as np

ramp = np.arange(24, dtype="f4").reshape(2, 3, 4)

with h5py.File(sys.argv[1], "r") as f:
    a = f.attrs
    assert a["keras_version"] == "3.13.0", a["keras_version"]
    assert a["model_config"] == '{"é":' + " " * 300_000 + "}"
    assert a["nothing"] == ""
    assert [n.decode() for n in a["layer_names"]] == ["dense_1", "größe", "d"]
    assert a["layer_names"].dtype == "S7", a["layer_names"].dtype
    assert a["weight_names"].shape == (0,) and a["weight_names"].dtype == "f8"
    assert a["count"] == -7 and a["count"].dtype == "i8"
    assert a["rates"].tolist() == [0.5, -1.5]
    g = f["model_weights/dense"]
    assert g.attrs["name"] == "dense"

    def same(name, expected):
        found = g[name][()]
        assert found.dtype == expected.dtype, (name, found.dtype)
        np.testing.assert_array_equal(found, expected, name)
        assert found.shape == expected.shape, (name, found.shape)

    same("dense/kernel:0", ramp)
    same("dense/turned", ramp.transpose(2, 1, 0))
    same("double", ramp.astype("f8") * 0.1)
    same("half", ramp.astype("f2"))
    same("int", ramp.astype("i4"))
    same("long", ramp.astype("i8"))
    same("scalar", np.array(2.5, "f4"))
    same("empty", np.zeros((0, 3), "f4"))
    same("iterations", np.array(1 << 40, "i8"))
    same("seed", np.array([7, 4_000_000_000], "u4"))
    assert list(g["texts"].asstr()) == ["one", "", "zwölf"]
    assert len(f["nothing"]) == 0
    many = f["many"]
    assert sorted(many) == list(many) and len(many) == 700
    for i in range(700):
        assert many[f"layer_{i}"].attrs["index"] == i

with h5py.File(sys.argv[1], "r+") as f:  # a file that h5py can also change
    f["model_weights/dense/more"] = ramp
    f["many/another/group"] = ramp
    for i in range(100):
        f.create_group(f"many/new_{i}")
    f.attrs["more"] = "x" * 1000
    del f["many/layer_0"]
with h5py.File(sys.argv[1], "r") as f:
    assert len(f["many"]) == 800
    np.testing.assert_array_equal(f["model_weights/dense/dense/kernel:0"][()], ramp)
print("h5py agrees")
