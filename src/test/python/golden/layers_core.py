"""Dense and its kin, embeddings, masking, wrappers, and noise at inference."""

import keras
import numpy as np

from golden.common import normal, rng

R = rng("layers_core")
L1L2 = {"class_name": "L1L2", "config": {"l1": 0.1, "l2": 0.2}}


def dense(add):
    """Dense and EinsumDense."""
    x, x3 = normal(R, 4, 5), normal(R, 2, 3, 5)
    add("Dense", x, units=3)
    add("Dense", x3, units=3)
    add("Dense", normal(R, 2, 2, 2, 3), units=2)
    add("Dense", x, units=3, use_bias=False)
    for activation in ["relu", "softmax", "tanh", "gelu", "hard_sigmoid"]:
        add("Dense", x, units=3, activation=activation)
    add("Dense", x, units=3, kernel_regularizer=L1L2, bias_regularizer="l2")
    add("Dense", x, units=3, activity_regularizer=L1L2)
    add("Dense", x, units=3, kernel_constraint="max_norm", bias_constraint="non_neg")
    add("Dense", x, units=3, kernel_initializer="he_normal", bias_initializer="ones")
    add("Dense", x, units=3, trainable=False)
    add("EinsumDense", x, equation="ab,bc->ac", output_shape=4, bias_axes="c")
    add("EinsumDense", x3, equation="abc,cd->abd", output_shape=(None, 4))
    add("EinsumDense", x3, equation="abc,cde->abde", output_shape=(None, 2, 3), bias_axes="de",
        activation="tanh")
    add("EinsumDense", x3, equation="abc,bcd->ad", output_shape=4, bias_axes="d")
    add("EinsumDense", x3, equation="...x,xy->...y", output_shape=4, bias_axes="y")
    add("EinsumDense", normal(R, 2, 3, 2, 4), equation="abcd,cde->abe", output_shape=(None, 3))


def embedding(add):
    """Embedding and ReversibleEmbedding: repeated ids, masks, regularizers."""
    ids = np.array([[1, 2, 0, 2], [5, 0, 0, 3]], "int32")
    add("Embedding", ids, input_dim=6, output_dim=3)
    add("Embedding", ids, input_dim=6, output_dim=3, mask_zero=True, output_mask=True)
    add("Embedding", ids[:, 0], input_dim=6, output_dim=2)
    add("Embedding", ids, input_dim=6, output_dim=2, embeddings_regularizer=L1L2,
        embeddings_constraint="unit_norm", embeddings_initializer="zeros")
    add("ReversibleEmbedding", ids, input_dim=6, output_dim=3)
    add("ReversibleEmbedding", ids, input_dim=6, output_dim=3, mask_zero=True, output_mask=True)
    y = normal(R, 2, 4, 3)
    add("ReversibleEmbedding", y, label="reverse", input_dim=6, output_dim=3,
        call={"reverse": True})
    add("ReversibleEmbedding", y, label="reverse", input_dim=6, output_dim=3, tie_weights=False,
        call={"reverse": True})
    add("ReversibleEmbedding", y, label="reverse", input_dim=6, output_dim=3, logit_soft_cap=0.5,
        call={"reverse": True})


def other(add):
    """Masking, Identity, ActivityRegularization, wrappers, noise at inference."""
    x3 = normal(R, 3, 4, 2)
    x3[0, 1:] = 0
    x3[1, 2] = 0
    x3[2, 0, 1] = 0
    mask = np.array([[1, 1, 0, 0], [1, 0, 1, 1], [1, 1, 1, 1]], bool)
    add("Masking", x3, output_mask=True)
    add("Masking", np.where(x3 == 0, 7.0, x3), mask_value=7.0, output_mask=True)
    add("Identity", x3)
    add("ActivityRegularization", x3, l1=0.1)
    add("ActivityRegularization", x3, l2=0.2)
    add("ActivityRegularization", x3, l1=0.1, l2=0.2, label="training", training=True)
    for cls, config in [
        ("Dropout", {"rate": 0.5, "noise_shape": [3, 1, 2], "seed": 1}),
        ("SpatialDropout1D", {"rate": 0.5}),
        ("GaussianDropout", {"rate": 0.5}),
        ("GaussianNoise", {"stddev": 0.5}),
        ("AlphaDropout", {"rate": 0.5}),
    ]:
        add(cls, x3, **config)
    add("SpatialDropout2D", normal(R, 1, 2, 2, 2), rate=0.5)
    add("SpatialDropout3D", normal(R, 1, 2, 2, 2, 2), rate=0.5)
    add("Dropout", x3, rate=0.0, training=True)
    add("TimeDistributed", x3, layer=lambda: keras.layers.Dense(3, name="inner"))
    add("TimeDistributed", x3, layer=lambda: keras.layers.Dense(3, name="inner"),
        call={"mask": mask})
    add("TimeDistributed", normal(R, 2, 3, 4, 4, 2),
        layer=lambda: keras.layers.Conv2D(2, 3, strides=2, name="inner"))
    add("TimeDistributed", normal(R, 2, 3, 4, 2),
        layer=lambda: keras.layers.LSTM(2, name="inner"))


def add(case):
    """Adds all cases."""
    dense(case)
    embedding(case)
    other(case)
