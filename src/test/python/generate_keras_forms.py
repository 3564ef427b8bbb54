"""Writes the model mlp.keras once more in the other forms of Keras 3.

Usage: KERAS_BACKEND=jax python generate_keras_forms.py

mlp_npz.keras          weights as model.weights.npz. Keras leaves its own variables in the
                       pickles, which it then refuses to read; arrays take their place here.
mlp_shards.weights.json, mlp_shards_0000?.weights.h5
                       weights in shards of at most 300 bytes.
"""

import os

os.environ.setdefault("KERAS_BACKEND", "jax")

import keras
import numpy as np
from keras.src.saving import saving_lib

FOLDER = os.path.join(
    os.path.dirname(__file__), "../../../core/model/src/test/resources/io/hornbill/saving/internal/keras"
)


class ArrayStore(saving_lib.NpzIOStore):
    """Keras' own store, of arrays in the place of variables."""

    def close(self):
        self.contents = {
            path: {key: np.asarray(value) for key, value in variables.items()}
            for path, variables in self.contents.items()
        }
        super().close()


def main():
    model = keras.saving.load_model(os.path.join(FOLDER, "mlp.keras"))
    saving_lib.NpzIOStore = ArrayStore
    with open(os.path.join(FOLDER, "mlp_npz.keras"), "wb") as file:
        saving_lib._save_model_to_fileobj(model, file, "npz")
    weights = keras.saving.load_model(os.path.join(FOLDER, "mlp.keras"), compile=False)
    weights.save_weights(
        os.path.join(FOLDER, "mlp_shards.weights.json"), max_shard_size=300 / 1024**3
    )


if __name__ == "__main__":
    main()
