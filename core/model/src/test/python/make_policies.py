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

# What stands at the beginning of a model, and between its layers: input is rounded, whole numbers are not.
ids = generator.integers(0, 1000, (16, 6)).astype("int32")
rows = (2 * generator.normal(size=(16, 12))).astype("float32")
for policy in ("mixed_bfloat16", "mixed_float16"):
    keras.utils.set_random_seed(8)
    keras.config.set_dtype_policy(policy)
    words = keras.Input((6,), dtype="int32", name="words")
    numbers = keras.Input((12,), name="numbers")
    places = layers.Reshape((3, 2), name="places")(words)
    table = layers.Embedding(1000, 2, name="table")(places)
    dropped = layers.Dropout(0.3, name="dropped")(numbers)
    hidden = layers.Dense(8, activation="gelu", name="hidden")(dropped)
    scaled = 1 - hidden * 0.3 + 0.1
    outputs = [
        layers.Flatten(name="flat")(table),
        dropped,
        scaled,
        keras.ops.mean(keras.ops.square(hidden), axis=-1, keepdims=True),
        keras.ops.concatenate([layers.Identity(name="same")(numbers), hidden[:, 2:5]], axis=-1),
        numbers * 0.3,
        layers.Dense(2, name="last")(keras.ops.where(scaled > 1, scaled, 0.5)),
    ]
    model = keras.Model([words, numbers], outputs)
    model.save(f"{folder}/parts_{policy}.keras")
    arrays = {f"y{i}": np.asarray(y, "float32") for i, y in enumerate(model([ids, rows]))}
    np.savez(f"{folder}/parts_{policy}.npz", x0=ids.astype("float32"), x1=rows, **arrays)
