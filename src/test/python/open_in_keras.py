"""Opens in any Keras what Hornbill saved. KerasVersionsTest runs it; see README.md.

Usage: python open_in_keras.py FOLDER [tf_keras]

FOLDER holds NAME.keras and NAME.h5 with NAME.npz: inputs x0, x1, … and outputs y0, …, and where
training goes on targets t0 and losses. What opens and predicts the same to 1e-5 is counted in
report.json, and what does not stands there with the reason.
Keras 2 (tf_keras) opens .h5 files; the models that it cannot have at all are named by the test.
"""

import glob
import importlib
import json
import os
import sys
import traceback

os.environ["KERAS_HOME"] = sys.argv[1]  # where Keras writes its keras.json
os.environ.setdefault("KERAS_BACKEND", "jax")
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import numpy as np

module = sys.argv[2] if len(sys.argv) > 2 else "keras"
keras = importlib.import_module(module)


def compare(file):
    """The largest difference of a file's predictions, and of the losses of further training."""
    keras.backend.clear_session()
    model = keras.models.load_model(file)
    arrays = np.load(os.path.splitext(file)[0] + ".npz")
    xs = [arrays[f"x{i}"] for i in range(sum(key.startswith("x") for key in arrays))]
    ys = model(xs if len(xs) > 1 else xs[0], training=False)
    ys = ys if isinstance(ys, (list, tuple)) else [ys]
    differences = [np.max(abs(np.asarray(y) - arrays[f"y{i}"])) for i, y in enumerate(ys)]
    for loss in arrays["losses"] if "losses" in arrays else []:
        model.reset_metrics()  # up to 3.8 the loss of a batch is the mean of all batches before
        differences.append(abs(model.train_on_batch(xs[0], arrays["t0"]) - loss))
    return float(max(differences))


def main(folder):
    """Opens all files, and writes report.json."""
    failures, opened = {}, 0
    kinds = ["h5"] if module == "tf_keras" else ["keras", "h5"]
    for kind in kinds:
        for file in sorted(glob.glob(os.path.join(folder, f"*.{kind}"))):
            try:
                difference = compare(file)
                if difference > 1e-5:
                    raise ValueError(f"predictions differ by {difference}")
                opened += 1
            except Exception as error:
                traceback.print_exc()
                failures[os.path.basename(file)] = f"{type(error).__name__}: {error}"[-400:]
    with open(os.path.join(folder, "report.json"), "w") as f:
        json.dump({"keras": keras.__version__, "opened": opened, "failures": failures}, f)


main(sys.argv[1])
