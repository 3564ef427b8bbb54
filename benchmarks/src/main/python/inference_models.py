"""Writes Keras applications, or the network `mlp`, with random weights as .keras and as .onnx.

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
import onnx
from onnx import helper, numpy_helper


def moving_statistics(model, random):
    """Means and variances of their own, so that normalization is not the identity."""
    for layer in model.layers:
        if isinstance(layer, keras.layers.BatchNormalization):
            weights = layer.get_weights()
            weights[-2] = random.normal(0, 0.1, weights[-2].shape)
            weights[-1] = random.uniform(0.5, 1.5, weights[-1].shape)
            layer.set_weights([w.astype("float32") for w in weights])


def write_chain(model, file):
    """Writes a chain of layers node by node: tf2onnx takes more than 20 GB for VGG16."""
    nodes, weights = [], []

    def node(kind, output, *inputs, **settings):
        nodes.append(helper.make_node(kind, list(inputs), [output], **settings))
        return output

    def constant(name, array):
        weights.append(numpy_helper.from_array(np.ascontiguousarray(array), name))
        return name

    x = node("Transpose", "channels_first", "input", perm=[0, 3, 1, 2])
    for layer in model.layers[1:]:
        name = layer.name
        if isinstance(layer, keras.layers.MaxPooling2D):
            x = node("MaxPool", name, x, kernel_shape=layer.pool_size, strides=layer.strides)
        elif isinstance(layer, keras.layers.Flatten):
            last = node("Transpose", name + "_last", x, perm=[0, 2, 3, 1])
            x = node("Flatten", name, last, axis=1)
        else:
            w, b = layer.get_weights()
            bias = constant(name + "_b", b)
            if isinstance(layer, keras.layers.Conv2D):
                kernel = constant(name + "_w", w.transpose(3, 2, 0, 1))
                x = node("Conv", name, x, kernel, bias, auto_pad="SAME_UPPER")
            else:
                x = node("Gemm", name, x, constant(name + "_w", w), bias)
            x = node(layer.activation.__name__.capitalize(), name + "_active", x)
    shapes = ["batch", *model.input_shape[1:]], ["batch", *model.output_shape[1:]]
    ends = [helper.make_tensor_value_info(n, 1, s) for n, s in zip(("input", x), shapes)]
    graph = helper.make_graph(nodes, model.name, ends[:1], ends[1:], weights)
    opset = [helper.make_opsetid("", 17)]
    onnx.save(helper.make_model(graph, opset_imports=opset, ir_version=8), file)  # of which all runtimes know


def bind_normalization(model, file):
    """Gives what the export left open, the constants of Normalization, their values."""
    written = onnx.load(file)
    layers = [x for x in model.layers if isinstance(x, keras.layers.Normalization)]
    for given in list(written.graph.input)[1:]:
        layer = next(x for x in layers if x.name in given.name)
        value = np.asarray(layer.mean if "/Sub/" in given.name else layer.variance)
        written.graph.initializer.append(numpy_helper.from_array(value, given.name))
        written.graph.input.remove(given)
    onnx.save(written, file)


def made(name):
    if name != "mlp":
        return getattr(keras.applications, name)(weights=None)
    dense = keras.layers.Dense
    hidden = [dense(512, activation="relu") for _ in range(2)]
    return keras.Sequential([keras.Input((784,)), *hidden, dense(10, activation="softmax")])


for name in MISSING:
    keras.utils.set_random_seed(1)
    model = made(name)
    moving_statistics(model, np.random.default_rng(1))
    model.save(f"{FOLDER}/{name}.keras")
    if name.startswith("VGG"):
        write_chain(model, f"{FOLDER}/{name}.onnx")
    else:
        model(np.zeros((1,) + tuple(model.input_shape[1:]), "float32"))
        model.export(f"{FOLDER}/{name}.onnx", format="onnx", verbose=False)
        bind_normalization(model, f"{FOLDER}/{name}.onnx")
    print(name, model.count_params(), flush=True)
