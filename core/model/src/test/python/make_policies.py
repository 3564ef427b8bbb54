"""Makes models of each policy of numbers of two bytes, with Keras 3.15.1 on JAX.

python make_policies.py FOLDER
"""

import os
import sys

os.environ["KERAS_BACKEND"] = "jax"
import keras
import numpy as np
from keras import layers

folder = sys.argv[1]
os.makedirs(folder, exist_ok=True)
generator = np.random.default_rng(5)
x = generator.normal(size=(64, 8, 8, 1)).astype("float32")
labels = generator.integers(0, 4, 64)
for policy in ("mixed_bfloat16", "mixed_float16", "bfloat16", "float16"):
    keras.utils.set_random_seed(7)
    keras.config.set_dtype_policy(policy)
    image = keras.Input((8, 8, 1), name="image")
    h = layers.Conv2D(4, 3, activation="relu", name="conv")(image)
    h = layers.Flatten(name="flat")(h)
    h = layers.Dense(8, activation="relu", name="dense")(h)
    y = layers.Dense(4, activation="softmax", dtype="float32", name="out")(h)
    model = keras.Model(image, y)
    model.compile("sgd", "sparse_categorical_crossentropy")
    model.fit(x, labels, epochs=3, verbose=0)
    model.save(f"{folder}/{policy}.keras")
    model.save(f"{folder}/{policy}.h5")
    np.savez(f"{folder}/{policy}.npz", x0=x, y0=np.asarray(model.predict(x, verbose=0), "float32"))
