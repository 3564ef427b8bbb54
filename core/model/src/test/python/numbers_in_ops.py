"""Writes numbers_in_ops.h5: a whole model in HDF5 whose graph adds and multiplies by numbers, and a prediction.

Made with Keras 3.15.1 (KERAS_BACKEND=jax), which itself cannot read it again:

    python numbers_in_ops.py ../resources/io/hornbill/saving/internal/legacy/numbers_in_ops.h5
"""

import sys

import h5py
import keras
import numpy as np
from keras import layers


def main(path):
    x = layers.Input((3,))
    y = layers.Dense(2, name="dense")(x)
    y = layers.Multiply()([y, layers.ReLU(max_value=6.0)(y + 3.0) * (1.0 / 6.0)])
    model = keras.Model(x, layers.Add()([y, y + y]))
    weights = np.sin(np.arange(8, dtype="float32"))
    model.set_weights([weights[:6].reshape(3, 2), weights[6:]])
    model.save(path)
    given = np.cos(np.arange(12, dtype="float32")).reshape(4, 3)
    with h5py.File(path, "r+") as file:
        file["given"] = given
        file["expected"] = model.predict(given, verbose=0)
    try:
        keras.models.load_model(path)
        print("Keras reads it")
    except Exception as e:
        print(repr(e)[:200])
        print(model.to_json()[:3000])


if __name__ == "__main__":
    main(sys.argv[1])
