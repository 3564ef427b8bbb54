"""Exchanges files between real Keras and Hornbill. KerasExchangeTest runs it; see README.md.

Usage: python exchange_files.py write FOLDER   (Keras saves, and says what its models compute)
       python exchange_files.py check FOLDER   (Keras loads what Hornbill saved)
"""

import json
import os
import sys
import traceback

os.environ["KERAS_HOME"] = sys.argv[2]  # where Keras writes its keras.json
os.environ.setdefault("KERAS_BACKEND", "jax")

import keras
import numpy as np

from exchange import architectures
from exchange.layers import layer_models

TRAINED, CONTINUED = 3, 4
# Keras saves a layer that several nested models share, and cannot load it again.
KERAS_CANNOT_LOAD = {"shared_between_models"}
# With Attention in them: Keras reads the score mode of an .h5 file as the function of that name.
KERAS_CANNOT_LOAD_H5 = ("Attention_", "cells")


def train(model, xs, ys, steps):
    """Trains on the same batch again and again; returns the losses."""
    losses = []
    for _ in range(steps):
        logs = model.train_on_batch(xs, ys, return_dict=True)
        losses.append(float(logs["loss"]))
    return losses


def predict(model, xs):
    """All outputs as a list of arrays."""
    reset(model)
    ys = model(xs if len(xs) > 1 else xs[0], training=False)
    reset(model)
    return [np.asarray(y) for y in (ys if isinstance(ys, (list, tuple)) else [ys])]


def reset(model):
    """Stateful layers begin anew, so that what is computed does not depend on what was before."""
    for layer in model.layers:
        if hasattr(layer, "reset_state") and getattr(layer, "stateful", False):
            layer.reset_state()


def save(model, folder, name):
    """Saves in both formats, the weights alone, and the architecture."""
    model.save(os.path.join(folder, f"{name}.keras"))
    model.save_weights(os.path.join(folder, f"{name}.weights.h5"))
    h5 = os.path.join(folder, f"{name}.h5")
    if name in KERAS_CANNOT_LOAD:
        return
    try:
        model.save(h5)
    except ValueError as error:
        # Keras' legacy writer gives two weights of some layers the same place.
        print(f"no {h5}: {error}")
        os.remove(h5)
    with open(os.path.join(folder, f"{name}.json"), "w") as f:
        f.write(model.to_json())


def write_npz(folder, name, xs, ys, **more):
    """Inputs, outputs and more, as floats."""
    arrays = {f"x{i}": x for i, x in enumerate(xs)} | {f"y{i}": y for i, y in enumerate(ys)}
    arrays |= {key: np.asarray(value) for key, value in more.items()}
    arrays = {key: np.asarray(value, "float32") for key, value in arrays.items()}
    np.savez(os.path.join(folder, f"{name}.npz"), **arrays)


def write(folder):
    """Saves all models, and writes cases.json."""
    cases = []
    for name in architectures.ALL:
        model = architectures.seeded(name)
        xs, ts = architectures.data(model, 1)
        before = train(model, xs, ts, TRAINED)
        outputs = predict(model, xs)
        save(model, folder, name)
        losses = train(model, xs, ts, CONTINUED)
        targets = {f"t{i}": t for i, t in enumerate(ts)}
        write_npz(folder, name, xs, outputs, losses=losses, before=before, **targets)
        cases.append({"name": name, "inputs": len(xs), "outputs": len(outputs),
                      "targets": len(ts)})
    for name, model, xs in layer_models():
        outputs = predict(model, xs)
        save(model, folder, name)
        write_npz(folder, name, xs, outputs)
        cases.append({"name": name, "inputs": len(xs), "outputs": len(outputs), "targets": 0})
    with open(os.path.join(folder, "cases.json"), "w") as f:
        json.dump({"cases": cases, "keras": keras.__version__}, f)


def check_one(folder, case, file):
    """Compares one file of Hornbill's with what Hornbill computed; returns the difference."""
    name = case["name"]
    arrays = np.load(os.path.join(folder, f"{name}.hornbill.npz"))
    keras.backend.clear_session()
    model = keras.models.load_model(os.path.join(folder, file))
    xs = [arrays[f"x{i}"] for i in range(case["inputs"])]
    difference = 0.0
    for i, y in enumerate(predict(model, xs)):
        expected = arrays[f"y{i}"]
        if y.shape != expected.shape:
            raise ValueError(f"output {i} has shape {y.shape}, Hornbill's has {expected.shape}")
        difference = max(difference, float(np.max(abs(y - expected), initial=0)))
    if difference > 1e-5:
        raise ValueError(f"predictions differ by {difference}")
    # Keras builds the optimizer of an .h5 model for no variables, and then cannot train it.
    if case["targets"] and file.endswith(".keras"):
        ts = [arrays[f"t{i}"] for i in range(case["targets"])]
        losses = np.asarray(train(model, xs, ts, CONTINUED))
        expected = arrays["losses"]
        if not np.allclose(losses, expected, rtol=1e-4, atol=1e-6):
            raise ValueError(f"losses {losses} instead of {expected}")
    return difference


def check(folder):
    """Loads all that Hornbill saved, and writes report.json."""
    with open(os.path.join(folder, "cases.json")) as f:
        cases = json.load(f)["cases"]
    report = {}
    for case in cases:
        name = case["name"]
        for file in (f"{name}.hornbill.keras", f"{name}.hornbill.h5"):
            there = os.path.exists(os.path.join(folder, file))
            if file.endswith(".h5") and name.startswith(KERAS_CANNOT_LOAD_H5):
                continue
            if there and name not in KERAS_CANNOT_LOAD:
                try:
                    check_one(folder, case, file)
                except Exception as error:
                    print(file)
                    traceback.print_exc()
                    report[file] = f"{type(error).__name__}: {error}"[:600]
    with open(os.path.join(folder, "report.json"), "w") as f:
        json.dump(report, f, indent=1)


if __name__ == "__main__":
    {"write": write, "check": check}[sys.argv[1]](sys.argv[2])
