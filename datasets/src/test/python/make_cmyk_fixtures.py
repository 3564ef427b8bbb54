"""Writes small JPEGs of four inks, and what Keras' load_img makes of them.

Usage: KERAS_BACKEND=jax python make_cmyk_fixtures.py FOLDER
(written with Keras 3.15.1, Pillow 13.0.0, NumPy 2.4.6)

cmyk.tsv has a line per call: file, color mode, the shape, and the SHA-1 of the array as little-endian float32.
"""

import hashlib
import sys
from pathlib import Path

import numpy as np
from keras.utils import img_to_array, load_img
from PIL import Image

out = Path(sys.argv[1])
rng = np.random.RandomState(2)
h, w = 29, 37
y, x = np.mgrid[0:h, 0:w]
inks = np.stack([255 * x / w, 255 * y / h, 127 + 90 * np.sin(x / 5.0), 4 * x + rng.randint(0, 40, (h, w))], -1)
picture = Image.fromarray(np.clip(inks, 0, 255).astype("u1"), "CMYK")
picture.save(out / "cmyk.jpg", quality=90)
picture.save(out / "cmyk_progressive.jpg", quality=70, progressive=True)

# Pillow writes plain inks; with another number in Adobe's segment the same samples are luminance, colors and black.
stored = bytearray((out / "cmyk.jpg").read_bytes())
adobe = stored.index(b"Adobe")
assert stored[adobe + 11] == 0
stored[adobe + 11] = 2
(out / "ycck.jpg").write_bytes(stored)

with open(out / "cmyk.tsv", "w") as to:
    for name in ["cmyk.jpg", "cmyk_progressive.jpg", "ycck.jpg"]:
        for mode in ["rgb", "grayscale", "rgba"]:
            array = img_to_array(load_img(out / name, color_mode=mode))
            digest = hashlib.sha1(np.ascontiguousarray(array, "<f4").tobytes()).hexdigest()
            print(name, mode, "x".join(map(str, array.shape)), digest, sep="\t", file=to)
