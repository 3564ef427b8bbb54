"""augmentation.json: what Keras 3.15.1 on JAX makes of two pictures by given parameters.

    KERAS_BACKEND=jax python make_augmentation_fixtures.py ../resources/io/hornbill/layers/augmentation
"""

import json
import pathlib
import sys

import jax
import keras
import numpy as np
from keras import layers

assert keras.__version__ == "3.15.1" and keras.backend.backend() == "jax"
RANDOM = np.random.RandomState(7)
PICTURES = RANDOM.randint(0, 256, (2, 6, 8, 3)).astype("float32")
SMALL = np.round(RANDOM.uniform(0, 1, (2, 5, 4, 3)), 3).astype("float32")
CASES = []


def plain(config):
    """What a case is made from, without what all layers have."""
    return {k: v for k, v in config.items() if k not in ("name", "trainable", "dtype")}


def add(layer, parameters, transformation, pictures=PICTURES, labels=None):
    """A case with fixed parameters: rows as Hornbill's draw gives them."""
    out = np.array(layer.transform_images(np.array(pictures), transformation, training=True))
    case = {"layer": type(layer).__name__, "config": plain(layer.get_config()),
            "parameters": np.array(parameters, dtype="float64").tolist(),
            "input": "small" if pictures is SMALL else "pictures",
            "output": np.round(out.astype("float64"), 5).reshape(-1).tolist(), "shape": list(out.shape)}
    if labels is not None:
        mixed = layer.transform_labels(labels, transformation, training=True)
        case["labels"] = labels.tolist()
        case["mixed"] = np.array(mixed).astype("float64").reshape(-1).tolist()
    CASES.append(case)


def column(*values):
    return np.array(values, dtype="float32")[:, None, None, None]


for mode in ("horizontal", "vertical", "horizontal_and_vertical"):
    add(layers.RandomFlip(mode), [[1], [0]],
        {"flips": column(1, 0) > 0, "input_shape": PICTURES.shape})
for fill in ("reflect", "wrap", "nearest", "constant"):
    for interpolation in ("bilinear", "nearest"):
        kind = dict(fill_mode=fill, interpolation=interpolation, fill_value=7.0)
        rotation = layers.RandomRotation(0.3, **kind)
        angle = np.array([33.0, -75.0], dtype="float32")
        zero = np.zeros(2, dtype="float32")
        matrix = rotation._compute_affine_matrix(0.5, 0.5, angle, zero, zero, zero + 1, zero, zero, 6, 8)
        add(rotation, angle[:, None], {"rotation_matrix": matrix})
        heights, widths = np.array([[1.3], [0.7]], dtype="float32"), np.array([[0.9], [1.6]], dtype="float32")
        add(layers.RandomZoom(0.5, 0.6, **kind), np.concatenate([heights, widths], 1),
            {"height_zoom": heights, "width_zoom": widths, "input_shape": PICTURES.shape})
        moves = np.array([[1.25, -2.6], [-4.4, 3.0]], dtype="float32")  # down, right
        add(layers.RandomTranslation(0.8, 0.5, **kind), moves,
            {"translations": moves[:, ::-1], "input_shape": PICTURES.shape})
        shears = np.array([[0.3, 0.1], [-0.2, -0.45]], dtype="float32")
        add(layers.RandomShear(0.5, 0.5, **kind), shears,
            {"shear_factor": shears, "input_shape": PICTURES.shape})
for interpolation in ("bilinear", "nearest"):
    grow = np.round(RANDOM.uniform(-0.4, 0.4, (2, 4, 2)), 3).astype("float32")
    start = np.repeat(np.array([[[0, 0], [7, 0], [0, 5], [7, 5]]], dtype="float32"), 2, 0)
    add(layers.RandomPerspective(1.0, 0.8, interpolation=interpolation, fill_value=3.0),
        np.concatenate([[[1], [1]], grow.reshape(2, 8)], 1),
        {"apply_perspective": np.array([True, True]), "start_points": start,
         "end_points": start + start * grow, "input_shape": PICTURES.shape})
add(layers.RandomPerspective(1.0), np.concatenate([[[0], [0]], grow.reshape(2, 8)], 1),
    {"apply_perspective": np.array([False, False]), "start_points": start,
     "end_points": start + start * grow, "input_shape": PICTURES.shape})

noise = np.round(RANDOM.normal(size=(2, 6, 8)), 3).astype("float32")
real_normal = jax.random.normal
jax.random.normal = lambda seed, shape, dtype: jax.numpy.array(noise, dtype=dtype)
for fill in ("reflect", "constant", "mirror"):
    # Keras on JAX draws the same numbers for both directions.
    rows = [[1, 0.9] + noise[i].reshape(-1).tolist() * 2 for i in range(2)]
    add(layers.RandomElasticTransform(1.0, 1.0, fill_mode=fill, fill_value=9.0), rows,
        {"apply_transform": np.array([True, True]), "distortion_factor": np.float32(0.9), "seed": 1})
jax.random.normal = real_normal

add(layers.RandomBrightness(0.5), [[40.5], [-90]], {"rgb_delta": column(40.5, -90)})
add(layers.RandomBrightness(0.5, value_range=(0, 1)), [[0.2], [-0.1]], {"rgb_delta": column(0.2, -0.1)}, SMALL)
add(layers.RandomContrast(0.5), [[1.4], [0.3]], {"contrast_factor": column(1.4, 0.3)})
add(layers.RandomContrast(0.5, value_range=(0, 1)), [[1.9], [0.3]], {"contrast_factor": column(1.9, 0.3)}, SMALL)
add(layers.RandomColorDegeneration(0.5), [[0.4], [-0.3]], {"factor": column(0.4, -0.3)})
for pictures, value_range in ((PICTURES, (0, 255)), (SMALL, (0, 1))):
    add(layers.RandomHue(0.5, value_range=value_range), [[0.2], [-0.37]],
        {"factor": np.array([0.2, -0.37], dtype="float32")}, pictures)
    add(layers.RandomSaturation(0.5, value_range=value_range), [[0.3], [2.0]],
        {"factor": np.array([0.3, 2.0], dtype="float32")}, pictures)
    add(layers.RandomPosterization(4, value_range=value_range), [[4], [6]],
        {"shift_factor": np.array([4, 6], dtype="uint8")}, pictures)
    add(layers.Solarization(0.1, 0.5, value_range=value_range), [[20, 100], [3, 128]],
        {"additions": column(20, 3), "thresholds": column(100, 128)}, pictures)
    add(layers.RandomSharpness(0.5, value_range=value_range), [[0.1], [0.9]],
        {"factor": np.array([0.1, 0.9], dtype="float32")}, pictures)
    add(layers.RandomInvert(1.0, value_range=value_range), [[1], [0]],
        {"apply_inversion": np.array([True, False])}, pictures)
for size in (3, (5, 3)):
    add(layers.RandomGaussianBlur(1.0, kernel_size=size), [[1, 0.8, 0.5], [0, 0.8, 0.5]],
        {"should_apply_blur": np.array([True, False]), "blur_factor": np.array([0.8, 0.5], dtype="float32")})
add(layers.RandomGrayscale(0.5), [[1], [0]], column(1, 0) > 0)
erasing = layers.RandomErasing(1.0, fill_value=3.0)
box = np.array([[0.1, 0.6, 0.2, 0.9], [0.3, 0.5, 0.0, 0.4]], dtype="float32")
corners = (box[:, 0] * 8, box[:, 1] * 8, box[:, 2] * 6, box[:, 3] * 6)
add(erasing, np.concatenate([box, [[1, 0], [0, 0]]], 1),
    {"apply_erasing": np.array([True, False]), "batch_masks": erasing._generate_batch_mask(PICTURES.shape, corners),
     "fill_value": erasing._get_fill_value(PICTURES, PICTURES.shape, 1)})
hot = np.eye(4, dtype="float32")[:2]
add(layers.MixUp(0.4), [[1, 0.3], [0, 0.8]],
    {"mix_weight": np.array([0.3, 0.8], dtype="float32"), "permutation_order": np.array([1, 0])}, labels=hot)
cut = layers.CutMix(1.0)
masks, weight = cut._generate_batch_mask(PICTURES.shape, corners)
add(cut, np.concatenate([[[1], [0]], box], 1),
    {"permutation_order": np.array([1, 0]), "batch_masks": masks, "mix_weight": weight}, labels=hot)


def whole(layer, pictures=PICTURES, training=True):
    """A case that draws nothing."""
    out = np.array(layer(np.array(pictures), training=training))
    CASES.append({"layer": type(layer).__name__, "config": plain(layer.get_config()),
                  "input": "small" if pictures is SMALL else "pictures",
                  "output": np.round(out.astype("float64"), 5).reshape(-1).tolist(), "shape": list(out.shape)})


whole(layers.AutoContrast())
whole(layers.AutoContrast(value_range=(0, 1)), SMALL)
whole(layers.Equalization())
whole(layers.Equalization(bins=16))
whole(layers.Equalization(value_range=(0, 1)), SMALL)
for grid in ((2, 2), (3, 4), (8, 8)):
    whole(layers.ContrastLimitedAdaptiveHistogramEqualization(tile_grid_size=grid))
whole(layers.ContrastLimitedAdaptiveHistogramEqualization(clip_limit=0.0, tile_grid_size=(2, 2)))
whole(layers.ContrastLimitedAdaptiveHistogramEqualization(value_range=(0, 1), clip_limit=20.0, tile_grid_size=(2, 2)), SMALL)
for size in ((4, 4), (5, 3), (6, 8), (9, 7), (12, 20)):
    whole(layers.CenterCrop(*size))
    whole(layers.Resizing(*size))
    whole(layers.Resizing(*size, crop_to_aspect_ratio=True))
    whole(layers.Resizing(*size, pad_to_aspect_ratio=True, fill_value=5.0))
for interpolation in ("nearest", "bicubic", "lanczos3", "lanczos5"):
    for antialias in (False, True):
        whole(layers.Resizing(3, 5, interpolation=interpolation, antialias=antialias))
        whole(layers.Resizing(11, 9, interpolation=interpolation, antialias=antialias))
whole(layers.Resizing(3, 3, antialias=True))

target = pathlib.Path(sys.argv[1])
(target / "augmentation.json").write_text(json.dumps(
    {"keras": keras.__version__, "pictures": PICTURES.reshape(-1).tolist(), "small": SMALL.reshape(-1).tolist(),
     "cases": CASES}, separators=(",", ":")) + "\n")
print(len(CASES), "cases")
