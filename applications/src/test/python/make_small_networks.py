"""Writes small.npz: what small networks give whose weights follow from a formula.

Made with Keras 3.15.1 (KERAS_BACKEND=jax) and, for the networks of Keras 1, from its own sources,
which are read from an unpacked Keras-1.2.2.tar.gz:

    python make_small_networks.py ../resources/io/hornbill/applications/small.npz Keras-1.2.2

Element i of the weight number k of a layer is made of hash(crc32(name) + k + i): see `numbers`.
SmallNetworksTest has the same formula and the same list of networks.
"""

import os
import re
import sys
import types
import zlib

import keras
import numpy as np
from keras import layers
from keras.src.initializers.random_initializers import VarianceScaling

CASES = {
    "VGG16": dict(input_shape=(32, 32, 3), classes=10),
    "ResNet50": dict(input_shape=(32, 40, 3), include_top=False, pooling="avg"),
    "ResNet50V2": dict(input_shape=(32, 40, 3), include_top=False, pooling="max"),
    "InceptionV3": dict(input_shape=(75, 80, 3), classes=10),
    "InceptionResNetV2": dict(input_shape=(75, 75, 3), classes=10),
    "Xception": dict(input_shape=(71, 71, 3), classes=10),
    "MobileNet": dict(input_shape=(32, 32, 3), alpha=0.25, depth_multiplier=2, classes=10),
    "MobileNetV2": dict(input_shape=(33, 32, 3), alpha=0.35, classes=10),
    "MobileNetV3Small": dict(input_shape=(32, 32, 3), alpha=0.75, classes=10),
    "MobileNetV3Large": dict(input_shape=(32, 32, 3), minimalistic=True, include_top=False, pooling="avg"),
    "DenseNet121": dict(input_shape=(32, 32, 3), include_top=False, pooling="avg"),
    "NASNetMobile": dict(input_shape=(32, 32, 3), classes=10),
    "EfficientNetB0": dict(input_shape=(32, 32, 3), classes=10),
    "EfficientNetV2B0": dict(input_shape=(32, 32, 3), classes=10),
    "EfficientNetV2S": dict(input_shape=(32, 32, 3), include_top=False, pooling="avg"),
    "ConvNeXtTiny": dict(input_shape=(32, 32, 3), classes=10),
}
KERAS1 = {"ResNet50": (197, 200), "InceptionV3": (139, 150)}


def numbers(seed, shape):
    """Numbers between -1 and 1, by the finalizer of MurmurHash3 on seed + 1, seed + 2 ..."""
    x = (np.arange(1, int(np.prod(shape)) + 1, dtype="uint64") + np.uint64(seed)).astype("uint32")
    x = x * np.uint32(0x9E3779B1)
    x ^= x >> np.uint32(16)
    x = x * np.uint32(0x85EBCA6B)
    x ^= x >> np.uint32(13)
    x = x * np.uint32(0xC2B2AE35)
    x ^= x >> np.uint32(16)
    return (x / 2.0**31 - 1).reshape(shape)


def weight(layer, index, variable):
    value = numbers(zlib.crc32(layer.name.encode()) + index, variable.shape)
    if len(variable.shape) == 0:
        return np.zeros(())
    if len(variable.shape) == 1:
        near_one = variable.name in ("gamma", "moving_variance", "variance") or type(layer).__name__ == "LayerScale"
        return 1 + value / 2 if near_one else value / 5
    depthwise = isinstance(layer, layers.DepthwiseConv2D) or variable.name == "depthwise_kernel"
    fan_in = np.prod(variable.shape[:2] if depthwise else variable.shape[:-1])
    return value * np.sqrt(3 / fan_in)


def fill(model):
    for layer in model._flatten_layers(include_self=False):
        own = layer._trainable_variables + layer._non_trainable_variables
        for i, variable in enumerate(v for v in own if v.name != "seed_generator_state"):
            variable.assign(weight(layer, i, variable).astype("float32"))


def predict(name, model):
    fill(model)
    shape = [1, *model.input_shape[1:]]
    pixels = 127.5 + 127.5 * numbers(7, shape)
    raw = name.startswith(("Efficient", "ConvNeXt", "MobileNetV3"))
    x = pixels if raw else pixels / 127.5 - 1
    return model.predict(x.astype("float32"), verbose=0)[0]


def keras1(folder, name):
    """The function of Keras 1 that makes a network, with today's layers."""
    with open(os.path.join(folder, "keras", "applications", {"ResNet50": "resnet50", "InceptionV3": "inception_v3"}[name] + ".py")) as file:
        source = file.read()
    source = "\n".join(l for l in source.split("\n") if not re.match(r"from |import ", l))
    padding = lambda kwargs: {"padding": kwargs.pop("border_mode", "valid")} | kwargs

    def convolution(filters, rows, columns, subsample=(1, 1), **kwargs):
        return layers.Conv2D(filters, (rows, columns), strides=subsample, **padding(kwargs))

    def merge(inputs, mode, concat_axis=-1, name=None):
        return layers.Add(name=name)(inputs) if mode == "sum" else layers.Concatenate(axis=concat_axis, name=name)(inputs)

    backend = types.SimpleNamespace(image_dim_ordering=lambda: "tf", is_keras_tensor=lambda x: True)
    space = dict(K=backend, Convolution2D=convolution, merge=merge, Model=keras.Model, Input=layers.Input, warnings=None)
    for plain in ("Dense", "Flatten", "Activation", "BatchNormalization", "ZeroPadding2D"):
        space[plain] = getattr(layers, plain)
    for pool in ("MaxPooling2D", "AveragePooling2D"):
        space[pool] = lambda *a, pool=pool, **k: getattr(layers, pool)(*a, **padding(k))
    space["_obtain_input_shape"] = lambda shape, **kwargs: shape
    exec(source, space)
    return space[name]


def main(path, folder):
    VarianceScaling.__call__ = lambda self, shape, dtype=None, **kwargs: np.zeros(shape, "float32")
    results = {}
    for name, settings in CASES.items():
        keras.backend.clear_session()
        model = getattr(keras.applications, name)(weights=None, classifier_activation=None, **settings)
        results[name] = predict(name, model)
        print(name, results[name].std(), results[name][:4], flush=True)
    for name, size in KERAS1.items():
        keras.backend.clear_session()
        model = keras1(folder, name)(include_top=False, weights=None, input_shape=(*size, 3))
        results[name + "-keras1"] = predict(name, model).reshape(-1)[:4096]
        print(name, results[name + "-keras1"].std(), flush=True)
    np.savez_compressed(path, **{k: v.astype("float32") for k, v in results.items()})


if __name__ == "__main__":
    main(*sys.argv[1:])
