"""generator.json: what Keras 3.15.1's ImageDataGenerator makes of pictures by given parameters.

    KERAS_BACKEND=jax python make_generator_fixtures.py ../resources/io/hornbill/datasets
"""

import json
import pathlib
import sys
import tempfile
import types

import keras
import numpy as np
import scipy.ndimage
from PIL import Image
from keras.src.legacy.preprocessing import image

assert keras.__version__ == "3.15.1"
if not hasattr(scipy.ndimage, "interpolation"):  # Keras calls it by the name that it once had
    scipy.ndimage.interpolation = types.SimpleNamespace(affine_transform=scipy.ndimage.affine_transform)
    image.scipy.ndimage.interpolation = scipy.ndimage.interpolation
RANDOM = np.random.RandomState(5)
PICTURE = RANDOM.randint(0, 256, (6, 8, 3)).astype("float32")
CASES, SCALED = [], []
NONE = dict(theta=0, tx=0, ty=0, shear=0, zx=1, zy=1, flip_horizontal=False, flip_vertical=False,
            channel_shift_intensity=None, brightness=None)


def add(settings, **change):
    generator = image.ImageDataGenerator(**settings)
    out = generator.apply_transform(PICTURE.copy(), {**NONE, **change})
    CASES.append({"settings": settings, "change": {**NONE, **change},
                  "output": np.asarray(out, dtype="float64").round(5).reshape(-1).tolist()})


for fill in ("nearest", "constant", "reflect", "wrap"):
    for order in range(6):
        settings = dict(fill_mode=fill, cval=9.0, interpolation_order=order)
        add(settings, theta=33.0)
        add(settings, tx=2.3, ty=-1.6)
        add(settings, shear=25.0)
        add(settings, zx=0.7, zy=1.4)
        add(settings, theta=-140.0, tx=-3.2, ty=4.7, shear=-12.0, zx=1.3, zy=0.8)
add({}, flip_horizontal=True)
add({}, flip_vertical=True, flip_horizontal=True)
add({}, channel_shift_intensity=41.5)
add({}, channel_shift_intensity=-70.0, theta=10.0)
for brightness in (0.3, 1.0, 1.7):
    add({}, brightness=brightness)

DATA = RANDOM.uniform(0, 255, (9, 3, 2, 3)).round(2).astype("float32")
for settings in (dict(rescale=1 / 255), dict(samplewise_center=True), dict(samplewise_std_normalization=True),
                 dict(samplewise_center=True, samplewise_std_normalization=True, rescale=0.5),
                 dict(featurewise_center=True), dict(featurewise_center=True, featurewise_std_normalization=True),
                 dict(featurewise_center=True, featurewise_std_normalization=True, rescale=0.01)):
    generator = image.ImageDataGenerator(**settings)
    generator.fit(DATA)
    out = np.stack([generator.standardize(x.copy()) for x in DATA])
    SCALED.append({"settings": settings, "output": out.astype("float64").round(6).reshape(-1).tolist()})
WIDE = RANDOM.uniform(0, 1, (60, 2, 2, 1)).round(3).astype("float32")
white = image.ImageDataGenerator(featurewise_center=True, zca_whitening=True, zca_epsilon=0.01)
white.fit(WIDE)

# flows: picture i of a folder is 3 + i rows by 5 columns of (i * 37 + row * 13 + column * 29 + channel * 71) mod 256
FILES = ["b/x.png", "b/a/z.png", "b/A.png", "a-b/1.png", ".c/0.png", ".c/n/2.png", "b/k.PNG"]  # and d, a link to b/a
FLOWS = []
with tempfile.TemporaryDirectory() as folder:
    for i, name in enumerate(FILES):
        file = pathlib.Path(folder, name)
        file.parent.mkdir(exist_ok=True, parents=True)
        row, column, channel = np.meshgrid(range(3 + i), range(5), range(3), indexing="ij")
        Image.fromarray(((i * 37 + row * 13 + column * 29 + channel * 71) % 256).astype("u1")).save(file)
    pathlib.Path(folder, "b/y.gif").touch()
    pathlib.Path(folder, "d").symlink_to(pathlib.Path(folder, "b/a"))
    for mode, interpolation, shuffle, keep, color, subset in [
        ("categorical", "bilinear", True, False, "rgb", None), ("sparse", "nearest", False, False, "grayscale", None),
        ("binary", "lanczos", True, True, "rgb", None), ("input", "hamming", True, False, "rgba", "training"),
        (None, "bicubic", False, True, "rgb", "validation")]:
        generator = image.ImageDataGenerator(rescale=0.5, validation_split=0.5)
        flow = generator.flow_from_directory(
            folder, target_size=(2, 3), class_mode=mode, interpolation=interpolation, shuffle=shuffle, seed=11,
            keep_aspect_ratio=keep, color_mode=color, subset=subset, batch_size=3,
            classes=["b", "a-b"] if mode == "binary" else None)
        batches = [next(flow) for _ in range(2 * len(flow))]  # two passes
        pairs = [(b, None) if mode is None else b for b in batches]
        FLOWS.append({"mode": mode or "none", "interpolation": interpolation, "shuffle": shuffle, "keep": keep,
                      "color": color, "subset": subset,
                      "batches": [[x.astype(float).reshape(-1).tolist(),
                                   None if y is None else [list(y.shape), y.astype(float).reshape(-1).tolist()]]
                                  for x, y in pairs]})
flow = image.ImageDataGenerator().flow(np.arange(7.0).reshape(7, 1, 1, 1), batch_size=3, seed=4)
ORDERS = [np.concatenate([next(flow).reshape(-1) for _ in range(3)]).astype(int).tolist() for _ in range(3)]
target = pathlib.Path(sys.argv[1])
(target / "generator.json").write_text(json.dumps(
    {"picture": PICTURE.reshape(-1).tolist(), "cases": CASES, "data": DATA.astype(float).round(2).reshape(-1).tolist(), "scaled": SCALED, "flows": FLOWS, "orders": ORDERS,
     "wide": WIDE.astype(float).round(3).reshape(-1).tolist(),
     "white": np.stack([white.standardize(x.copy()) for x in WIDE]).astype(float).round(6).reshape(-1).tolist()},
    separators=(",", ":")) + "\n")
print(len(CASES), len(SCALED))
