"""Opens models with vocabularies that Hornbill saved in real Keras, and says where outputs differ.

    KERAS_BACKEND=tensorflow python check_exchange.py FOLDER

PreprocessingExchangeTest runs it; needs Keras 3 with TensorFlow, as strings go through no other backend. cases.json
has the inputs and our outputs; report.json gets a message for each model that is not the same.
"""

import json
import os
import pathlib
import sys
import traceback

os.environ["KERAS_BACKEND"] = "tensorflow"
import keras
import numpy as np
import tensorflow as tf


@keras.saving.register_keras_serializable("exchange")
def plain(x):
    return tf.strings.regex_replace(tf.strings.lower(x), "-", " ")


@keras.saving.register_keras_serializable("exchange")
def commas(x):
    return tf.strings.split(x, ",")


folder = pathlib.Path(sys.argv[1])
report = {}
for case in json.loads((folder / "cases.json").read_text()):
    try:
        model = keras.models.load_model(folder / (case["name"] + ".keras"))
        inputs = []
        for values, tensor in zip(case["inputs"], model.inputs):
            strings = isinstance(values[0], str)
            dtype = tf.string if strings else tensor.dtype
            array = tf.constant(values if strings else np.array(values).astype(dtype), dtype=dtype)
            inputs.append(tf.reshape(array, (len(values), -1)))
        out = model(inputs if len(inputs) > 1 else inputs[0])
        got = np.asarray(tf.sparse.to_dense(out) if isinstance(out, tf.SparseTensor) else out)
        wanted = np.array(case["output"], dtype="float64").reshape(case["shape"])
        if got.shape != wanted.shape:
            report[case["name"]] = f"shape {got.shape} instead of {wanted.shape}"
        elif not np.allclose(got.astype("float64"), wanted, atol=2e-5, rtol=1e-5):
            report[case["name"]] = f"{got.tolist()} instead of {wanted.tolist()}"
        else:  # and back: Hornbill reads what Keras writes of it
            model.save(folder / (case["name"] + ".again.keras"))
    except Exception:
        report[case["name"]] = traceback.format_exc()[-1500:]
(folder / "report.json").write_text(json.dumps(report))
