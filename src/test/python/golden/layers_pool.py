"""Poolings: max, average, global, adaptive, in one to three dimensions."""

import numpy as np

from golden.common import distinct, rng

R = rng("layers_pool")
INPUTS = {1: [2, 7, 2], 2: [1, 5, 6, 2], 3: [1, 4, 5, 4, 2]}


def first(shape):
    """The same sizes with the channels first."""
    return [shape[0], shape[-1], *shape[1:-1]]


def add(case):
    """Adds all cases."""
    for rank, shape in INPUTS.items():
        x, xf = distinct(R, *shape), distinct(R, *first(shape))
        for kind in ["Max", "Average"]:
            cls = f"{kind}Pooling{rank}D"
            case(cls, x, pool_size=2)
            case(cls, x, pool_size=2, padding="same")
            case(cls, x, pool_size=3, strides=1)
            case(cls, x, pool_size=3, strides=2, padding="same")
            case(cls, xf, pool_size=2, data_format="channels_first")
            case(cls, xf, pool_size=2, strides=1, padding="same", data_format="channels_first")
            if rank > 1:
                case(cls, x, pool_size=(2, 3, 1)[:rank], strides=(1, 2, 3)[:rank])
                case(cls, x, pool_size=(1, 3, 2)[:rank], strides=(2, 1, 2)[:rank], padding="same")
            cls = f"Global{kind}Pooling{rank}D"
            case(cls, x)
            case(cls, x, keepdims=True)
            case(cls, xf, data_format="channels_first")
            case(cls, xf, data_format="channels_first", keepdims=True)
            cls = f"Adaptive{kind}Pooling{rank}D"
            case(cls, x, output_size=2)
            case(cls, x, output_size=3)
            case(cls, x, output_size=1)
            case(cls, xf, output_size=3, data_format="channels_first")
            if rank > 1:
                case(cls, x, output_size=(3, 2, 4)[:rank])
    mask = np.array([[1, 1, 0, 1, 0, 0, 0], [1, 1, 1, 1, 1, 1, 1]], bool)
    x = distinct(R, 2, 7, 2)
    case("GlobalAveragePooling1D", x, call={"mask": mask})
    case("GlobalAveragePooling1D", x, call={"mask": mask}, keepdims=True)
