"""Arguments that the cases of the other files leave at their defaults."""

import jax
import keras
import numpy as np

from golden.common import normal, rng
from golden.layers_attention import attend

R = rng("layers_varied")
FIRST = {"data_format": "channels_first"}


def convolutional(case):
    """ConvLSTM in all its arguments, and dropout of channels that come first."""
    shapes = {1: [2, 3, 5, 2], 2: [1, 3, 4, 3, 2], 3: [1, 2, 3, 3, 2, 2]}
    for rank, shape in shapes.items():
        cls, x = f"ConvLSTM{rank}D", normal(R, *shape)
        same = {"filters": 2, "kernel_size": 2}
        case(cls, x, strides=2, **same)
        case(cls, x, dilation_rate=2, padding="same", **same)
        case(cls, x, activation="relu", recurrent_activation="tanh", **same)
        case(cls, x, use_bias=False, go_backwards=True, return_sequences=True, **same)
        case(cls, x, unit_forget_bias=False, **same)
        case(cls, x, return_state=True, **same)
    x = normal(R, 1, 2, 2, 3, 2, 2)
    case("ConvLSTM3D", x, filters=2, kernel_size=2, padding="same", return_sequences=True, **FIRST)
    case("ConvLSTM3D", x, filters=2, kernel_size=2, **FIRST)
    case("SpatialDropout2D", normal(R, 1, 2, 2, 3), rate=0.25, **FIRST)
    case("SpatialDropout3D", normal(R, 1, 2, 2, 3, 2), rate=0.25, **FIRST)


def recurrent(case):
    """Other sizes, other functions of cells, and the arguments of RNN."""
    x = normal(R, 2, 4, 2)
    for cls in ("LSTM", "GRU", "SimpleRNN"):
        case(cls, x, units=5)
        step, states = normal(R, 2, 2), [normal(R, 2, 4)] * (2 if cls == "LSTM" else 1)
        case(cls + "Cell", step, units=4, activation="softsign", call={"states": states})
    case("LSTMCell", normal(R, 2, 2), units=3, unit_forget_bias=False,
         call={"states": [normal(R, 2, 3)] * 2})
    for cls in ("LSTMCell", "GRUCell"):
        states = [normal(R, 2, 3)] * (2 if cls == "LSTMCell" else 1)
        case(cls, normal(R, 2, 2), units=3, recurrent_activation="tanh", call={"states": states})

    def cell():
        return keras.layers.GRUCell(3, name="inner")

    case("RNN", x, cell=cell, go_backwards=True)
    case("RNN", x, cell=cell, unroll=True)
    mask = np.array([[1, 1, 0, 0], [1, 0, 1, 1]], bool)
    case("RNN", x, cell=cell, zero_output_for_mask=True, return_sequences=True,
         call={"mask": mask})
    case("RNN", x, cell=lambda: keras.layers.StackedRNNCells(
        [keras.layers.LSTMCell(3, name="low"), keras.layers.GRUCell(2, name="high")],
        name="inner"))


def other(case):
    """Sizes of embeddings and attentions."""
    ids = np.array([[1, 7], [0, 8]], "int32")
    case("Embedding", ids, input_dim=9, output_dim=3)
    case("ReversibleEmbedding", ids, input_dim=9, output_dim=2)
    q, v = normal(R, 2, 3, 4), normal(R, 2, 5, 4)
    real, jax.nn.dot_product_attention = jax.nn.dot_product_attention, attend
    try:
        case("MultiHeadAttention", [q, v], num_heads=3, key_dim=2)
    finally:
        jax.nn.dot_product_attention = real


def add(case):
    """Adds all cases."""
    convolutional(case)
    recurrent(case)
    other(case)
