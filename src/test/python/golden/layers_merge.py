"""Merging layers."""

import numpy as np

from golden.common import distinct, normal, rng

R = rng("layers_merge")


def add(case):
    """Adds all cases."""
    for cls in ["Add", "Subtract", "Multiply", "Average", "Maximum", "Minimum"]:
        xs = list(distinct(R, 3, 2, 3, 2))
        case(cls, xs[:2], as_list=True)
        if cls != "Subtract":
            case(cls, xs, as_list=True)
        case(cls, [normal(R, 2, 1, 3), normal(R, 2, 4, 1)], label="broadcast", as_list=True)
        case(cls, [normal(R, 2, 3), normal(R, 2, 4, 3)], label="ranks", as_list=True)
    a, b, c = normal(R, 2, 3, 2), normal(R, 2, 3, 4), normal(R, 2, 5, 2)
    case("Concatenate", [a, b], as_list=True)
    case("Concatenate", [a, b, a], as_list=True)
    case("Concatenate", [a, c], as_list=True, axis=1)
    case("Concatenate", [a, c], as_list=True, axis=-2)
    m1 = np.array([[1, 1, 0], [1, 0, 1]], bool)
    m2 = np.array([[1, 0, 0], [0, 1, 1]], bool)
    m5 = np.array([[1, 1, 0, 0, 1], [0, 1, 1, 1, 1]], bool)
    case("Concatenate", [a, b], as_list=True, call={"mask": [m1, m2]}, label="masks",
         output_mask=True)
    case("Concatenate", [a, c], as_list=True, axis=1, call={"mask": [m1, m5]}, label="masks",
         output_mask=True)
    case("Add", [a, a * 2], as_list=True, call={"mask": [m1, m2]}, label="masks",
         output_mask=True)
    case("Dot", [normal(R, 3, 4), normal(R, 3, 4)], as_list=True, axes=1)
    case("Dot", [normal(R, 3, 4), normal(R, 3, 4)], as_list=True, axes=-1)
    case("Dot", [normal(R, 2, 3, 4), normal(R, 2, 5, 4)], as_list=True, axes=2)
    case("Dot", [normal(R, 2, 3, 4), normal(R, 2, 5, 3)], as_list=True, axes=(1, 2))
    case("Dot", [normal(R, 2, 4), normal(R, 2, 5, 4)], as_list=True, axes=(1, 2))
    case("Dot", [normal(R, 2, 3, 4), normal(R, 2, 5, 4)], as_list=True, axes=2, normalize=True)
