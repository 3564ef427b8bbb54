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

# Recurrent layers round after each operation of a step; layers within layers have policies of their own.
sequence = generator.normal(size=(5, 4, 6)).astype("float32")
sequence[2, 2:] = 0
for policy in ("mixed_bfloat16", "mixed_float16"):
    keras.utils.set_random_seed(9)
    keras.config.set_dtype_policy(policy)
    x = keras.Input((4, 6), name="x")
    pictures = layers.Reshape((4, 3, 2, 1), name="pictures")(x)
    counted = layers.Masking(name="counted")(x)
    lstm = layers.LSTM(3, return_sequences=True, name="lstm")(x)
    cells = [layers.LSTMCell(3, name="c1"), layers.GRUCell(2, reset_after=False, name="c2"), layers.SimpleRNNCell(4, name="c3")]
    outputs = [
        lstm,
        layers.GRU(3, name="gru")(counted),
        layers.SimpleRNN(3, activation="relu", go_backwards=True, name="simple")(x),
        layers.RNN(cells, return_sequences=True, name="cells")(x),
        layers.ConvLSTM2D(2, 2, padding="same", name="conv")(pictures),
        layers.Bidirectional(layers.GRU(3, name="both"), merge_mode="ave", name="average")(counted),
        layers.Bidirectional(layers.LSTM(2, dtype="float32", name="exact"), merge_mode="sum", name="sum")(x),
        layers.Bidirectional(layers.LSTM(2, name="narrow"), dtype="float32", name="wide")(x),
        layers.RNN(layers.GRUCell(2, dtype="float32", name="wide_cell"), name="around")(x),
        layers.RNN(layers.GRUCell(2, name="narrow_cell"), dtype="float32", name="far_around")(x),
        layers.TimeDistributed(layers.Dense(2, activation="tanh", dtype="float32", name="step"), name="steps")(x),
        layers.TimeDistributed(layers.Dense(2, activation="tanh", name="narrow_step"), dtype="float32", name="wide_steps")(x),
        layers.TimeDistributed(layers.LSTM(2, dtype="float32", name="rows"), name="row_steps")(layers.Reshape((4, 3, 2), name="rows_of")(x)),
        layers.SpectralNormalization(layers.Dense(2, dtype="float32", name="wide_dense"), name="spectral")(x),
        layers.Dense(2, activation="silu", name="last")(lstm),
    ]
    model = keras.Model(x, outputs)
    for weight in model.weights:
        if "seed" not in weight.path:
            weight.assign(0.4 * generator.normal(size=weight.shape))
    model.save(f"{folder}/recurrent_{policy}.keras")
    arrays = {f"y{i}": np.asarray(y, "float32") for i, y in enumerate(model.predict(sequence, verbose=0))}
    np.savez(f"{folder}/recurrent_{policy}.npz", x0=sequence, **arrays)

# Normalization within TimeDistributed gives numbers of the type that TimeDistributed hands it.
for policy in ("mixed_bfloat16", "mixed_float16"):
    keras.utils.set_random_seed(10)
    keras.config.set_dtype_policy(policy)
    x = keras.Input((4, 6), name="x")
    outputs = [
        layers.TimeDistributed(layers.LayerNormalization(dtype="float32", name="layer"), name="steps")(x),
        layers.TimeDistributed(layers.RMSNormalization(dtype="float32", name="rms"), name="rms_steps")(x),
        layers.TimeDistributed(layers.GroupNormalization(2, dtype="float32", name="group"), name="group_steps")(x),
        layers.TimeDistributed(layers.BatchNormalization(dtype="float32", name="batch"), name="batch_steps")(x),
        layers.TimeDistributed(layers.RMSNormalization(name="narrow"), dtype="float32", name="wide_steps")(x),
    ]
    model = keras.Model(x, outputs)
    for weight in model.weights:
        weight.assign(0.4 + generator.uniform(size=weight.shape))
    model.save(f"{folder}/norms_{policy}.keras")
    arrays = {f"y{i}": np.asarray(y, "float32") for i, y in enumerate(model(sequence))}
    np.savez(f"{folder}/norms_{policy}.npz", x0=sequence, **arrays)

# Within TimeDistributed of the other type they round to that first, and then to their own.
generator = np.random.default_rng(11)
keras.config.set_dtype_policy("float32")
for policy, other in (("mixed_bfloat16", "mixed_float16"), ("mixed_float16", "mixed_bfloat16")):
    x = keras.Input((4, 6), name="x")
    outputs = [
        layers.TimeDistributed(layers.LayerNormalization(dtype=other, name="layer"), dtype=policy, name="steps")(x),
        layers.TimeDistributed(layers.GroupNormalization(2, dtype=other, name="group"), dtype=policy, name="group_steps")(x),
    ]
    model = keras.Model(x, outputs)
    for weight in model.weights:
        weight.assign(0.4 + generator.uniform(size=weight.shape))
    model.save(f"{folder}/mixed_norms_{policy}.keras")
    many = generator.normal(size=(64, 4, 6)).astype("float32")
    arrays = {f"y{i}": np.asarray(y, "float32") for i, y in enumerate(model(many))}
    np.savez(f"{folder}/mixed_norms_{policy}.npz", x0=many, **arrays)
