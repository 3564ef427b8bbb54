"""Asks Keras 3.15.1 what layers write of their types after keras.config.set_dtype_policy.

KERAS_BACKEND=jax python make_global_policy.py global-policy.json.gz

Each entry is the class of a layer, made with what is required alone, and its configuration.
"""

import gzip
import json
import sys

import keras
from golden.layer_fields import OBJECTS, REQUIRED, arguments, classes
from keras.src.saving.serialization_lib import serialize_keras_object

PREPROCESSING = {
    "CategoryEncoding": {"num_tokens": 3},
    "CenterCrop": {"height": 2, "width": 2},
    "Discretization": {"bin_boundaries": [1.0]},
    "Normalization": {},
    "RandomFlip": {},
    "Rescaling": {"scale": 2.0},
    "Resizing": {"height": 2, "width": 2},
}

keras.config.set_floatx("float32")  # the other fixtures are of float64
keras.config.set_dtype_policy("mixed_bfloat16")
entries = []
for cls in classes():
    if cls.__name__ != "Lambda":
        own = OBJECTS.get(cls.__name__, dict)()
        for name, required in arguments(cls).items():
            if required and name not in own:
                own[name] = REQUIRED[name]
        entries.append(cls(name="layer", **own))
entries.extend(getattr(keras.layers, name)(name="layer", **given) for name, given in PREPROCESSING.items())
entries.append(keras.layers.LSTM(3, dtype="float32", name="layer"))
written = [{"class": layer.__class__.__name__, "config": serialize_keras_object(layer)["config"]} for layer in entries]
with gzip.GzipFile(sys.argv[1], "wb", mtime=0) as file:
    file.write(json.dumps({"layers": written}, separators=(",", ":")).encode())
print(len(written), "layers")
