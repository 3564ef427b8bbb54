"""Functional models of maps of pictures, boxes, classes and masks, for AnnotatedModelsTest, and what they predict.

Usage: KERAS_BACKEND=jax python make_map_models.py FOLDER
(written with Keras 3.15.1)
"""

import sys

import keras
import numpy as np
from keras import layers

out = sys.argv[1]
rng = np.random.RandomState(3)
images = rng.uniform(0, 255, (2, 12, 10, 3)).astype("float32")
low = rng.uniform(0, 5, (2, 3, 2))
boxes = np.concatenate([low, low + rng.uniform(1, 5, (2, 3, 2))], -1).astype("float32")
data = {
    "images": images,
    "labels": rng.randint(0, 2, (2, 4)).astype("float32"),
    "bounding_boxes": {"boxes": boxes, "labels": np.array([[0, 2, 1], [3, 1, -1]], "float32")},
    "segmentation_masks": rng.randint(0, 5, (2, 12, 10, 1)).astype("float32"),
}


inputs = keras.tree.map_structure(lambda a: keras.Input(a.shape[1:]), data)
x = layers.RandomFlip("horizontal", bounding_box_format="xyxy")(inputs)
x = layers.RandomTranslation(0.2, 0.2, bounding_box_format="xyxy")(x)
x["images"] = layers.Rescaling(1 / 255)(x["images"])
model = keras.Model(inputs, {"seen": x["images"], "found": x["bounding_boxes"], "masks": x["segmentation_masks"]})
model.save(f"{out}/maps.keras")


def tensors():
    return keras.tree.map_structure(keras.ops.convert_to_tensor, data)


# Functional models of Keras 3.15 cannot hold these two with maps, as their shapes are told of pictures alone.
results = {
    "model": model(tensors(), training=False),
    "resized": layers.Resizing(6, 8, bounding_box_format="xyxy")(tensors(), training=False),
    "cropped": layers.CenterCrop(8, 8, bounding_box_format="xyxy")(tensors(), training=False),
}
arrays = {f"x{i}": a for i, a in enumerate(keras.tree.flatten(data))}
for name, result in results.items():
    arrays.update({f"{name}{i}": np.asarray(y) for i, y in enumerate(keras.tree.flatten(result))})
np.savez(f"{out}/maps.npz", **arrays)
