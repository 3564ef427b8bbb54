"""Makes what Keras' model_to_dot draws of some models: golden/plots.json.

Keras 3.15.1 on JAX 0.10, pydot 4.0.1; run as
    KERAS_BACKEND=jax python make_plot_fixtures.py ../resources/golden/plots.json
"""

import json
import re
import sys

import keras
from keras import layers
from keras.src.utils.model_visualization import model_to_dot


def lenet():
    return keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            layers.Conv2D(6, 5, padding="same", activation="tanh", name="conv1"),
            layers.AveragePooling2D(2, name="pool1"),
            layers.Conv2D(16, 5, activation="tanh", name="conv2"),
            layers.AveragePooling2D(2, name="pool2"),
            layers.Flatten(name="flatten"),
            layers.Dense(120, activation="tanh", name="fc1"),
            layers.Dense(84, activation="tanh", name="fc2"),
            layers.Dense(10, activation="softmax", name="digits"),
        ],
        name="lenet",
    )


def two_branches():
    a = keras.Input((64,), name="title")
    b = keras.Input((32,), name="body")
    x = layers.Concatenate(name="both")([layers.Dense(32, activation="relu", name="left")(a), b])
    x = layers.Dropout(0.5, name="drop")(x)
    frozen = layers.Dense(8, name="frozen")
    frozen.trainable = False
    return keras.Model(
        [a, b],
        [layers.Dense(1, activation="sigmoid", name="priority")(x), frozen(x)],
        name="two_branches",
    )


def nested():
    x = inner_input = keras.Input((16,), name="inner_input")
    x = layers.Dense(8, activation="relu", name="inner_dense")(x)
    inner = keras.Model(inner_input, layers.Add(name="skip")([x, layers.Dense(8, name="inner_linear")(x)]), name="inner")
    head = keras.Sequential([keras.Input((8,)), layers.Dense(4, name="head_dense"), layers.ReLU(name="head_relu")], name="head")
    outer = keras.Input((16,), name="outer_input")
    return keras.Model(outer, layers.Dense(1, name="last")(head(inner(outer))), name="nested")


def siamese():
    x = keras.Input((10,), name="sample")
    encoder = keras.Model(x, layers.Dense(4, name="encode")(x), name="encoder")
    a = keras.Input((10,), name="a")
    b = keras.Input((10,), name="b")
    shared = layers.Dense(3, name="shared")
    return keras.Model(
        [a, b], layers.Subtract(name="difference")([shared(encoder(a)), shared(encoder(b))]), name="siamese"
    )


def masked():
    return keras.Sequential(
        [
            keras.Input((None, 5)),
            layers.Masking(name="masking"),
            layers.Bidirectional(layers.LSTM(8, return_sequences=True, name="inner"), name="both_ways"),
            layers.TimeDistributed(layers.Dense(4, activation="relu"), name="each"),
            layers.LSTM(6, name="lstm"),
            layers.Dense(2, activation="softmax", name="label"),
        ],
        name="masked",
    )


def residual():
    x = image = keras.Input((8, 8, 4), name="image")
    for i in range(2):
        y = layers.Conv2D(4, 3, padding="same", use_bias=False, name=f"conv{i}")(x)
        y = layers.BatchNormalization(name=f"norm{i}")(y)
        y = layers.Activation("relu", name=f"relu{i}")(y)
        x = layers.Add(name=f"add{i}")([x, y])
    return keras.Model(image, layers.GlobalAveragePooling2D(name="mean")(x), name="residual")


EVERYTHING = dict(
    show_shapes=True, show_dtype=True, show_layer_names=True, show_layer_activations=True, show_trainable=True
)
OPTIONS = [
    dict(),
    EVERYTHING,
    dict(EVERYTHING, expand_nested=True, rankdir="LR", dpi=96),
    dict(show_layer_names=False, show_shapes=True, expand_nested=True),
]


def label(node):
    """A box's label; without the masks that Keras lists among the inputs."""
    return re.sub(r"\[(\([^()]*\)), \(None, None\)\]", r"\1", node.get("label"))


def drawn(dot, frame=""):
    """Labels of boxes and frames, and arrows between labels, by their places."""
    boxes = [[frame, label(n)] for n in dot.get_nodes() if n.get("label")]
    frames = []
    arrows = [[e.get_source(), e.get_destination()] for e in dot.get_edges()]
    names = {n.get_name(): label(n) for n in dot.get_nodes() if n.get("label")}
    for sub in dot.get_subgraphs():
        name = sub.get("label").strip('"')
        frames.append([frame, name])
        inner = drawn(sub, name)
        boxes += inner["boxes"]
        frames += inner["frames"]
        arrows += inner["arrows"]
        names.update(inner["names"])
    return dict(boxes=boxes, frames=frames, arrows=arrows, names=names)


def case(model, options):
    result = drawn(model_to_dot(model, **options))
    names = result.pop("names")
    # Within sequential models that pass masks on, Keras adds arrows from ops that it does not draw.
    known = [(a, b) for a, b in result["arrows"] if a in names]
    result["arrows"] = sorted([names[a], names[b]] for a, b in known)
    result["boxes"].sort()
    return dict(options=options, **result)


def main():
    written = []
    for make in (lenet, two_branches, nested, siamese, masked, residual):
        model = make()
        written.append(
            dict(
                name=model.name,
                model=json.loads(model.to_json()),
                cases=[case(model, options) for options in OPTIONS],
            )
        )
    with open(sys.argv[1], "w") as file:
        json.dump(dict(keras=keras.__version__, models=written), file, indent=1)


if __name__ == "__main__":
    main()
