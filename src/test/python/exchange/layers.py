"""A model of each layer type: the first golden cases of each class, in single precision."""

import json
import os

import keras
import numpy as np

GOLDEN = os.path.join(os.path.dirname(__file__), "..", "..", "resources", "golden")
PER_CLASS = 1
# Every model has inputs. The way back of a ReversibleEmbedding, a call with `reverse`, has no file.
SKIPPED = {"InputLayer"}


def golden_cases():
    """The golden cases of Keras' own layers."""
    for file in sorted(os.listdir(GOLDEN)):
        if file.startswith("layers_") and file != "layers_keras1.json":
            with open(os.path.join(GOLDEN, file)) as f:
                yield from json.load(f)["cases"]


def array(encoded):
    """An array of a fixture."""
    return np.asarray(encoded["data"], "float32").reshape(encoded["shape"])


def single(config):
    """The configuration in single precision."""
    return json.loads(json.dumps(config).replace('"float64"', '"float32"'))


def settings(call):
    """Settings of the call that are not arrays; None if it has arrays."""
    plain = {k: v for k, v in (call or {}).items() if isinstance(v, bool)}
    return plain if len(plain) == len(call or {}) else None


def layer_class(name):
    """The class of a name in files, which Keras exports by another one in one case."""
    return getattr(keras.layers, "GroupQueryAttention" if name == "GroupedQueryAttention" else name)


def layer_models():
    """Yields name, model and inputs."""
    used = {}
    for case in golden_cases():
        name = case["class_name"]
        keyword = settings(case.get("call"))
        number = used.get(name, 0)
        if name in SKIPPED or keyword is None or "reverse" in keyword or case.get("mask") or case.get("training"):
            continue
        if number >= PER_CLASS + len(keyword):
            continue
        keras.backend.clear_session()
        keras.utils.set_random_seed(number + 1)
        xs = [array(x) for x in case["inputs"]]
        layer = layer_class(name).from_config(single(case["config"]))
        whole = {"Embedding", "ReversibleEmbedding", "CategoryEncoding", "IntegerLookup"}
        kind = "int32" if name in whole else "float32"
        stateful = case["config"].get("stateful", False)
        tensors = [
            keras.Input(batch_shape=x.shape, dtype=kind) if stateful
            else keras.Input(x.shape[1:], dtype=kind) for x in xs
        ]
        try:
            outputs = call(layer, name, tensors, keyword)
            model = keras.Model(tensors, outputs)
            if case.get("weights"):
                model.set_weights([array(w) for w in case["weights"]])
        except Exception as error:
            print(f"no model of {case['label']}: {type(error).__name__} {error}"[:300])
            continue
        used[name] = number + 1
        yield f"{name}_{number}", model, xs


def call(layer, name, tensors, keyword):
    """Applies a layer as users do."""
    if isinstance(layer, (keras.layers.Attention, keras.layers.AdditiveAttention)):
        return layer(tensors, **keyword)
    if len(tensors) > 1 and (hasattr(layer, "_merge_function") or name in
                             ("Concatenate", "Dot", "Add", "Subtract", "Multiply", "Average",
                              "Maximum", "Minimum")):
        return layer(tensors, **keyword)
    if isinstance(layer, (keras.layers.RNN, keras.layers.Bidirectional)) and len(tensors) > 1:
        return layer(tensors[0], initial_state=tensors[1:], **keyword)
    return layer(*tensors, **keyword)
