"""Layers that Keras 3 has no more, computed from the formulas of Keras 1.2 and 2 in float64.

Sources: keras 1.2.2 `keras/layers/{core,advanced_activations}.py` and
`keras/engine/topology.py` (Merge); keras 2.0 `keras/legacy/layers.py` (the same), keras 2.3
`keras/layers/{local,advanced_activations}.py`; keras 3.16 `keras/src/layers/core/ternary_dense.py`.
"""

import itertools

import jax
import jax.numpy as jnp
from jax.nn import relu, sigmoid, softplus

from golden.common import encode, finite, grad, normal, rng
from golden.layer_cases import text

R = rng("layers_keras1")
FUNCTIONS = {"linear": lambda x: x, "relu": relu, "tanh": jnp.tanh}


def highway(xs, weights, config):
    """Highway: W, W_carry, b, b_carry."""
    (x,) = xs
    kernel, carry, *biases = weights
    bias, carry_bias = biases if config["bias"] else (0, 0)
    gate = sigmoid(x @ carry + carry_bias)
    return gate * FUNCTIONS[config["activation"]](x @ kernel + bias) + (1 - gate) * x


def maxout(xs, weights, config):
    """MaxoutDense: W [features, in, out], b [features, out]."""
    y = jnp.einsum("bi,kio->bko", xs[0], weights[0])
    return jnp.max(y + weights[1] if config["bias"] else y, axis=1)


def batch_dot(a, b, axes):
    """Keras' backend function: one axis of each summed, sample by sample."""
    y = jax.vmap(lambda p, q: jnp.tensordot(p, q, ((axes[0] - 1,), (axes[1] - 1,))))(a, b)
    return y[:, None] if y.ndim == 1 else y


def merge(xs, _, config):
    """Merge. Keras 1 adds an axis to the cosine beyond the shape that it declares."""
    mode = config["mode"]
    if mode in ("dot", "cos"):
        axes = config["dot_axes"]
        axes = [axes] * 2 if isinstance(axes, int) else axes
        axes = [axis % x.ndim for axis, x in zip(axes, xs)]
        product = batch_dot(xs[0], xs[1], axes)
        if mode == "dot":
            return product
        squares = batch_dot(xs[0], xs[0], axes[:1] * 2) * batch_dot(xs[1], xs[1], axes[1:] * 2)
        return product / jnp.maximum(jnp.sqrt(squares), 1e-7)
    if mode == "concat":
        return jnp.concatenate(xs, axis=config["concat_axis"])
    stacked = jnp.stack(xs)
    return {"sum": jnp.sum, "ave": jnp.mean, "mul": jnp.prod, "max": jnp.max}[mode](
        stacked, axis=0
    )


def s_relu(xs, weights, _):
    """SReLU: t_left, a_left, t_right, a_right."""
    t_left, a_left, t_right, a_right = weights
    (x,) = xs
    t_right_actual = t_left + jnp.abs(t_right)
    return jnp.where(
        x <= t_left, t_left + a_left * (x - t_left),
        jnp.where(x >= t_right_actual, t_right_actual + a_right * (x - t_right_actual), x))


def parametric_softplus(xs, weights, _):
    """ParametricSoftplus: alpha, beta."""
    alpha, beta = weights
    return alpha * softplus(beta * xs[0])


def thresholded_relu(xs, _, config):
    """ThresholdedReLU."""
    return xs[0] * (xs[0] > config["theta"])


def locally_connected(xs, weights, config):
    """LocallyConnected1D and 2D, implementation 1: K.local_conv and K.bias_add."""
    (x,) = xs
    first = config["data_format"] == "channels_first"
    size, strides = config["kernel_size"], config["strides"]
    space = x.shape[2:] if first else x.shape[1:-1]
    places = [(n - k) // s + 1 for n, k, s in zip(space, size, strides)]
    rows = []
    for place in itertools.product(*map(range, places)):
        window = tuple(slice(p * s, p * s + k) for p, s, k in zip(place, strides, size))
        patch = x[(slice(None), slice(None)) + window] if first else x[(slice(None),) + window]
        rows.append(patch.reshape(x.shape[0], -1) @ weights[0][len(rows)])
    y = jnp.stack(rows, axis=1).reshape(x.shape[0], *places, -1)
    y = jnp.moveaxis(y, -1, 1) if first else y
    if config["use_bias"]:
        bias = weights[1]
        y += bias.reshape(bias.shape[-1], *bias.shape[:-1]) if first else bias
    return FUNCTIONS[config["activation"]](y)


def ternary(xs, weights, config):
    """TernaryDense; the rounding passes gradients on as if it were not there."""
    kernel, *bias = weights
    size = jnp.abs(kernel)
    threshold = 0.5 * jnp.mean(size) if config["threshold"] is None else config["threshold"]
    rounded = jnp.sign(kernel) * (size > threshold)
    y = xs[0] @ (kernel + jax.lax.stop_gradient(rounded - kernel))
    y = y * jnp.mean(size) if config["threshold"] is None else y
    return FUNCTIONS[config["activation"]](y + bias[0] if config["use_bias"] else y)


def collect(items):
    """Returns the function that adds a case: formula, class, inputs, weights by name, config."""

    def case(formula, cls, inputs, weights, label=None, **config):
        inputs = inputs if isinstance(inputs, list) else [inputs]
        shapes = " ".join(str(list(jnp.shape(x))).replace(" ", "") for x in inputs)
        label = "; ".join(w for w in (text(config), label, shapes) if w)
        r = rng("layers_keras1", cls, label)
        values = [normal(r, *shape, scale=0.4, digits=5) for shape in weights.values()]
        y = formula([jnp.asarray(x) for x in inputs], [jnp.asarray(w) for w in values], config)
        pattern = normal(r, *y.shape, digits=2)

        def loss(*arguments):
            xs, ws = arguments[: len(inputs)], arguments[len(inputs):]
            return jnp.sum(formula(list(xs), list(ws), config) * pattern)

        gradients = grad(loss, *inputs, *values, label=label)
        assert finite(*gradients)
        items.append({
            "class_name": cls, "label": f"{cls}/{label}", "config": config, "dtype": "float64",
            "training": False, "inputs": [encode(x) for x in inputs],
            "weights": [{"name": n, "trainable": True, **encode(v)}
                        for n, v in zip(weights, values)],
            "outputs": [encode(y)], "pattern": [encode(pattern)],
            "grads": {"inputs": [encode(g) for g in gradients[: len(inputs)]],
                      "weights": [encode(g) for g in gradients[len(inputs):]]},
        })

    return case


def dense(case):
    """Highway, MaxoutDense and TernaryDense."""
    x = normal(R, 4, 3)
    square = {"W": [3, 3], "W_carry": [3, 3]}
    for activation in ("linear", "relu"):
        case(highway, "Highway", x, {**square, "b": [3], "b_carry": [3]}, activation=activation,
             bias=True)
    case(highway, "Highway", x, square, activation="tanh", bias=False)
    case(maxout, "MaxoutDense", x, {"W": [4, 3, 2], "b": [4, 2]}, output_dim=2, nb_feature=4,
         bias=True)
    case(maxout, "MaxoutDense", x, {"W": [2, 3, 5]}, output_dim=5, nb_feature=2, bias=False)
    kernel = {"kernel": [3, 2]}
    for threshold in (None, 0.0, 0.3):
        case(ternary, "TernaryDense", x, {**kernel, "bias": [2]}, units=2, threshold=threshold,
             activation="tanh", use_bias=True)
    case(ternary, "TernaryDense", normal(R, 2, 2, 3), kernel, units=2, threshold=None,
         activation="linear", use_bias=False)


def merging(case):
    """Merge in all modes."""
    a, b, c = normal(R, 2, 3, 4), normal(R, 2, 3, 4), normal(R, 2, 3, 4)
    for mode in ("sum", "mul", "ave", "max"):
        case(merge, "Merge", [a, b], {}, mode=mode)
        case(merge, "Merge", [a, b, c], {}, mode=mode)
    case(merge, "Merge", [a, b], {}, mode="concat", concat_axis=-1)
    case(merge, "Merge", [a, normal(R, 2, 5, 4)], {}, mode="concat", concat_axis=1)
    p, q = normal(R, 3, 4), normal(R, 3, 4)
    for mode in ("dot", "cos"):
        case(merge, "Merge", [p, q], {}, mode=mode, dot_axes=-1)
        case(merge, "Merge", [p, q], {}, mode=mode, dot_axes=1)
    case(merge, "Merge", [a, normal(R, 2, 5, 4)], {}, mode="dot", dot_axes=2)
    case(merge, "Merge", [a, normal(R, 2, 5, 3)], {}, mode="dot", dot_axes=[1, 2])


def activations(case):
    """SReLU, ParametricSoftplus, ThresholdedReLU."""
    x, x4 = normal(R, 5, 6), normal(R, 2, 3, 2, 4)
    for x_any, own, shape in ((x, {}, [6]), (x4, {}, [3, 2, 4]),
                              (x4, {"shared_axes": [1, 2]}, [1, 1, 4])):
        names = ("t_left", "a_left", "t_right", "a_right")
        case(s_relu, "SReLU", x_any, {n: shape for n in names}, **own)
        case(parametric_softplus, "ParametricSoftplus", x_any, {"alpha": shape, "beta": shape},
             **own)
    for theta in (1.0, 0.0, 0.4):
        case(thresholded_relu, "ThresholdedReLU", x, {}, theta=theta)


def local(case):
    """LocallyConnected1D and LocallyConnected2D."""
    common = {"padding": "valid", "activation": "linear", "use_bias": True}

    def add(rank, x, data_format, filters, size, strides, **own):
        first = data_format == "channels_first"
        config = {"filters": filters, "kernel_size": size, "strides": strides, **common,
                  "data_format": data_format, **own}
        space = x.shape[2:] if first else x.shape[1:-1]
        channels = x.shape[1 if first else -1]
        places = [(n - k) // s + 1 for n, k, s in zip(space, size, strides)]
        elements = channels
        for k in size:
            elements *= k
        count = 1
        for p in places:
            count *= p
        weights = {"kernel": [count, elements, filters]}
        if config["use_bias"]:
            weights["bias"] = [*places, filters]
        case(locally_connected, f"LocallyConnected{rank}D", x, weights, **config)

    x = normal(R, 2, 7, 2)
    add(1, x, "channels_last", 3, [3], [1])
    add(1, x, "channels_last", 2, [2], [2], activation="relu")
    add(1, x, "channels_last", 2, [2], [3], use_bias=False)
    add(1, normal(R, 2, 3, 6), "channels_first", 2, [3], [2])
    x = normal(R, 2, 5, 4, 2)
    add(2, x, "channels_last", 3, [2, 2], [1, 1])
    add(2, x, "channels_last", 2, [3, 2], [2, 1], activation="tanh")
    add(2, x, "channels_last", 2, [1, 3], [1, 1], use_bias=False)
    add(2, normal(R, 2, 2, 4, 5), "channels_first", 3, [2, 3], [2, 1])


def add(items):
    """Adds all cases."""
    case = collect(items)
    dense(case)
    merging(case)
    activations(case)
    local(case)
