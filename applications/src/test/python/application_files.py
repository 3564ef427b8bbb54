"""Saves networks of keras.applications with random weights, for ApplicationFilesTest.

Written for Keras 3.15.1; on PyTorch (KERAS_BACKEND=torch), which compiles nothing, it is quickest;
only NASNetMobile, which Keras does not make there, needs KERAS_BACKEND=jax:

    python application_files.py list
    python application_files.py write FOLDER CASE…
    python application_files.py serve FOLDER

`serve` takes cases from its standard input, a line each, and answers each with a line. What is made of a
case is CASE.config.json (Keras' own JSON), CASE.weights.h5, CASE.keras, CASE.h5 and CASE.npz with an input
`x` and the prediction `y`. Kernels and moving statistics are random; the last kernel is scaled so that the classes differ.
"""

import json
import os
import sys

import numpy as np


def names():
    import keras

    return [n for n in dir(keras.applications) if n[0].isupper()]


def cases():
    """Settings by the name of a case: the network, its settings, the size and format of images."""
    found = {}
    for name in names():
        least = 75 if "Inception" in name or name == "Xception" else 32
        other = [least + 25, least + 32]
        found[f"{name}-top"] = (name, {}, None, "channels_last")
        found[f"{name}-small"] = (name, {"input_shape": [*other, 3]}, None, "channels_last")
        settings = {"include_top": False, "pooling": "avg", "input_shape": [*other, 3]}
        found[f"{name}-avg"] = (name, settings, None, "channels_last")
        settings = {"include_top": False, "pooling": "max"}
        if name.startswith("NASNet"):
            settings["input_shape"] = [48, 48, 3]
        found[f"{name}-max"] = (name, settings, None if "Mobile" in name and "NAS" in name else [least + 16, least + 16], "channels_last")
    for name in names():
        if not name.startswith(("DenseNet", "NASNet", "ConvNeXt")):  # they refuse it
            found[f"{name}-first"] = (name, {"input_shape": [3, 96, 96], "classes": 10}, None, "channels_first")
    more = {
        "MobileNet-narrow": ("MobileNet", {"alpha": 0.25, "depth_multiplier": 2, "input_shape": [128, 128, 3], "dropout": 0.1}),
        "MobileNetV2-narrow": ("MobileNetV2", {"alpha": 0.35, "input_shape": [96, 96, 3]}),
        "MobileNetV2-wide": ("MobileNetV2", {"alpha": 1.4, "classes": 7}),
        "MobileNetV3Small-narrow": ("MobileNetV3Small", {"alpha": 0.75, "input_shape": [64, 64, 3]}),
        "MobileNetV3Large-wide": ("MobileNetV3Large", {"alpha": 1.25, "input_shape": [64, 96, 3], "dropout_rate": 0.0}),
        "MobileNetV3Small-minimalistic": ("MobileNetV3Small", {"minimalistic": True, "include_preprocessing": False, "input_shape": [64, 64, 3]}),
        "MobileNet-half": ("MobileNet", {"alpha": 0.5, "include_top": False, "pooling": "avg", "input_shape": [64, 80, 3]}),
        "MobileNet-wide": ("MobileNet", {"alpha": 1.5, "input_shape": [48, 48, 3], "classifier_activation": None, "classes": 3}),
        "MobileNetV2-half": ("MobileNetV2", {"alpha": 0.5, "include_top": False, "pooling": "max", "input_shape": [64, 80, 3]}),
        "MobileNetV3Large-narrow": ("MobileNetV3Large", {"alpha": 0.75, "include_top": False, "pooling": "avg", "input_shape": [64, 80, 3]}),
        "MobileNetV3Small-wide": ("MobileNetV3Small", {"alpha": 1.5, "input_shape": [48, 64, 3], "classes": 3, "classifier_activation": None}),
        "MobileNetV3Large-minimalistic": ("MobileNetV3Large", {"minimalistic": True, "input_shape": [64, 64, 3]}),
        "EfficientNetV2B0-raw": ("EfficientNetV2B0", {"include_preprocessing": False, "input_shape": [64, 64, 3]}),
        "EfficientNetV2S-raw": ("EfficientNetV2S", {"include_preprocessing": False, "include_top": False, "input_shape": [64, 64, 3]}),
        "ConvNeXtTiny-raw": ("ConvNeXtTiny", {"include_preprocessing": False, "input_shape": [64, 64, 3], "classes": 5}),
        "VGG16-logits": ("VGG16", {"classifier_activation": None, "input_shape": [48, 64, 3], "classes": 20}),
        "VGG16-gray": ("VGG16", {"include_top": False, "input_shape": [32, 40, 1]}),
        "Xception-logits": ("Xception", {"classifier_activation": None, "input_shape": [80, 71, 3], "classes": 1}),
        "EfficientNetB0-gray": ("EfficientNetB0", {"input_shape": [40, 64, 1], "classes": 4, "classifier_activation": "sigmoid"}),
        "ConvNeXtTiny-gray": ("ConvNeXtTiny", {"input_shape": [40, 64, 1], "classes": 4, "classifier_activation": "sigmoid"}),
        "EfficientNetV2B0-four": ("EfficientNetV2B0", {"input_shape": [40, 64, 4], "classes": 4}),
        "ResNet50-maps": ("ResNet50", {"include_top": False}),
    }
    for case, (name, settings) in more.items():
        size = [64, 48] if case == "ResNet50-maps" else None
        found[case] = (name, settings, size, "channels_last")
    return found


def randomize(model, random):
    for layer in model._flatten_layers():
        for variable in layer._trainable_variables + layer._non_trainable_variables:
            shape, name = variable.shape, variable.path.split("/")[-1]
            if not variable.dtype.startswith("float") or name == "seed_generator_state":
                continue
            if name in ("kernel", "depthwise_kernel", "pointwise_kernel"):
                fan_in = np.prod(shape[:2]) if name == "depthwise_kernel" else np.prod(shape[:-1])
                value = random.standard_normal(shape, "float32") * np.sqrt(2.0 / fan_in)
            elif name in ("gamma", "moving_variance", "variance"):
                value = random.uniform(0.5, 1.5, shape)
            else:
                value = random.uniform(-0.2, 0.2, shape)
            variable.assign(value.astype("float32"))


def spread(model, x):
    """Scales the last kernel so that logits differ by some units; returns the prediction."""
    import keras

    last = model.layers[-1]
    activation, last.activation = last.activation, keras.activations.linear
    factor = np.float32(2 / model.predict(x, batch_size=1, verbose=0).std())
    last.activation = activation
    kernel = [layer for layer in model.layers if hasattr(layer, "kernel")][-1]
    kernel.set_weights([w * factor for w in kernel.get_weights()])
    model.predict_function = None  # which was compiled without the activation
    return model.predict(x, batch_size=1, verbose=0)


def write(folder, case):
    import keras
    from keras.src.initializers.random_initializers import VarianceScaling

    name, settings, size, data_format = cases()[case]
    keras.backend.clear_session()
    keras.backend.set_image_data_format(data_format)
    random = np.random.default_rng(sum(case.encode()))
    # Kernels are set below; drawing them twice takes long.
    VarianceScaling.__call__ = lambda self, shape, dtype=None, **kwargs: np.zeros(shape, "float32")
    given = {k: tuple(v) if isinstance(v, list) else v for k, v in settings.items()}
    model = getattr(keras.applications, name)(weights=None, **given)
    path = os.path.join(folder, case)
    with open(path + ".config.json", "w") as out:
        out.write(model.to_json())
    randomize(model, random)
    shape = list(model.input_shape[1:])
    if size:
        shape = [*size, 3] if data_format == "channels_last" else [3, *size]
    elif None in shape:
        shape = [3 if n is None else n for n in shape]
        shape = [224, 224, 3] if data_format == "channels_last" else [3, 224, 224]
    batch = 1 if max(shape) > 300 else 2
    raw = "Efficient" in name or "ConvNeXt" in name or "V3S" in name or "V3L" in name
    low, high = (0, 255) if raw and settings.get("include_preprocessing", True) else (-1, 1)
    x = random.uniform(low, high, [batch, *shape]).astype("float32")
    top = settings.get("include_top", True)
    y = spread(model, x) if top else model.predict(x, batch_size=1, verbose=0)
    np.savez(path + ".npz", x=x, y=y)
    model.save_weights(path + ".weights.h5")
    model.save(path + ".keras")
    model.save(path + ".h5")


def serve(folder):
    for line in sys.stdin:
        case = line.strip()
        try:
            write(folder, case)
            print("done", case, flush=True)
        except Exception as e:
            print("failed", case, repr(e).replace("\n", " "), flush=True)


if __name__ == "__main__":
    if sys.argv[1] == "list":
        print(json.dumps({case: list(values) for case, values in cases().items()}))
    elif sys.argv[1] == "serve":
        serve(sys.argv[2])
    else:
        for one in sys.argv[3:]:
            write(sys.argv[2], one)
