"""Runs one layer with fixed random weights and records outputs, gradients and changed weights."""

import inspect

import jax
import keras
import numpy as np
from keras import tree

from golden.common import encode, finite, normal, rng, uniform


def text(value):
    """A short description of a configuration for a label."""
    if isinstance(value, dict):
        return ", ".join(f"{k} {text(v)}" for k, v in value.items())
    if callable(value):
        return type(value()).__name__
    if isinstance(value, (list, tuple)):
        return "[" + " ".join(text(v) for v in value) + "]"
    return str(value)


def weight_values(layer, seed):
    """Fixed values for every weight: scales and variances positive, the rest around zero."""
    r = rng("layer weights", seed)
    values = []
    for v in layer.weights:
        positive = any(k in v.name for k in ("gamma", "variance", "stddev")) or v.name == "scale"
        make = uniform(r, *v.shape, low=0.5, high=1.5) if positive else None
        values.append(normal(r, *v.shape, scale=0.4) if make is None else make)
    return values


def arguments(layer, inputs, as_list, training, call):
    """Positional and keyword arguments of the call."""
    accepted = inspect.signature(layer.call).parameters
    keywords = {k: v for k, v in call.items() if k in accepted}
    if "training" in accepted and training is not None:
        keywords["training"] = training
    return ([list(inputs)] if as_list else list(inputs)), keywords


def tensors(value):
    """Arrays of a nested structure as tensors; booleans stay booleans."""
    return tree.map_structure(
        lambda a: jax.numpy.asarray(a) if isinstance(a, np.ndarray) else a, value
    )


def run(make, label, inputs, *, as_list=False, training=None, call=None, output_mask=False,
        repeat=False, weights=None):
    """One case. `make` builds the layer; `call` holds keyword arguments such as masks."""
    call = tensors(call or {})
    keras.backend.clear_session()
    layer = make()
    cls = type(layer).__name__
    inputs = [np.asarray(x) for x in inputs]
    live = [jax.numpy.asarray(x) for x in inputs]
    positional, keywords = arguments(layer, live, as_list, False, call)
    layer(*positional, **keywords)
    if getattr(layer, "stateful", False):
        layer.reset_state()
    layer.set_weights(weights if weights is not None else weight_values(layer, (cls, label)))
    out = head(layer, cls, label, inputs, training, call)
    derive(layer, out, live, as_list, training, call)
    if output_mask:
        previous = call.get("mask")
        mask = layer.compute_mask(positional[0], previous)
        out["output_mask"] = None if mask is None else encode(np.asarray(mask))
    if repeat:
        positional, keywords = arguments(layer, live, as_list, training, call)
        layer(*positional, **keywords)
        again = tree.flatten(layer(*positional, **keywords))
        out["second_outputs"] = [encode(a) for a in again]
    return out


def head(layer, cls, label, inputs, training, call):
    """The fields known before the run."""
    out = {
        "class_name": cls,
        "label": f"{cls}/{label}",
        "config": layer.get_config(),
        "dtype": "float64",
        "training": bool(training),
        "inputs": [encode(x) for x in inputs],
    }
    for key, value in call.items():
        if value is not None:
            put = out if key == "mask" else out.setdefault("call", {})
            put[key] = tree.map_structure(
                lambda a: encode(a) if hasattr(a, "shape") else a, value
            )
    out["weights"] = [
        {"name": v.name, "path": v.path, "trainable": bool(v.trainable), **encode(v)}
        for v in layer.weights
    ]
    return out


def derive(layer, out, live, as_list, training, call):
    """Outputs, the gradient of sum(output * pattern), losses and changed weights."""
    places = [i for i, x in enumerate(live) if jax.numpy.issubdtype(x.dtype, jax.numpy.floating)]
    state = [v.value for v in layer.non_trainable_variables]
    pattern = []

    def loss(chosen, trainable):
        given = list(live)
        for i, x in zip(places, chosen):
            given[i] = x
        positional, keywords = arguments(layer, given, as_list, training, call)
        y, after, losses = layer.stateless_call(
            trainable, state, *positional, return_losses=True, **keywords
        )
        ys = tree.flatten(y)
        if not pattern:
            r = rng("layer pattern", out["label"])
            pattern.extend(normal(r, *v.shape, digits=2) for v in ys)
        total = sum(keras.ops.sum(a * p) for a, p in zip(ys, pattern))
        return total, (ys, after, losses)

    chosen = [live[i] for i in places]
    trainable = [v.value for v in layer.trainable_variables]
    function = jax.value_and_grad(loss, argnums=(0, 1), has_aux=True)
    lowered = jax.jit(function).lower(chosen, trainable)
    if "f32" in lowered.as_text():
        print(f"  {out['label']}: single precision inside a double program")
    (_, (ys, after, losses)), grads = lowered.compile()(chosen, trainable)
    out["outputs"] = [encode(y) for y in ys]
    out["pattern"] = [encode(p) for p in pattern]
    by_place = dict(zip(places, grads[0]))
    by_weight = {id(v): g for v, g in zip(layer.trainable_variables, grads[1])}
    if finite(*grads[0], *grads[1]):
        out["grads"] = {
            "inputs": [encode(by_place[i]) if i in by_place else None for i in range(len(live))],
            "weights": [
                encode(by_weight[id(v)]) if id(v) in by_weight else None for v in layer.weights
            ],
        }
    else:
        print(f"  {out['label']}: Keras' gradient is not finite, left out")
    if losses:
        out["losses"] = [encode(v) for v in losses]
    changed = {
        id(v): a
        for v, b, a in zip(layer.non_trainable_variables, state, after)
        if not np.array_equal(np.asarray(a), np.asarray(b))
    }
    if any(id(v) in changed for v in layer.weights):
        out["updated_weights"] = [
            encode(changed[id(v)]) if id(v) in changed else None for v in layer.weights
        ]


class Cases:
    """Collects the cases of one file."""

    def __init__(self):
        self.items = []

    def add(self, cls, inputs, label=None, as_list=False, training=None, call=None,
            output_mask=False, repeat=False, weights=None, **config):
        """Adds one case; the label is the configuration unless one is given."""
        inputs = inputs if isinstance(inputs, list) else [inputs]
        shapes = " ".join(str(list(np.shape(x))).replace(" ", "") for x in inputs)
        words = [text(config), label, shapes]
        words += sorted(k for k in (call or {}) if k not in (label or ""))
        words.append("training" if training else None)
        label = "; ".join(w for w in words if w)

        def make():
            own = {k: v() if callable(v) else v for k, v in config.items()}
            return getattr(keras.layers, cls)(**own)

        self.items.append(
            run(make, label, inputs, as_list=as_list, training=training, call=call,
                output_mask=output_mask, repeat=repeat, weights=weights)
        )
