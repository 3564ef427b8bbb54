"""activations.json: every activation, values and gradients, extreme inputs, each parameter."""

import keras
import numpy as np

from golden.common import encode, finite, grad, normal, options_of_function, rng, write

ELEMENTWISE = {
    "celu": [{"alpha": 0.5}, {"alpha": 2.0}],
    "elu": [{"alpha": 0.5}, {"alpha": 2.0}],
    "exponential": [],
    "gelu": [{"approximate": True}],
    "hard_shrink": [{"threshold": 1.0}],
    "hard_sigmoid": [],
    "hard_silu": [],
    "hard_tanh": [],
    "leaky_relu": [{"negative_slope": 0.05}, {"negative_slope": 0.5}],
    "linear": [],
    "log_sigmoid": [],
    "mish": [],
    "relu": [
        {"negative_slope": 0.1},
        {"max_value": 1.5},
        {"threshold": 0.4},
        {"negative_slope": 0.1, "max_value": 1.5, "threshold": 0.4},
    ],
    "relu6": [],
    "selu": [],
    "sigmoid": [],
    "silu": [],
    "soft_shrink": [{"threshold": 1.0}],
    "softplus": [],
    "softsign": [],
    "sparse_plus": [],
    "sparse_sigmoid": [],
    "squareplus": [{"b": 1}, {"b": 9}],
    "tanh": [],
    "tanh_shrink": [],
    "threshold": [{"threshold": 0.5, "default_value": -1.0}, {"threshold": -1, "default_value": 2}],
}
ALONG_AXIS = ["softmax", "log_softmax", "sparsemax", "glu"]
EXTREME = [-1e4, -800.0, -100.0, -40.0, -20.0, -7.0, 7.0, 20.0, 40.0, 100.0, 800.0, 1e4]
KINKS = [-6.0, -3.0, -1.0, -0.5, 0.0, 0.5, 1.0, 3.0, 6.0]
cases = []


def case(name, label, x, smooth=True, **config):
    """Value and, where asked, the gradient of sum(y * c) with respect to x."""
    fn = getattr(keras.activations, name)
    x = np.asarray(x, "float64")
    y = np.asarray(fn(keras.ops.convert_to_tensor(x), **config))
    full = options_of_function(fn)
    full.update(config)
    out = {
        "name": name,
        "label": f"{name}/{label}",
        "config": full,
        "dtype": "float64",
        "x": encode(x),
        "y": encode(y),
    }
    if smooth:
        c = normal(rng("activation pattern"), *y.shape)
        g = grad(lambda v: keras.ops.sum(fn(v, **config) * c), x, label=out["label"])[0]
        if finite(g):
            out["c"], out["grad"] = encode(c), encode(g)
        else:
            print(f"  {out['label']}: Keras' gradient is not finite, left out")
    cases.append(out)


def text(config):
    """A configuration in a label."""
    return " ".join(f"{k} {v}" for k, v in config.items()) or "default"


def main():
    """Makes the file."""
    cases.clear()
    for name, variants in ELEMENTWISE.items():
        if name != "threshold":
            variants = [{}] + variants
        r = rng("activations", name)
        for config in variants:
            case(name, text(config), normal(r, 3, 8, scale=2) + 0.00037, **config)
            case(name, text(config) + ", kinks", KINKS, smooth=False, **config)
        case(name, "extreme", EXTREME, **variants[0])
        case(name, "not a number", [np.nan, np.inf, -np.inf, 1.0], smooth=False, **variants[0])
    for name in ALONG_AXIS:
        r = rng("activations", name)
        case(name, "rank 2", normal(r, 4, 6, scale=2))
        case(name, "rank 3", normal(r, 2, 4, 6, scale=2))
        case(name, "rank 4", normal(r, 2, 2, 2, 4, scale=2))
        case(name, "axis 1", normal(r, 2, 4, 6, scale=2), axis=1)
        case(name, "axis -2", normal(r, 2, 4, 6, scale=2), axis=-2)
        case(name, "axis 0", normal(r, 4, 6, scale=2), axis=0)
        case(name, "extreme", np.reshape(EXTREME, (2, 6)))
        case(name, "equal", np.full((2, 6), 3.0), smooth=name != "sparsemax")
        case(name, "not a number", [[np.nan, 1.0, 2.0, 3.0], [0.0, 1.0, 2.0, 3.0]], smooth=False)
    write("activations", cases)
