"""Training of other models: masks, several outputs, penalties, constraints, normalization."""

import keras
import numpy as np

from golden.common import normal, rng, uniform
from golden.training import adam, mlp, sgd
from golden.training_options import IDS, W, X, Y, mse

R = rng("training models")
L = keras.layers


def add(case):
    """Adds all cases of this module."""
    penalties(case)
    masks(case)
    outputs(case)
    everything(case)
    images(case)


def penalties(case):
    """Regularizers, constraints, frozen layers, normalization."""
    case("regularizers", mlp(kernel_regularizer="l1", bias_regularizer="l2"), X, Y,
         mse(metrics=["mae"]), {"validation_split": 0.25})
    case("activity_regularizer", mlp(activity_regularizer=keras.regularizers.L1L2(0.1, 0.2)), X, Y,
         mse(metrics=["mse"]))
    case("constraints", mlp(kernel_constraint=keras.constraints.MaxNorm(0.8),
                            bias_constraint="non_neg"), X, Y, mse())
    case("unit_norm with accumulation", mlp(kernel_constraint="unit_norm"), X, Y,
         mse(optimizer=sgd(gradient_accumulation_steps=2)))
    case("frozen layer", mlp(trainable=False), X, Y, mse())

    def normalized():
        return keras.Sequential(
            [
                keras.Input((4,), name="in"),
                L.Dense(5, name="hidden"),
                L.BatchNormalization(momentum=0.7, name="bn"),
                L.Activation("relu", name="relu"),
                L.Dense(1, name="out"),
            ],
            name="normalized",
        )

    case("batch normalization", normalized, X, Y, mse(), {"validation_split": 0.25})


def masks(case):
    """Masks from Embedding and Masking through recurrent layers into the loss."""
    ids = R.integers(1, 7, size=(12, 5)).astype("int32")
    for row, length in enumerate([5, 3, 1, 4, 2, 5, 3, 3, 4, 1, 2, 5]):
        ids[row, length:] = 0
    bits = (ids.sum(axis=1, keepdims=True) > 10) * 1.0
    steps = np.round(np.cos(ids)[..., None], 3)

    def embedded(recurrent, sequences=False, **own):
        def make():
            return keras.Sequential(
                [
                    keras.Input((5,), dtype="int32", name="ids"),
                    L.Embedding(7, 3, mask_zero=True, name="embedding"),
                    getattr(L, recurrent)(3, return_sequences=sequences, name="rnn", **own),
                    L.Dense(1, activation=None if sequences else "sigmoid", name="out"),
                ],
                name="embedded",
            )

        return make

    binary = lambda: {"optimizer": adam(), "loss": "binary_crossentropy", "metrics": ["acc"]}
    for recurrent in ["LSTM", "GRU", "SimpleRNN"]:
        case(f"embedding mask, {recurrent}", embedded(recurrent), ids, bits, binary(),
             {"batch_size": 5})
    case("embedding mask, GRU reset before", embedded("GRU", reset_after=False), ids, bits,
         binary(), {"batch_size": 5})
    both = {"optimizer": adam(), "loss": "mse", "metrics": ["mae"], "weighted_metrics": ["mae"]}
    case("mask reaches the loss", embedded("LSTM", True), ids, steps, both, {"batch_size": 5},
         masked=True)
    case("mask and weights per time step", embedded("LSTM", True), ids, steps,
         {**both, "optimizer": adam()},
         {"batch_size": 5, "sample_weight": uniform(R, 12, 5, high=2.0)}, masked=True)
    x = normal(R, 12, 5, 2)
    x[ids == 0] = 0

    def masking():
        return keras.Sequential(
            [
                keras.Input((5, 2), name="in"),
                L.Masking(name="masking"),
                L.Bidirectional(L.LSTM(2, return_sequences=True, name="lstm"), name="both"),
                L.TimeDistributed(L.Dense(1, name="dense"), name="out"),
            ],
            name="masking",
        )

    case("masking, bidirectional", masking, x, steps, {**both, "optimizer": adam()},
         {"batch_size": 5}, masked=True)

    def per_step():
        return keras.Sequential(
            [
                keras.Input((5, 2), name="in"),
                L.SimpleRNN(3, return_sequences=True, name="rnn"),
                L.Dense(1, name="out"),
            ],
            name="per_step",
        )

    case("weights per time step", per_step, x, steps, {**both, "optimizer": adam()},
         {"batch_size": 5, "sample_weight": uniform(R, 12, 5, high=2.0)})


def two_heads():
    """Two inputs, a shared layer, two outputs."""
    a, b = keras.Input((4,), name="a"), keras.Input((4,), name="b")
    shared = L.Dense(3, activation="tanh", name="shared")
    merged = L.Concatenate(name="merged")([shared(a), shared(b)])
    value = L.Dense(1, name="value")(merged)
    label = L.Dense(3, activation="softmax", name="label")(merged)
    return keras.Model([a, b], [value, label], name="two_heads")


def outputs(case):
    """Losses by name and position, loss weights, metrics and weights per output."""
    xs, ys = [X, X[::-1].copy()], [Y, IDS]
    names = {"value": "mse", "label": "sparse_categorical_crossentropy"}
    case("two outputs", two_heads, xs, ys, {"optimizer": adam(), "loss": list(names.values())},
         {"validation_split": 0.25})
    case("two outputs, loss_weights list", two_heads, xs, ys,
         {"optimizer": adam(), "loss": list(names.values()), "loss_weights": [0.3, 2.0],
          "metrics": [["mae"], ["accuracy"]]})
    by_name = {"optimizer": adam(), "loss": names, "loss_weights": {"value": 0.3, "label": 2.0},
               "metrics": {"value": ["mae", "mse"], "label": "acc"}}
    named = {"value": Y, "label": IDS}
    case("two outputs, by name", two_heads, {"a": xs[0], "b": xs[1]}, named, by_name)
    case("two outputs, sample weights", two_heads, xs, ys,
         {"optimizer": adam(), "loss": list(names.values()),
          "weighted_metrics": [["mae"], ["accuracy"]]},
         {"sample_weight": [W, W[::-1].copy()]})
    case("two outputs, one loss", two_heads, xs, ys,
         {"optimizer": adam(), "loss": ["mse", None], "metrics": [["mae"], ["accuracy"]]})
    case("two outputs, one metric", two_heads, xs, ys,
         {"optimizer": adam(), "loss": list(names.values()), "metrics": [None, ["accuracy"]]})


def everything(case):
    """Many options at once: masks, weights, validation, a schedule, accumulation and averages."""
    r = rng("training everything")
    ids = r.integers(1, 7, size=(14, 5)).astype("int32")
    for row in range(14):
        ids[row, 1 + row % 5:] = 0
    bits = (ids.sum(axis=1, keepdims=True) > 9) * 1.0

    def make():
        return keras.Sequential(
            [
                keras.Input((5,), dtype="int32", name="ids"),
                L.Embedding(7, 3, mask_zero=True, name="embedding"),
                L.GRU(3, name="rnn"),
                L.Dense(1, activation="sigmoid", kernel_regularizer="l2", name="out"),
            ],
            name="everything",
        )

    rate = keras.optimizers.schedules.ExponentialDecay(0.05, 3, 0.8)
    optimizer = adam(learning_rate=rate, gradient_accumulation_steps=2, use_ema=True,
                     ema_momentum=0.9, clipnorm=0.5)
    case("everything at once", make, ids, bits,
         {"optimizer": optimizer, "loss": "binary_crossentropy", "metrics": ["accuracy", "AUC"],
          "weighted_metrics": ["mse"]},
         {"batch_size": 3, "epochs": 4, "sample_weight": uniform(r, 14, high=2.0),
          "validation_split": 0.3, "validation_freq": 2, "validation_batch_size": 2,
          "validation_steps": 2, "steps_per_epoch": 3})


def images(case):
    """A small convolutional network."""
    x = normal(R, 10, 6, 6, 1)
    y = R.integers(3, size=10).astype("int32")

    def make():
        return keras.Sequential(
            [
                keras.Input((6, 6, 1), name="in"),
                L.Conv2D(2, 3, padding="same", activation="relu", name="conv"),
                L.MaxPooling2D(name="pool"),
                L.SeparableConv2D(3, 2, name="separable"),
                L.LayerNormalization(name="norm"),
                L.GlobalAveragePooling2D(name="mean"),
                L.Dense(3, activation="softmax", name="out"),
            ],
            name="images",
        )

    case("convolutional", make, x, y,
         {"optimizer": adam(), "loss": "sparse_categorical_crossentropy",
          "metrics": ["accuracy"]}, {"batch_size": 4})
