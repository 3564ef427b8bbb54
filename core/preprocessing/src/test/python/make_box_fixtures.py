"""boxes.json: where Keras 3.15.1 on JAX moves boxes and masks by given parameters.

    KERAS_BACKEND=jax python make_box_fixtures.py ../resources/io/hornbill/layers/augmentation

Left out is what Keras gets wrong: turned boxes of other formats than "xyxy" (it takes their numbers for corners),
projected ones (it does not write them back in the format), slanted ones on pictures that are not square (it takes
pixels for shares), cropped ones at different shifts down and across (it exchanges them), and masks that are mixed
(it takes numbers of pixels for those of pictures) or interpolated.
"""

import json
import pathlib
import sys

import keras
import numpy as np
from keras import layers
from keras.utils import bounding_boxes as boxes_of

assert keras.__version__ == "3.15.1" and keras.backend.backend() == "jax"
RANDOM = np.random.RandomState(9)
FORMATS = ("xyxy", "yxyx", "xywh", "center_xywh", "center_yxhw", "rel_xyxy", "rel_yxyx", "rel_xywh", "rel_center_xywh")
CORNERS = np.array([[[1, 1, 4, 3], [0, 2, 7, 5], [5.5, 0.5, 8, 6]], [[2, 2, 6, 5], [6.2, 3.1, 7.9, 5.9], [0, 0, 0, 0]]],
                   dtype="float32")
LABELS = np.array([[1, 2, 3], [4, 0, -1]], dtype="float32")
CASES = []


def listed(array):
    return np.round(np.array(array).astype("float64"), 6).tolist()


def add(make, parameters, transformation, size=(6, 8), formats=FORMATS, masks=True, training=True):
    for name in formats:
        layer = make(bounding_box_format=name)
        given = np.array(boxes_of.convert_format(CORNERS.copy(), "xyxy", name, height=size[0], width=size[1]))
        case = {"layer": type(layer).__name__, "size": size, "boxes": listed(given), "labels": LABELS.tolist(),
                "config": {k: v for k, v in layer.get_config().items() if k not in ("name", "trainable", "dtype")}}
        if parameters is not None:
            case["parameters"] = np.array(parameters, dtype="float64").tolist()
        out = layer.transform_bounding_boxes(
            {"boxes": keras.ops.convert_to_tensor(given), "labels": keras.ops.convert_to_tensor(LABELS)},
            transformation, training=training)
        case["moved"], case["kinds"] = listed(out["boxes"]), listed(out["labels"])
        if masks and name == formats[0]:
            plane = RANDOM.randint(0, 5, (2, *size, 1)).astype("float32")
            case["masks"] = listed(plane)
            case["changed"] = listed(layer.transform_segmentation_masks(plane, transformation, training=True))
        CASES.append(case)


def column(*values):
    return np.array(values, dtype="float32")[:, None, None, None]


SHAPE = (2, 6, 8, 3)
for mode in ("horizontal", "vertical", "horizontal_and_vertical"):
    add(lambda mode=mode, **k: layers.RandomFlip(mode, **k), [[1], [0]], {"flips": column(1, 0) > 0, "input_shape": SHAPE})
angle = np.array([33.0, -75.0], dtype="float32")
zero = np.zeros(2, dtype="float32")
matrix = layers.RandomRotation(0.3)._compute_affine_matrix(0.5, 0.5, angle, zero, zero, zero + 1, zero, zero, 6, 8)
add(lambda **k: layers.RandomRotation(0.3, **k), angle[:, None],
    {"angle": angle, "rotation_matrix": matrix, "image_height": 6, "image_width": 8, "batch_size": 2}, formats=("xyxy",))
heights, widths = np.array([[1.3], [0.7]], dtype="float32"), np.array([[0.9], [1.6]], dtype="float32")
add(lambda **k: layers.RandomZoom(0.5, 0.6, fill_mode="constant", **k), np.concatenate([heights, widths], 1),
    {"height_zoom": heights, "width_zoom": widths, "input_shape": SHAPE})
moves = np.array([[1.25, -2.6], [-4.4, 3.0]], dtype="float32")  # down, right
add(lambda **k: layers.RandomTranslation(0.8, 0.5, **k), moves, {"translations": moves[:, ::-1], "input_shape": SHAPE})
for shears in ([[0.31, 0.11], [-0.21, -0.43]], [[0.31, 0], [-0.21, 0]], [[0.41, -0.23], [-0.11, 0.31]]):
    shears = np.array(shears, dtype="float32")
    add(lambda **k: layers.RandomShear(0.5, 0.5, **k), shears, {"shear_factor": shears, "input_shape": (2, 8, 8, 3)}, size=(8, 8))
grow = np.round(RANDOM.uniform(-0.4, 0.4, (2, 4, 2)), 3).astype("float32")
start = np.repeat(np.array([[[0, 0], [7, 0], [0, 5], [7, 5]]], dtype="float32"), 2, 0)
add(lambda **k: layers.RandomPerspective(1.0, 0.8, **k), np.concatenate([[[1], [0]], grow.reshape(2, 8)], 1),
    {"apply_perspective": np.array([True, False]), "start_points": start, "end_points": start + start * grow,
     "input_shape": SHAPE}, formats=("xyxy",))
for size in ((4, 4), (5, 3), (6, 8), (9, 7), (12, 20)):
    small = size[0] <= 6 and size[1] <= 8
    add(lambda **k: layers.CenterCrop(*size, **k), None, {"input_shape": SHAPE}, masks=small)
    add(lambda **k: layers.Resizing(*size, **k), None, (6, 8))
    add(lambda **k: layers.Resizing(*size, crop_to_aspect_ratio=True, **k), None, (6, 8))
    add(lambda **k: layers.Resizing(*size, pad_to_aspect_ratio=True, **k), None, (6, 8))
for number in (2, 3, 5):
    add(lambda **k: layers.MaxNumBoundingBoxes(number, **k), None, None, formats=("xyxy",))
for make in (lambda **k: layers.RandomBrightness(0.5, **k), lambda **k: layers.RandomErasing(1.0, **k),
             lambda **k: layers.AutoContrast(**k), lambda **k: layers.RandomGrayscale(0.5, **k)):
    layer = make(bounding_box_format="xywh")
    CASES.append({"layer": type(layer).__name__, "size": (6, 8), "boxes": listed(CORNERS), "labels": LABELS.tolist(),
                  "config": {"bounding_box_format": "xywh"}, "moved": listed(CORNERS), "kinds": LABELS.tolist()})
    same = layer.transform_bounding_boxes({"boxes": CORNERS, "labels": LABELS}, transformation=None)
    assert (same["boxes"] == CORNERS).all() and (same["labels"] == LABELS).all()

FORMS = []
for source in FORMATS:
    for target in FORMATS:
        given = boxes_of.convert_format(CORNERS.copy(), "xyxy", source, height=6, width=8)
        FORMS.append({"source": source, "target": target, "boxes": listed(given),
                      "converted": listed(boxes_of.convert_format(given, source, target, height=6, width=8))})
outside = np.array([[[-1, 2, 5, 9], [3, -4, 9, -1], [8, 1, 12, 3]]], dtype="float32")
cut = boxes_of.clip_to_image_size({"boxes": outside, "labels": np.array([[1, 2, 3]])}, height=6, width=8)

target = pathlib.Path(sys.argv[1])
(target / "boxes.json").write_text(json.dumps(
    {"keras": keras.__version__, "cases": CASES, "forms": FORMS,
     "clip": {"boxes": outside.tolist(), "clipped": listed(cut["boxes"]), "labels": listed(cut["labels"])}},
    separators=(",", ":")) + "\n")
print(len(CASES), "cases")
