"""Activations as layers."""

import numpy as np

from golden.common import normal, rng

R = rng("layers_activation")


def add(case):
    """Adds all cases."""
    x, x4 = normal(R, 3, 5) + 0.0003, normal(R, 2, 3, 2, 2) + 0.0003
    for name in ["relu", "softmax", "tanh", "hard_sigmoid", "linear", "silu"]:
        case("Activation", x, activation=name)
    case("ELU", x)
    case("ELU", x, alpha=0.3)
    case("LeakyReLU", x)
    case("LeakyReLU", x, negative_slope=0.05)
    case("ReLU", x)
    case("ReLU", x, max_value=0.8)
    case("ReLU", x, negative_slope=0.2)
    case("ReLU", x, threshold=0.4)
    case("ReLU", x, max_value=1.0, negative_slope=0.2, threshold=0.4)
    case("PReLU", x)
    case("PReLU", x, alpha_initializer="ones", alpha_regularizer="l2", alpha_constraint="non_neg")
    case("PReLU", x4)
    case("PReLU", x4, shared_axes=[1, 2])
    case("PReLU", x4, shared_axes=[3])
    case("Softmax", x)
    case("Softmax", x4, axis=1)
    case("Softmax", x4, axis=[1, 2])
    mask = np.array([[1, 1, 0, 1, 0], [1, 0, 0, 0, 0], [1, 1, 1, 1, 1]], bool)
    case("Softmax", x, call={"mask": mask})
