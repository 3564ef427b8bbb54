"""regularizers.json (penalty and gradient) and constraints.json (projected weights)."""

import keras
import numpy as np

from golden.common import encode, grad, normal, options, rng, write

SHAPES = [(5,), (4, 3), (3, 2, 4), (2, 2, 3, 2)]
NAMES = {"L1L2": "l1l2"}


def regularizer(cls, label, x, smooth=True, **config):
    """One penalty and its gradient."""
    part = getattr(keras.regularizers, cls)(**config)
    x = np.asarray(x, "float64")
    out = {
        "name": NAMES.get(cls) or keras.src.utils.naming.to_snake_case(cls),
        "class_name": cls,
        "label": f"{cls}/{label}",
        "config": {**options(part.__class__), **config},
        "dtype": "float64",
        "x": encode(x),
        "value": encode(part(keras.ops.convert_to_tensor(x))),
    }
    if smooth:
        out["grad"] = encode(grad(part, x, label=out["label"])[0])
    return out


def regularizers():
    """Every regularizer over ranks 1 to 4 and each parameter."""
    cases = []
    variants = {
        "L1": [{"l1": 0.01}, {"l1": 0.5}],
        "L2": [{"l2": 0.01}, {"l2": 0.5}],
        "L1L2": [{"l1": 0.0, "l2": 0.0}, {"l1": 0.3, "l2": 0.0}, {"l1": 0.0, "l2": 0.2},
                 {"l1": 0.3, "l2": 0.2}],
        "OrthogonalRegularizer": [
            {"factor": f, "mode": m} for f in (0.01, 0.5) for m in ("rows", "columns")
        ],
    }
    for cls, configs in variants.items():
        r = rng("regularizers", cls)
        shapes = [(4, 3), (2, 5), (3, 3)] if cls == "OrthogonalRegularizer" else SHAPES
        for config in configs:
            for shape in shapes:
                label = f"{config} {shape}".replace("'", "")
                cases.append(regularizer(cls, label, normal(r, *shape), **config))
        edge = np.eye(3)
        cases.append(regularizer(cls, "identity", edge, smooth=False, **configs[-1]))
        cases.append(regularizer(cls, "zeros", edge * 0, smooth=False, **configs[-1]))
    write("regularizers", cases)


def constraint(cls, label, w, **config):
    """One projection."""
    part = getattr(keras.constraints, cls)(**config)
    w = np.asarray(w, "float64")
    return {
        "name": keras.src.utils.naming.to_snake_case(cls),
        "class_name": cls,
        "label": f"{cls}/{label}",
        "config": {**options(part.__class__), **config},
        "dtype": "float64",
        "w": encode(w),
        "value": encode(part(keras.ops.convert_to_tensor(w))),
    }


def constraints():
    """Every constraint over ranks 1 to 4, axis variants and each parameter."""
    cases = []
    variants = {
        "MaxNorm": [{"max_value": 2}, {"max_value": 0.7}],
        "MinMaxNorm": [
            {"min_value": 0.0, "max_value": 1.0, "rate": 1.0},
            {"min_value": 1.5, "max_value": 2.0, "rate": 1.0},
            {"min_value": 0.5, "max_value": 1.0, "rate": 0.3},
        ],
        "UnitNorm": [{}],
        "NonNeg": [{}],
    }
    axes = {1: [0], 2: [0, 1, -1, [0, 1]], 3: [0, 2, [0, 1]], 4: [0, 3, [0, 1], [0, 1, 2]]}
    for cls, configs in variants.items():
        r = rng("constraints", cls)
        for config in configs:
            for shape in SHAPES:
                w = normal(r, *shape, scale=1.5)
                chosen = [{}] if cls == "NonNeg" else [{"axis": a} for a in axes[len(shape)]]
                for axis in chosen:
                    full = {**config, **axis}
                    label = f"{full} {shape}".replace("'", "")
                    cases.append(constraint(cls, label, w, **full))
        zero = np.array([[0.0, 1.0], [0.0, -2.0], [0.0, 0.0]])
        cases.append(constraint(cls, "zero column", zero, **configs[0]))
        cases.append(constraint(cls, "tiny", zero * 1e-9, **configs[-1]))
    write("constraints", cases)


def main():
    """Makes both files."""
    regularizers()
    constraints()
