"""Asks real Keras 3 what the models of Keras 2 compute that it can still read.

Usage: python generate_legacy.py FOLDER > legacy-predictions.tsv
(FOLDER: keras-files/legacy-h5; the table belongs to
core/model/src/test/resources/io/hornbill/saving/internal/legacy)

Keras 3 reads few of these files as they are. What it has dropped is taken out of a copy of their
settings, and hard_sigmoid is made that of Keras 2; weights and layers are left alone. Inputs are
sin(0.7 i + k) for input k, or i mod 3 where a model has an Embedding; unknown lengths are 2 for the
batch and 6 elsewhere. A row has the file, the number of outputs' elements, their mean, the root of
their mean square, the first and the last.
"""

import glob
import json
import os
import shutil
import sys
import tempfile

os.environ["KERAS_BACKEND"] = "jax"

import h5py
import keras
import numpy as np
from keras.src import activations

INITIALIZERS = {"GlorotUniform", "Zeros", "Ones", "Orthogonal", "VarianceScaling", "RandomUniform"}
DROPPED = {
    "SpatialDropout2D": ("noise_shape", "seed", "trainable"),
    "SpatialDropout3D": ("noise_shape", "seed", "trainable"),
    "SeparableConv2D": ("groups", "kernel_initializer", "kernel_regularizer", "kernel_constraint"),
}


def hard_sigmoid(x):
    return keras.ops.clip(0.2 * x + 0.5, 0, 1)


activations.ALL_OBJECTS_DICT["hard_sigmoid"] = hard_sigmoid


def clean(value):
    if isinstance(value, list):
        for one in value:
            clean(one)
    if not isinstance(value, dict):
        return
    value.pop("time_major", None)
    for key, one in list(value.items()):
        if isinstance(one, dict) and one.get("type") == "ndarray":
            value[key] = one["value"]
    name = value.get("class_name")
    for key in DROPPED.get(name, ()):
        value["config"].pop(key, None)
    if name in INITIALIZERS:
        value["config"].pop("dtype", None)
        value.update(module="keras.initializers", registered_name=None)
        if value["config"].get("distribution") == "normal":
            value["config"]["distribution"] = "truncated_normal"
    if name == "L1L2":
        value.update(module="keras.regularizers", registered_name=None)
    if isinstance(value.get("layer"), dict):
        value["layer"].update(module="keras.layers", registered_name=None)
        if value["layer"]["config"].get("dtype", "") is None:
            value["layer"]["config"]["dtype"] = "float32"
    for one in value.values():
        clean(one)


def text(value):
    return value.decode() if isinstance(value, bytes) else value


def inputs(model, settings):
    layers = settings["config"]
    layers = layers if isinstance(layers, list) else layers["layers"]
    first = layers[0]["config"].get("batch_input_shape")
    xs = []
    for k, tensor in enumerate(model.inputs):
        alone = first if settings["class_name"] == "Sequential" and first else tensor.shape
        shape = [(2 if axis == 0 else 6) if n is None else n for axis, n in enumerate(alone)]
        i = np.arange(int(np.prod(shape)))
        x = i % 3 if "Embedding" in json.dumps(settings) else np.sin(i * 0.7 + k)
        xs.append(x.astype("float32").reshape(shape))
    return xs


def row(path, folder):
    copy = os.path.join(folder, "copy.h5")
    shutil.copyfile(path, copy)
    with h5py.File(copy, "r+") as file:
        if text(file.attrs.get("keras_version", "1")).startswith("1"):
            return None
        settings = json.loads(text(file.attrs["model_config"]))
        clean(settings)
        file.attrs["model_config"] = json.dumps(settings)
    model = keras.models.load_model(copy, compile=False)
    xs = inputs(model, settings)
    ys = model.predict(xs if len(xs) > 1 else xs[0], verbose=0, batch_size=1024)
    y = np.concatenate([np.ravel(one) for one in (ys if isinstance(ys, list) else [ys])])
    numbers = (y.mean(dtype="float64"), np.sqrt(np.mean(y.astype("float64") ** 2)), y[0], y[-1])
    return "\t".join([str(y.size)] + [f"{float(number):.7g}" for number in numbers])


def main(root):
    with tempfile.TemporaryDirectory() as folder:
        for path in sorted(glob.glob(os.path.join(root, "**", "*.h5"), recursive=True)):
            with h5py.File(path) as file:
                whole = "model_config" in file.attrs
            try:
                line = row(path, folder) if whole else None
                if line:
                    print(os.path.relpath(path, root), line, sep="\t", flush=True)
            except Exception as error:  # Keras 3 cannot read it
                print(path, str(error)[:200], file=sys.stderr)
            keras.backend.clear_session()


if __name__ == "__main__":
    main(sys.argv[1])
