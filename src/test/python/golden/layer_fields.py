"""layer_fields.json: what every layer class of Keras 3 can be told, and what it writes."""

import inspect

import keras

from golden.common import write

NOT_LAYERS = {"FlaxLayer", "JaxLayer", "Layer", "TFSMLayer", "TorchModuleWrapper", "Wrapper"}
REQUIRED = {
    "activation": "relu", "alpha": 0.1, "axes": 1, "cropping": 1, "dims": (1, 2),
    "equation": "ab,bc->ac", "filters": 4, "head_dim": 2, "input_dim": 6, "key_dim": 2,
    "kernel_size": 3, "n": 2, "num_heads": 2, "num_key_value_heads": 1, "num_query_heads": 2,
    "output_dim": 3, "output_shape": 4, "output_size": 2, "pool_size": 2, "rate": 0.5,
    "stddev": 0.5, "target_shape": (2, 3), "units": 3,
}
OBJECTS = {
    "Bidirectional": lambda: {"layer": keras.layers.LSTM(2, name="inner")},
    "InputLayer": lambda: {"shape": (3,)},
    "Lambda": lambda: {"function": keras.ops.abs},
    "RNN": lambda: {"cell": keras.layers.LSTMCell(2, name="inner")},
    "SpectralNormalization": lambda: {"layer": keras.layers.Dense(2, name="inner")},
    "StackedRNNCells": lambda: {"cells": [keras.layers.LSTMCell(2, name="inner")]},
    "TimeDistributed": lambda: {"layer": keras.layers.Dense(2, name="inner")},
}


def classes():
    """The layer classes by their own names, with all names under which Keras exports them."""
    found = {}
    for name in sorted(dir(keras.layers)):
        cls = getattr(keras.layers, name)
        if not inspect.isclass(cls) or not issubclass(cls, keras.layers.Layer):
            continue
        if "preprocessing" not in cls.__module__ and name not in NOT_LAYERS:
            found.setdefault(cls, []).append(name)
    return found


def arguments(cls):
    """The named arguments of the constructor, each with whether it is required."""
    parameters = inspect.signature(cls.__init__).parameters.values()
    return {p.name: p.default is p.empty for p in parameters
            if p.kind == p.POSITIONAL_OR_KEYWORD and p.name != "self"}


def case(cls, names):
    """One class: made with what is required alone."""
    known = arguments(cls)
    own = OBJECTS.get(cls.__name__, dict)()
    for name, required in known.items():
        if required and name not in own:
            own[name] = REQUIRED[name]
    layer = cls(name="layer", **own)
    config = layer.get_config()
    if cls.__name__ == "Lambda":
        config = {key: None for key in config}
    return {
        "label": cls.__name__,
        "names": names,
        "arguments": sorted(set(known) - {"name", "dtype", "trainable", "kwargs"}),
        "config": config,
        "supports_masking": bool(layer.supports_masking),
    }


def main():
    """Makes the file."""
    write("layer_fields", [case(cls, names) for cls, names in classes().items()])
