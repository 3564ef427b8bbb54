"""Normalizations: training (with updated statistics), inference, frozen, masked."""

import jax
import keras
import numpy as np

from golden.common import normal, rng

R = rng("layers_norm")


def batch(add):
    """BatchNormalization."""
    x, x3, x4 = normal(R, 6, 4), normal(R, 3, 4, 2), normal(R, 2, 3, 3, 2, scale=2) + 1
    for training in (False, True):
        for x_any in (x, x3, x4):
            add("BatchNormalization", x_any, training=training)
        add("BatchNormalization", x4, axis=1, training=training)
        add("BatchNormalization", x, momentum=0.6, training=training)
        add("BatchNormalization", x, epsilon=0.1, training=training)
        add("BatchNormalization", x, center=False, training=training)
        add("BatchNormalization", x, scale=False, training=training)
        add("BatchNormalization", x, trainable=False, training=training)
    add("BatchNormalization", x, training=True, beta_regularizer="l1", gamma_regularizer="l2",
        beta_constraint="non_neg", gamma_constraint="non_neg", beta_initializer="ones",
        gamma_initializer="zeros", moving_mean_initializer="ones",
        moving_variance_initializer="zeros")
    mask = np.array([[1, 1, 0, 0], [1, 0, 1, 1], [1, 1, 1, 1]], bool)
    add("BatchNormalization", x3, training=True, call={"mask": mask})


def renorm(add):
    """BatchNormalization by moving averages."""
    r = rng("layers_norm_renorm")
    x, x4 = normal(r, 6, 4), normal(r, 2, 3, 3, 2, scale=2) + 1
    limits = {"rmin": 0.7, "rmax": 1.2, "dmax": 0.5}
    add("BatchNormalization", x, renorm=True)
    add("BatchNormalization", x, renorm=True, training=True)
    add("BatchNormalization", x, renorm=True, training=True, renorm_clipping=limits,
        renorm_momentum=0.6, momentum=0.8)
    add("BatchNormalization", x4, renorm=True, training=True, renorm_clipping={"dmax": 1.0},
        axis=1, epsilon=0.1)
    add("BatchNormalization", x, renorm=True, training=True, center=False, scale=False)


def assigned_kernel(normalized_weights):
    """JAX differentiates the division; on TensorFlow and PyTorch the gradient is that by the kernel
    that was assigned, which is followed."""
    def weights(layer):
        vector_u, kernel = normalized_weights(layer)
        before = layer.kernel.value
        return vector_u, before + jax.lax.stop_gradient(kernel - before)
    return weights


keras.layers.SpectralNormalization.normalized_weights = assigned_kernel(
    keras.layers.SpectralNormalization.normalized_weights)


def other(add):
    """Layer, group, RMS, unit and spectral normalization."""
    x, x3, x4 = normal(R, 3, 6), normal(R, 2, 3, 4), normal(R, 2, 3, 2, 6)
    for x_any in (x, x3, x4):
        add("LayerNormalization", x_any)
        add("UnitNormalization", x_any)
        add("RMSNormalization", x_any)
    add("LayerNormalization", x4, axis=1)
    add("LayerNormalization", x4, axis=[1, 2])
    add("LayerNormalization", x4, axis=[-2, -1])
    add("LayerNormalization", x, epsilon=0.5)
    add("LayerNormalization", x, center=False)
    add("LayerNormalization", x, scale=False)
    add("LayerNormalization", x, beta_regularizer="l1", gamma_regularizer="l2",
        beta_constraint="non_neg", gamma_constraint="non_neg", beta_initializer="ones",
        gamma_initializer="zeros")
    add("UnitNormalization", x4, axis=1)
    add("UnitNormalization", x4, axis=[1, 2])
    # Keras does not reshape the scale, so other axes than the last ones fail there.
    add("RMSNormalization", x4, axis=[-2, -1])
    add("RMSNormalization", x, epsilon=0.5)
    for groups in (1, 2, 3, 6, -1):
        add("GroupNormalization", x4, groups=groups)
    add("GroupNormalization", x3, groups=2)
    add("GroupNormalization", x, groups=3)
    add("GroupNormalization", normal(R, 2, 4, 3), groups=2, axis=1)
    add("GroupNormalization", x4, groups=2, epsilon=0.5)
    add("GroupNormalization", x4, groups=2, center=False)
    add("GroupNormalization", x4, groups=2, scale=False)
    for training in (False, True):
        add("SpectralNormalization", x, training=training,
            layer=lambda: keras.layers.Dense(3, name="inner"))
        add("SpectralNormalization", x, training=training, power_iterations=3,
            layer=lambda: keras.layers.Dense(3, name="inner"))
        add("SpectralNormalization", x4, training=training,
            layer=lambda: keras.layers.Conv2D(2, 2, name="inner"))


def add(case):
    """Adds all cases."""
    batch(case)
    other(case)
    renorm(case)
