"""Writes Keras applications with random weights as .keras and as .onnx.

usage: inference_models.py FOLDER NAME,NAME...

Written for Keras 3.15 on TensorFlow 2.21 with onnx 1.23.
"""

import os
import sys

os.environ["KERAS_BACKEND"] = "tensorflow"
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = ""

FOLDER = sys.argv[1]
MISSING = [n for n in sys.argv[2].split(",") if not os.path.exists(f"{FOLDER}/{n}.onnx")]
if not MISSING:
    sys.exit()

import keras
import numpy as np


def moving_statistics(model, random):
    """Means and variances of their own, so that normalization is not the identity."""
    for layer in model.layers:
        if isinstance(layer, keras.layers.BatchNormalization):
            weights = layer.get_weights()
            weights[-2] = random.normal(0, 0.1, weights[-2].shape)
            weights[-1] = random.uniform(0.5, 1.5, weights[-1].shape)
            layer.set_weights([w.astype("float32") for w in weights])


for name in MISSING:
    keras.utils.set_random_seed(1)
    model = getattr(keras.applications, name)(weights=None)
    moving_statistics(model, np.random.default_rng(1))
    model.save(f"{FOLDER}/{name}.keras")
    model(np.zeros((1,) + tuple(model.input_shape[1:]), "float32"))
    model.export(f"{FOLDER}/{name}.onnx", format="onnx", verbose=False)
    print(name, model.count_params(), flush=True)
