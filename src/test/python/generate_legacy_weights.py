"""Asks Keras 2.3.1 how it converts the weights of older files.

Usage: python generate_legacy_weights.py KERAS_2_3_1 > legacy-weights.json
(KERAS_2_3_1: the unpacked source, from `pip download --no-deps keras==2.3.1`; the file belongs to
core/model/src/test/resources/io/hornbill/saving/internal/legacy)

Only the functions that convert are taken out of the source and run, on layers that have nothing but
a class, some settings and the shape of their first weight: Keras 2 itself needs an old TensorFlow.
"""

import ast
import json
import os
import sys
import types

import numpy as np


def functions(path, *names):
    """The named functions of a file of Python, compiled alone."""
    with open(path) as file:
        tree = ast.parse(file.read())
    tree.body = [one for one in tree.body if getattr(one, "name", None) in names]
    space = {"np": np}
    exec(compile(tree, path, "exec"), space)
    return space


def keras(root):
    saving = functions(
        os.path.join(root, "keras", "engine", "saving.py"),
        "preprocess_weights_for_loading",
        "_convert_rnn_weights",
        "_need_convert_kernel",
    )
    utils = functions(os.path.join(root, "keras", "utils", "conv_utils.py"), "convert_kernel")
    saving["conv_utils"] = types.SimpleNamespace(convert_kernel=utils["convert_kernel"])
    saving["K"] = types.SimpleNamespace(
        int_shape=lambda weight: weight, backend=lambda: "tensorflow"
    )
    return saving["preprocess_weights_for_loading"]


def layer(class_name, kernel, **settings):
    fake = type(class_name, (), {})()
    fake.weights = [kernel]
    fake.name = class_name
    for name, value in settings.items():
        setattr(fake, name, value)
    return fake


def arrays(*shapes):
    """Distinct whole numbers, so that every element's place can be told."""
    result, start = [], 1
    for shape in shapes:
        size = int(np.prod(shape))
        result.append(np.arange(start, start + size, dtype="float32").reshape(shape))
        start += size
    return result


def case(label, era, backend, fake, config, shape, weights):
    return dict(
        label=label, era=era, backend=backend, fake=fake, config=config, input=shape,
        weights=weights,
    )


def cases():
    units = {"units": 3}
    gates = [(2, 3), (3, 3), (3,)]
    first, last = "channels_first", "channels_last"
    conv = dict(filters=4, kernel_size=[3, 2])

    def conv2d(name, data_format, kernel, **more):
        return layer(name, kernel, data_format=data_format, filters=4, kernel_size=(3, 2), **more)

    yield case("LSTM of Keras 1", "1", None, layer("LSTM", (2, 12)), units, [-1, 5, 2],
               arrays(*(gates * 4)))
    yield case("LSTM of Keras 1 for the GPU", "1", None, layer("LSTM", (2, 12)), units, [-1, 5, 2],
               arrays((2, 12), (3, 12), (12,)))
    yield case("GRU of Keras 1", "1", None, layer("GRU", (2, 9), reset_after=False),
               dict(units, reset_after=False), [-1, 5, 2], arrays(*(gates * 3)))
    yield case("LSTM of cuDNN", "2", "tensorflow", layer("LSTM", (2, 12)), units, [-1, 5, 2],
               arrays((2, 12), (3, 12), (24,)))
    yield case("GRU of cuDNN", "2", "tensorflow", layer("GRU", (2, 9), reset_after=True),
               dict(units, reset_after=True), [-1, 5, 2], arrays((2, 9), (3, 9), (18,)))
    conv1d = layer("Conv1D", (3, 2, 4), filters=4, kernel_size=(3,))
    config = dict(filters=4, kernel_size=3)
    yield case("Conv1D of Keras 1.2", "1", None, conv1d, config, [-1, 6, 2],
               arrays((3, 1, 2, 4), (4,)))
    yield case("Conv1D of Keras 1.0", "1", None, conv1d, config, [-1, 6, 2],
               arrays((4, 2, 3, 1), (4,)))
    yield case("Conv1D of Theano", "2", "theano", conv1d, config, [-1, 6, 2],
               arrays((3, 2, 4), (4,)))
    yield case("Conv2D of Keras 1, channels first", "1", None,
               conv2d("Conv2D", first, (3, 2, 5, 4)), dict(conv, data_format=first),
               [-1, 5, 8, 8], arrays((4, 5, 3, 2), (4,)))
    yield case("Conv2D of Keras 1 and Theano, channels first", "1", "theano",
               conv2d("Conv2D", first, (3, 2, 5, 4)), dict(conv, data_format=first),
               [-1, 5, 8, 8], arrays((4, 5, 3, 2), (4,)))
    yield case("Conv2D of Keras 1 and Theano, channels last", "1", "theano",
               conv2d("Conv2D", last, (3, 2, 5, 4)), conv, [-1, 8, 8, 5],
               arrays((3, 2, 5, 4), (4,)))
    yield case("Conv2D of Keras 2 and Theano", "2", "theano",
               conv2d("Conv2D", first, (3, 2, 5, 4)), dict(conv, data_format=first),
               [-1, 5, 8, 8], arrays((3, 2, 5, 4), (4,)))
    yield case("Conv3D of Keras 1, channels first", "1", None,
               layer("Conv3D", (2, 2, 2, 3, 4), data_format=first),
               dict(filters=4, kernel_size=2, data_format=first), [-1, 3, 4, 4, 4],
               arrays((4, 3, 2, 2, 2), (4,)))
    yield case("Conv2DTranspose of Keras 1, channels last", "1", None,
               conv2d("Conv2DTranspose", last, (3, 2, 4, 5)), conv, [-1, 8, 8, 5],
               arrays((3, 2, 5, 4), (4,)))
    yield case("Conv2DTranspose of Keras 1, channels first", "1", None,
               conv2d("Conv2DTranspose", first, (3, 2, 4, 5)), dict(conv, data_format=first),
               [-1, 5, 8, 8], arrays((4, 5, 3, 2), (4,)))
    yield case("Conv2DTranspose of Theano", "2", "theano",
               conv2d("Conv2DTranspose", last, (3, 2, 4, 5)), conv, [-1, 8, 8, 5],
               arrays((3, 2, 4, 5), (4,)))
    steps = [(3, 2, 5, 4), (3, 2, 4, 4), (4,)]
    yield case("ConvLSTM2D of Keras 1", "1", None, conv2d("ConvLSTM2D", last, (3, 2, 5, 16)), conv,
               [-1, 3, 8, 8, 5], arrays(*(steps * 4)))
    yield case("ConvLSTM2D of Theano", "2", "theano", conv2d("ConvLSTM2D", last, (3, 2, 5, 16)),
               conv, [-1, 3, 8, 8, 5], arrays((3, 2, 5, 16), (3, 2, 4, 16), (16,)))


def plain(values):
    return [{"shape": list(v.shape), "data": v.ravel().astype(int).tolist()}
            if np.all(v == v.astype(int))
            else {"shape": list(v.shape), "data": v.ravel().tolist()} for v in values]


def main(root):
    convert = keras(root)
    lines = []
    for one in cases():
        fake = one.pop("fake")
        given = one.pop("weights")
        converted = convert(fake, [w.copy() for w in given], one["era"], one["backend"])
        one.update(class_name=type(fake).__name__, weights=plain(given),
                   expected=plain([np.asarray(w) for w in converted]))
        lines.append(json.dumps(one, separators=(",", ":")))
    print('{"keras":"2.3.1","cases":[\n' + ",\n".join(lines) + "\n]}")


if __name__ == "__main__":
    main(sys.argv[1])
