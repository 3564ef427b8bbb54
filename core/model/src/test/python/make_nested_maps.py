"""A model of maps within maps that calls a model of maps whose keys are not sorted, for ArgumentsTest.

python make_nested_maps.py FOLDER (Keras 3.15.1 on JAX)
"""

import os
import sys

os.environ["KERAS_BACKEND"] = "jax"
import keras
import numpy as np
from keras import layers, ops

out = sys.argv[1]
rng = np.random.default_rng(12)
b, a = keras.Input((3,), name="bb"), keras.Input((4,), name="aa")
h = layers.Dense(5, activation="tanh")(ops.concatenate([b, a], -1))
inner = keras.Model({"zeta": b, "alpha": a}, {"out_z": layers.Dense(2)(h), "out_a": layers.Dense(3)(h)}, name="inner")
q, p = keras.Input((3,), name="x"), keras.Input((4,), name="y")
r = inner({"zeta": q, "alpha": p})
model = keras.Model({"two": {"q": q, "p": p}}, {"w": r["out_z"] - 1.0, "v": {"k": r["out_a"], "j": ops.sum(r["out_z"], -1)}})
model.save(out + "/nested_maps.keras")
data = {"two": {"q": rng.normal(size=(5, 3)).astype("float32"), "p": rng.normal(size=(5, 4)).astype("float32")}}
y = model(data, training=False)
np.savez(out + "/nested_maps.npz", q=data["two"]["q"], p=data["two"]["p"], w=y["w"], k=y["v"]["k"], j=y["v"]["j"])
