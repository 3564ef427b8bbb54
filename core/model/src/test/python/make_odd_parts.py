"""Models with parts that are seldom seen, for OddPartsTest, and what they predict. Keras 3.15.1 on JAX.

python make_odd_parts.py FOLDER
"""

import os
import sys

os.environ["KERAS_BACKEND"] = "jax"
import keras
import numpy as np
from keras import layers

out = sys.argv[1]
rng = np.random.default_rng(8)


def save(name, model, *xs):
    model.save(f"{out}/{name}.keras")
    ys = keras.tree.flatten(model(list(xs) if len(xs) > 1 else xs[0], training=False))
    arrays = {f"x{i}": np.asarray(x, "float32") for i, x in enumerate(xs)}
    np.savez(f"{out}/{name}.npz", **arrays, **{f"y{i}": np.asarray(y) for i, y in enumerate(ys)})


x = rng.normal(size=(4, 6)).astype("float32")
i = keras.Input((6,))
leaky = layers.Dense(5, activation=layers.LeakyReLU(0.15))(i)
save("layer_activation", keras.Model(i, layers.Activation(layers.ReLU(max_value=0.5))(leaky)), x)

q, v = keras.Input((6,)), keras.Input((6,))
save("attention_2d", keras.Model([q, v], layers.Attention(use_scale=True)([q, v])), x, rng.normal(size=(4, 6)).astype("float32"))

ids = keras.Input((5,), dtype="int32")
embedding = layers.ReversibleEmbedding(9, 4, tie_weights=False)
save("reversible", keras.Model(ids, embedding(layers.Dense(4)(embedding(ids)), reverse=True)), rng.integers(0, 9, (3, 5)).astype("int32"))

i = keras.Input((6,))
quantized = keras.Model(i, layers.Dense(4)(i))
quantized.quantize("int8")
quantized.save(f"{out}/quantized.keras")

i = keras.Input((6,))
dense = layers.Dense(4, name="dense")
lora = keras.Model(i, dense(i))
dense.enable_lora(2)
lora.save(f"{out}/lora.keras")
