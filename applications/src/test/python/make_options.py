"""Writes options.jsonl: what networks of keras.applications become with some of their settings.

Made with Keras 3.15.1 (KERAS_BACKEND=torch):

    python make_options.py ../resources/io/hornbill/applications/options.jsonl

A line has the network, its settings, the image data format, the shape of an input tensor if one is given,
and the model's name, the shapes of its input and output, and its number of parameters.
"""

import json
import sys

import keras

CASES = {
    "least": {"include_top": False, "input_shape": [32, 32, 3]},
    "leasttop": {"input_shape": [32, 32, 3], "classes": 1},
    "long": {"include_top": False, "pooling": "max", "input_shape": [32, 97, 3]},
    "gray": {"include_top": False, "pooling": "avg", "input_shape": [37, 32, 1]},
    "four": {"input_shape": [37, 32, 4], "classes": 7, "classifier_activation": None},
    "halfnone": {"include_top": False, "input_shape": [None, 40, 3]},
    "none": {"include_top": False},
    "first": {"df": "channels_first", "include_top": False, "input_shape": [3, 32, 41]},
    "firstnone": {"df": "channels_first", "include_top": False, "pooling": "avg"},
    "firsttop": {"df": "channels_first", "input_shape": [3, 33, 32], "classes": 3},
    "tensor": {"tensor": [40, 48, 3], "include_top": False, "pooling": "max"},
    "tensortop": {"tensor": [40, 48, 3], "classes": 5},
    "tensor96": {"tensor": [96, 96, 3], "classes": 5},
    "tensorgray": {"tensor": [40, 48, 1], "include_top": False},
}
WIDTHS = [0.1, 0.35, 0.75, 1.3, 2.0]
NETWORKS = ["MobileNet", "MobileNetV2", "MobileNetV3Small"]
FEW = ["gray", "halfnone", "firsttop", "tensortop"]


def cases():
    for name in NETWORKS:
        yield from ((name, settings) for settings in CASES.values())
        yield from ((name, {"alpha": alpha, "input_shape": [64, 64, 3], "classes": 3}) for alpha in WIDTHS)
    for name in ("EfficientNetB0", "ResNet50"):
        yield from ((name, CASES[case]) for case in FEW)


def line(name, case):
    given = dict(case)
    data_format = given.pop("df", "channels_last")
    keras.backend.clear_session()
    keras.backend.set_image_data_format(data_format)
    settings = {k: tuple(v) if isinstance(v, list) else v for k, v in given.items() if k != "tensor"}
    if "tensor" in given:
        settings["input_tensor"] = keras.Input(given["tensor"], name="image")
    model = getattr(keras.applications, name)(weights=None, **settings)
    return {
        "network": name,
        "settings": {k: v for k, v in given.items() if k != "tensor"},
        "format": data_format,
        "tensor": given.get("tensor"),
        "name": model.name,
        "input": list(model.input_shape),
        "output": list(model.output_shape),
        "params": model.count_params(),
    }


if __name__ == "__main__":
    with open(sys.argv[1], "w") as out:
        for name, case in cases():
            out.write(json.dumps(line(name, case)) + "\n")
