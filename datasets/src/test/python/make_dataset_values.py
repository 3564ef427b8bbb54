"""Writes what Keras itself loads from its home folder, one line per call, and small CIFAR files.

Usage: KERAS_HOME=… python make_dataset_values.py FOLDER   (written with Keras 3.15.1, NumPy 2.4.6)

A line is: data set, arguments, rows to train and to test with, then the SHA-1 of the training
inputs, test inputs and all labels. Inputs are int32, each row followed by -1; tables are float32.
"""

import hashlib
import os
import pickle
import sys
from pathlib import Path

os.environ.setdefault("KERAS_BACKEND", "jax")
import numpy as np
from keras.datasets import boston_housing, imdb, reuters

out = Path(sys.argv[1])
home = Path(os.environ["KERAS_HOME"]) / "datasets"


def get_file(fname=None, *args, **kwargs):
    return str(home / fname)


for module in (imdb, reuters, boston_housing):
    sys.modules["keras.src.datasets." + module.__name__.split(".")[-1]].get_file = get_file
# the copies in use were pickled anew, with a call that Keras' own reader does not know
sys.modules["keras.src.datasets.npz_utils"].load_npz = lambda f: dict(np.load(f, allow_pickle=True))


def digest(x):
    sha = hashlib.sha1()
    if isinstance(x, np.ndarray) and x.dtype != object:
        sha.update(x.astype("<f4").tobytes())
    else:
        for row in x:
            sha.update(np.array([*row, -1], "<i4").tobytes())
    return sha.hexdigest()


sentences = [
    {},
    {"num_words": 20000, "maxlen": 80},
    {"num_words": 1000, "skip_top": 20},
    {"seed": 7},
    {"start_char": None, "num_words": 500},
    {"start_char": 9, "oov_char": 8, "num_words": 500},
    {"oov_char": None, "num_words": 300, "skip_top": 10},
    {"index_from": 0, "start_char": None},
    {"index_from": 10, "num_words": 5000},
]
calls = [("Imdb", imdb, a) for a in sentences]
calls += [("Reuters", reuters, a) for a in [*sentences, {"test_split": 0.3}]]
calls += [("BostonHousing", boston_housing, a) for a in [{}, {"test_split": 0.5, "seed": 5}]]

with open(out / "values.tsv", "w") as file:
    for name, module, arguments in calls:
        (x, y), (xt, yt) = module.load_data(**arguments)
        labels = np.concatenate([y, yt])
        print(
            name,
            ";".join(f"{k}={v}" for k, v in arguments.items()),
            len(x),
            len(xt),
            digest(x),
            digest(xt),
            digest(labels),
            sep="\t",
            file=file,
        )

# image i of a file has the value (i + channel * 7 + row * 3 + column) mod 256
channel, row, column = np.meshgrid(range(3), range(32), range(32), indexing="ij")


def batch(first, labels):
    images = [(i + channel * 7 + row * 3 + column) % 256 for i in range(first, first + 2)]
    data = np.array(images, "u1").reshape(2, 3072)
    return {b"data": data} | {k.encode(): v for k, v in labels.items()}


ten = out / "cifar-10-batches-py"
hundred = out / "cifar-100-python"
ten.mkdir(exist_ok=True)
hundred.mkdir(exist_ok=True)
for i in range(5):
    content = batch(2 * i, {"labels": [i, i + 1]})
    (ten / f"data_batch_{i + 1}").write_bytes(pickle.dumps(content, 2))
(ten / "test_batch").write_bytes(pickle.dumps(batch(10, {"labels": [9, 8]}), 2))
for i, name in enumerate(["train", "test"]):
    labels = {"fine_labels": [90 + i, 5], "coarse_labels": [19, i]}
    (hundred / name).write_bytes(pickle.dumps(batch(20 * i, labels), 2))
