"""Writes small pictures in many formats, and what Keras' load_img makes of them.

Usage: KERAS_BACKEND=jax python make_image_fixtures.py FOLDER [PHOTOS]
(written with Keras 3.15.1, Pillow 13.0.0, NumPy 2.4.6)

values.tsv has a line per call: file, color mode, height, width, interpolation, keep aspect ratio,
the shape, and the SHA-1 of the array as little-endian float32. photos.tsv is the same for real
photographs, which are not kept here. oriented.tsv has the SHA-1 after ImageOps.exif_transpose.
brightness.tsv has the SHA-1 after ImageEnhance.Brightness.
"""

import hashlib
import itertools
import sys
from pathlib import Path

import numpy as np
from keras.utils import img_to_array, load_img
from PIL import Image, ImageEnhance, ImageOps

out = Path(sys.argv[1])
rng = np.random.RandomState(1)
h, w = 29, 37
y, x = np.mgrid[0:h, 0:w]
wave = 127 + 90 * np.sin(x / 3.0) * np.cos(y / 4.0)
rgb = np.stack([wave, 255 * x / w, 255 * y / h], -1) + rng.randint(-20, 20, (h, w, 3))
rgb = np.clip(rgb, 0, 255).astype("u1")
alpha = np.clip(300 - 12 * np.hypot(x - 18, y - 14), 0, 255).astype("u1")
rgba = np.concatenate([rgb, alpha[..., None]], -1)
gray = rgb[..., 0]
gray16 = np.clip(wave * 250 + rng.randint(0, 500, (h, w)), 0, 65535).astype("u2")

Image.fromarray(rgb).save(out / "rgb.png")
Image.fromarray(rgba).save(out / "rgba.png")
Image.fromarray(gray).save(out / "gray.png")
Image.fromarray(gray16).save(out / "gray16.png")
Image.fromarray(np.stack([gray, alpha], -1)).save(out / "gray_alpha.png")
Image.fromarray(gray > 127).save(out / "bits.png")
Image.fromarray(rgb).quantize(32).save(out / "palette.png")
Image.fromarray(rgb).quantize(32).save(out / "palette.gif")
Image.fromarray(rgb).save(out / "rgb.bmp")
Image.fromarray(gray).save(out / "gray.bmp")
Image.fromarray(rgb).save(out / "rgb.webp", lossless=True)
Image.fromarray(rgba).save(out / "rgba.webp", lossless=True, exact=True)


def png16(path, array, color_type):
    """RGB of 16 bits, which Pillow reads but does not write."""
    import struct
    import zlib

    def chunk(name, data):
        crc = zlib.crc32(name + data)
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", crc)

    rows = b"".join(b"\0" + row.astype(">u2").tobytes() for row in array)
    head = struct.pack(">IIBBBBB", array.shape[1], array.shape[0], 16, color_type, 0, 0, 0)
    path.write_bytes(
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


png16(out / "rgb16.png", rgb.astype("u2") * 256 + 77, 2)

interpolations = ["nearest", "bilinear", "bicubic", "hamming", "box", "lanczos"]


def sha(array):
    return hashlib.sha1(np.ascontiguousarray(array, "<f4").tobytes()).hexdigest()


def call(file, name, mode, size, interpolation, keep, to):
    image = load_img(
        file,
        color_mode=mode,
        target_size=size,
        interpolation=interpolation,
        keep_aspect_ratio=keep,
    )
    array = img_to_array(image)
    shape = "x".join(map(str, array.shape))
    height, width = size or (0, 0)
    print(name, mode, height, width, interpolation, keep, shape, sha(array), sep="\t", file=to)


with open(out / "values.tsv", "w") as to:
    for file in sorted(out.glob("*.*")):
        if file.suffix == ".tsv" or file.name.startswith("exif"):
            continue
        for mode in ["rgb", "rgba", "grayscale"]:
            # Keras cuts 16 bits of brightness off at 255, where Hornbill keeps the upper 8
            if file.name != "gray16.png" or mode == "grayscale":
                call(file, file.name, mode, None, "nearest", False, to)
    sizes = [(17, 11), (29, 60), (64, 37), (50, 41), (7, 7), (1, 1), (9, 33)]
    for name in ["rgb.png", "rgba.png", "gray.png"]:
        mode = {"gray.png": "grayscale"}.get(name, name[:-4])
        for size, interpolation, keep in itertools.product(sizes, interpolations, [False, True]):
            call(out / name, name, mode, size, interpolation, keep, to)
    for size, interpolation in itertools.product(sizes, interpolations):
        call(out / "gray16.png", "gray16.png", "grayscale", size, interpolation, False, to)

with open(out / "brightness.tsv", "w") as to:
    for factor, name in itertools.product([0.0, 0.3, 1.0, 1.7], ["rgb.png", "rgba.png", "gray.png"]):
        image = ImageEnhance.Brightness(Image.open(out / name)).enhance(factor)
        print(name, factor, sha(img_to_array(image)), sep="\t", file=to)

with open(out / "oriented.tsv", "w") as to:
    for orientation, kind in itertools.product(range(1, 9), ["png", "webp"]):
        exif = Image.Exif()
        exif[0x0112] = orientation
        file = out / f"exif{orientation}.{kind}"
        options = {"lossless": True} if kind == "webp" else {}
        Image.fromarray(rgb[:5, :7]).save(file, exif=exif, **options)
        upright = ImageOps.exif_transpose(Image.open(file))
        print(file.name, sha(img_to_array(upright)), sep="\t", file=to)

exif = Image.Exif()
exif[0x0112] = 6
Image.fromarray(rgb).save(out / "exif6.jpg", exif=exif, quality=95)

if len(sys.argv) > 2:
    with open(out / "photos.tsv", "w") as to:
        for file in sorted(Path(sys.argv[2]).iterdir()):
            call(file, file.name, "rgb", None, "nearest", False, to)
            for size, interpolation, keep in itertools.product(
                [(224, 224), (331, 299), (64, 48)], interpolations, [False, True]
            ):
                call(file, file.name, "rgb", size, interpolation, keep, to)
