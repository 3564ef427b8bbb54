"""Makes the small file that the tests of io.hornbill.files.internal.safetensors read.

Usage: python make_safetensors_fixture.py FILE   (written with safetensors 0.8.0, NumPy 2.4.6)
       python make_safetensors_fixture.py --check FILE   (looks at what SafetensorsTest wrote)
"""

import sys

import ml_dtypes
import numpy as np
from safetensors import safe_open
from safetensors.numpy import save_file

ramp = np.arange(12).reshape(3, 4)
arrays = {t: ramp.astype(t) for t in "i1 i2 i4 i8 u1 u2 u4 u8 f2 f4 f8".split()}
arrays["bool"] = ramp % 2 == 0
arrays["scalar"] = np.array(2.5, "f4")
arrays["empty"] = np.zeros((0, 3), "f4")
arrays["bf16"] = ramp.astype(ml_dtypes.bfloat16)

if sys.argv[1] == "--check":
    with safe_open(sys.argv[2], "np") as f:
        assert f.metadata() == {"format": "keras", "größe": "ja"}, f.metadata()
        for name in ("f8", "f4", "i8", "i4", "u1", "scalar", "empty"):
            found = f.get_tensor(name)
            assert found.dtype == arrays[name].dtype and found.shape == arrays[name].shape, name
            np.testing.assert_array_equal(found, arrays[name])
        assert len(f.keys()) == 7, f.keys()
    print("safetensors agrees")
else:
    save_file(arrays, sys.argv[1], {"format": "np", "note": "größe"})
