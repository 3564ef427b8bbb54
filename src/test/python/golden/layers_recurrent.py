"""Recurrent layers, cells, wrappers and convolutional recurrence."""

import keras
import numpy as np

from golden.common import normal, rng

R = rng("layers_recurrent")
MASK = np.array([[1, 1, 1, 0, 0], [1, 0, 1, 1, 0], [0, 1, 1, 1, 1]], bool)
PADDED = np.array([[1, 1, 1, 0, 0], [1, 1, 1, 1, 1], [1, 0, 0, 0, 0]], bool)
X = normal(R, 3, 5, 2)
REGULAR = {
    "kernel_regularizer": "l1", "recurrent_regularizer": "l2", "bias_regularizer": "l1",
    "kernel_constraint": "max_norm", "recurrent_constraint": "unit_norm",
    "bias_constraint": "non_neg", "activity_regularizer": "l2",
}


def states(n, units=3, batch=3):
    """Initial states."""
    return [normal(R, batch, units) for _ in range(n)]


def layers(add):
    """SimpleRNN, LSTM, GRU."""
    for cls, count in [("SimpleRNN", 1), ("LSTM", 2), ("GRU", 1)]:
        add(cls, X, units=3)
        add(cls, X, units=3, return_sequences=True)
        add(cls, X, units=3, return_state=True)
        add(cls, X, units=3, return_sequences=True, return_state=True)
        add(cls, X, units=3, go_backwards=True)
        add(cls, X, units=3, go_backwards=True, return_sequences=True)
        add(cls, X, units=3, unroll=True, return_sequences=True)
        add(cls, X, units=3, use_bias=False)
        add(cls, X, units=3, activation="relu")
        add(cls, X, units=3, call={"mask": MASK})
        add(cls, X, units=3, return_sequences=True, call={"mask": MASK}, output_mask=True)
        add(cls, X, units=3, return_sequences=True, return_state=True, call={"mask": PADDED},
            label="padded")
        add(cls, X, units=3, return_sequences=True, zero_output_for_mask=True,
            call={"mask": MASK})
        add(cls, X, units=3, return_sequences=True, go_backwards=True, call={"mask": MASK})
        add(cls, X, units=3, unroll=True, return_sequences=True, call={"mask": MASK})
        add(cls, X, units=3, return_state=True, call={"initial_state": states(count)})
        add(cls, X, units=3, stateful=True, return_sequences=True, repeat=True)
        add(cls, X, units=3, dropout=0.5, recurrent_dropout=0.5, label="inference")
        add(cls, X, units=3, **REGULAR)
        if cls != "SimpleRNN":
            add(cls, X, units=3, recurrent_activation="hard_sigmoid")
    add("LSTM", X, units=3, unit_forget_bias=False)
    add("GRU", X, units=3, reset_after=False)
    add("GRU", X, units=3, reset_after=False, return_sequences=True, call={"mask": MASK})
    add("GRU", X, units=3, reset_after=False, use_bias=False)
    add("GRU", X, units=3, reset_after=False, recurrent_activation="hard_sigmoid",
        activation="relu", go_backwards=True)


def cells(add):
    """Cells alone, RNN over them, stacks."""
    x = normal(R, 3, 2)
    for cls, count in [("SimpleRNNCell", 1), ("LSTMCell", 2), ("GRUCell", 1)]:
        add(cls, x, units=3, call={"states": states(count)})
        add(cls, x, units=3, use_bias=False, call={"states": states(count)})
        make = getattr(keras.layers, cls)
        add("RNN", X, cell=lambda: make(3, name="inner"), label=cls, return_sequences=True)
        add("RNN", X, cell=lambda: make(3, name="inner"), label=cls, return_state=True,
            call={"mask": MASK})
    add("GRUCell", x, units=3, reset_after=False, call={"states": states(1)})

    def stack():
        inner = [keras.layers.LSTMCell(3, name="a"), keras.layers.LSTMCell(2, name="b")]
        return keras.layers.StackedRNNCells(inner, name="stack")

    def mixed():
        inner = [keras.layers.GRUCell(3, name="a"), keras.layers.SimpleRNNCell(2, name="b")]
        return keras.layers.StackedRNNCells(inner, name="stack")

    add("RNN", X, cell=stack, label="two LSTMCell", return_sequences=True)
    add("RNN", X, cell=stack, label="two LSTMCell", return_state=True)
    add("RNN", X, cell=mixed, label="GRUCell and SimpleRNNCell", call={"mask": MASK})


def bidirectional(add):
    """Bidirectional: merge modes, sequences, states, masks, another backward layer."""

    def lstm(**config):
        return lambda: keras.layers.LSTM(2, name="inner", **config)

    for mode in ["concat", "sum", "mul", "ave", None]:
        add("Bidirectional", X, layer=lstm(), merge_mode=mode)
        add("Bidirectional", X, layer=lstm(return_sequences=True), merge_mode=mode,
            label="sequences")
    add("Bidirectional", X, layer=lstm(return_state=True), label="state")
    add("Bidirectional", X, layer=lstm(return_sequences=True), label="sequences",
        call={"mask": MASK}, output_mask=True)
    add("Bidirectional", X, layer=lstm(), call={"initial_state": states(4, 2)})
    add("Bidirectional", X, label="other backward layer",
        layer=lambda: keras.layers.GRU(2, name="forth"),
        backward_layer=lambda: keras.layers.SimpleRNN(2, go_backwards=True, name="back"))


def convolutional(add):
    """ConvLSTM1D, ConvLSTM2D, ConvLSTM3D; their masks fail in Keras on JAX."""
    first = {"data_format": "channels_first"}
    x1, x2, x3 = normal(R, 2, 3, 4, 2), normal(R, 2, 3, 4, 3, 2), normal(R, 1, 2, 3, 2, 2, 1)
    for cls, x in [("ConvLSTM1D", x1), ("ConvLSTM2D", x2), ("ConvLSTM3D", x3)]:
        rank = int(cls[-2])
        add(cls, x, filters=2, kernel_size=2)
        add(cls, x, filters=2, kernel_size=2, padding="same", return_sequences=True,
            return_state=True)
        if rank == 3:
            continue
        add(cls, x, filters=2, kernel_size=2, strides=2)
        add(cls, x, filters=2, kernel_size=2, dilation_rate=2, padding="same")
        add(cls, x, filters=2, kernel_size=2, use_bias=False, activation="relu",
            recurrent_activation="hard_sigmoid")
        add(cls, x, filters=2, kernel_size=2, go_backwards=True, return_sequences=True)
    add("ConvLSTM1D", normal(R, 2, 3, 2, 4), filters=2, kernel_size=2, **first)
    add("ConvLSTM2D", normal(R, 2, 3, 2, 4, 3), filters=2, kernel_size=2, **first)
    add("ConvLSTM1D", x1, filters=2, kernel_size=2, stateful=True, repeat=True)


def wrappers(add):
    """More of Bidirectional, and TimeDistributed where the rows of a batch act on one another."""
    r = rng("wrappers")
    x = normal(r, 3, 5, 2)
    gru = {"units": 2, "name": "inner"}
    start = [normal(r, 3, 2), normal(r, 3, 2)]
    add("Bidirectional", x, layer=lambda: keras.layers.GRU(return_state=True, **gru),
        merge_mode=None, label="gru, state")
    add("Bidirectional", x, layer=lambda: keras.layers.GRU(
        return_sequences=True, return_state=True, **gru), merge_mode="sum",
        call={"initial_state": start, "mask": PADDED}, label="sequences, state")
    add("Bidirectional", x, layer=lambda: keras.layers.SimpleRNN(stateful=True, **gru),
        repeat=True)
    add("Bidirectional", x, layer=lambda: keras.layers.RNN(
        keras.layers.GRUCell(2, name="cell"), return_sequences=True, name="inner"))
    add("Bidirectional", x, layer=lambda: keras.layers.LSTM(2, activity_regularizer="l2"))
    images = normal(r, 2, 3, 2, 2, 2)
    add("TimeDistributed", images, training=True,
        layer=lambda: keras.layers.BatchNormalization(name="inner"))
    add("TimeDistributed", normal(r, 2, 3, 4, 2), label="mask of inner steps",
        layer=lambda: keras.layers.GRU(2, name="inner"),
        call={"mask": np.array([[[1, 1, 0, 0], [1, 0, 1, 1], [0, 1, 1, 1]],
                                [[1, 1, 1, 1], [1, 0, 0, 0], [1, 1, 0, 1]]], bool)})
    add("TimeDistributed", images, label="two deep", layer=lambda: keras.layers.TimeDistributed(
        keras.layers.Conv1D(3, 2, name="inner"), name="outer"))


def add(case):
    """Adds all cases."""
    layers(case)
    cells(case)
    bidirectional(case)
    convolutional(case)
    wrappers(case)
