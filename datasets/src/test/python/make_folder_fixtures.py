"""Writes how TensorFlow resizes, and which files Keras' *_dataset_from_directory finds in what order.

Usage: python make_folder_fixtures.py FOLDER   (written with Keras 3.15.1, TensorFlow 2.21.0)

resize.tsv: what is done, height, width, the numbers of the result. orders.tsv: seed, shuffle,
validation split, subset, the names of the files, the labels.
"""

import itertools
import sys
import tempfile
from pathlib import Path

import keras
import numpy as np
import tensorflow as tf
from PIL import Image

out = Path(sys.argv[1])
x = np.array([1, 4, 9, 16, 25, 36, 49, 64, 81, 100, 121, 144], "f4").reshape(3, 4, 1)
methods = "bilinear nearest bicubic area lanczos3 lanczos5 gaussian mitchellcubic".split()
with open(out / "resize.tsv", "w") as to:

    def line(name, size, result):
        numbers = " ".join(f"{v:.4f}" for v in np.asarray(result).ravel())
        print(name, *size, numbers, sep="\t", file=to)

    for method, size in itertools.product(methods, [(2, 3), (5, 6), (7, 2)]):
        line(method, size, tf.image.resize(x, size, method))
    for size in [(2, 2), (5, 4), (6, 9), (9, 3)]:
        line("pad", size, tf.image.resize_with_pad(x, *size))
        line("crop", size, keras.preprocessing.image.smart_resize(x, size))

with tempfile.TemporaryDirectory() as folder, open(out / "orders.tsv", "w") as to:
    for i in range(23):
        file = Path(folder, ["b", "a", "a/deep", "c"][i % 4], f"{i}.png")
        file.parent.mkdir(exist_ok=True, parents=True)
        Image.fromarray(np.full((2, 2, 3), i, "u1")).save(file)
    for seed, shuffle, split in itertools.product([1, 123], [True, False], [0.0, 0.3]):
        for subset in ["training", "validation"] if split else [None]:
            ds = keras.utils.image_dataset_from_directory(
                folder,
                seed=seed,
                shuffle=shuffle,
                validation_split=split or None,
                subset=subset,
                image_size=(2, 2),
                verbose=False,
            )
            names = [Path(p).name for p in ds.file_paths]
            print(seed, shuffle, split, subset, " ".join(names), sep="\t", file=to)
