"""What every maker shares: the backend, the encoding of arrays, gradients and the file layout."""

import contextlib
import inspect
import json
import math
import os
import zlib

import jax
import keras
import numpy as np
from keras.src.backend.common import dtypes

keras.backend.set_floatx("float64")
# Keras computes float64 in float32 on every backend but TensorFlow's wherever it promotes types
# (`mean`, `softmax`, …). The fixtures need TensorFlow's entry of that table.
dtypes.BIT64_TO_BIT32_DTYPE.update({"float64": "float64", "complex128": "complex128"})

OUTPUT = os.path.normpath(
    os.path.join(os.path.dirname(__file__), "..", "..", "resources", "golden")
)


def rng(*key):
    """A generator seeded by a stable hash of its name, so that cases do not shift each other."""
    return np.random.default_rng(zlib.crc32(repr(key).encode()))


def normal(r, *shape, scale=1.0, digits=3):
    """Normal values rounded to a few digits: short in the file, exact in both languages."""
    return np.round(r.normal(size=shape) * scale, digits)


def uniform(r, *shape, low=0.0, high=1.0, digits=3):
    """Uniform values rounded to a few digits."""
    return np.round(r.uniform(low, high, size=shape), digits)


def distinct(r, *shape, step=0.05):
    """Values without ties and away from zero, for layers that take maxima."""
    size = int(np.prod(shape))
    values = (np.arange(size) - size / 2 + 0.5) * step
    return np.round(r.permutation(values).reshape(shape), 4)


def probabilities(r, *shape, digits=4):
    """Rows that are positive and sum to one up to rounding."""
    x = r.uniform(0.05, 1.0, size=shape)
    return np.round(x / x.sum(axis=-1, keepdims=True), digits)


def one_hot(ids, classes):
    """One-hot rows for whole-number ids."""
    return np.eye(classes)[np.asarray(ids)]


def number(v, single=False):
    """One JSON number; NaN and the infinities become strings."""
    v = float(v)
    if math.isnan(v):
        return "NaN"
    if math.isinf(v):
        return "Infinity" if v > 0 else "-Infinity"
    if single:
        v = float(str(np.float32(v)))
    return int(v) if v.is_integer() and abs(v) < 1e15 else v


def encode(value):
    """An array as {"shape", "data"}, row-major."""
    a = np.asarray(value)
    single = a.dtype == np.float32
    return {
        "shape": list(a.shape),
        "data": [number(v, single) for v in a.reshape(-1)],
    }


def plain(value):
    """A configuration as JSON can hold it."""
    if isinstance(value, dict):
        return {str(k): plain(v) for k, v in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(v) for v in value]
    if isinstance(value, (bool, str, int)) or value is None:
        return value
    if isinstance(value, (float, np.floating)):
        return number(value)
    if isinstance(value, np.integer):
        return int(value)
    if isinstance(value, np.ndarray) or hasattr(value, "__array__"):
        return encode(value)
    if isinstance(value, keras.DTypePolicy):
        return value.name
    raise TypeError(f"cannot write {type(value)}: {value!r}")


def options(cls):
    """Every constructor argument of a Keras class with its default, name and dtype aside."""
    return options_of_function(cls.__init__)


def options_of_function(function):
    """Every argument that has a default, name and dtype aside."""
    parameters = inspect.signature(function).parameters.values()
    return {
        p.name: p.default
        for p in parameters
        if p.default is not inspect.Parameter.empty and p.name not in ("name", "dtype")
    }


def finite(*arrays):
    """Whether every value of every array is finite."""
    return all(np.isfinite(np.asarray(a)).all() for a in arrays)


@contextlib.contextmanager
def floatx(dtype):
    """Runs the body with another default precision."""
    before = keras.backend.floatx()
    keras.backend.set_floatx(dtype)
    try:
        yield
    finally:
        keras.backend.set_floatx(before)


def grad(function, *arguments, label="?"):
    """Gradients of a scalar function with respect to all of its arguments."""
    places = tuple(range(len(arguments)))
    arguments = [jax.numpy.asarray(a) for a in arguments]
    derivative = jax.grad(function, argnums=places)
    if all(a.dtype == "float64" for a in arguments):
        program = str(jax.make_jaxpr(derivative)(*arguments))
        if "f32[" in program:
            print(f"  {label}: single precision inside a double program")
    return derivative(*arguments)


def write(name, cases, **shared):
    """Writes one fixture file, one case per line."""
    labels = [c["label"] for c in cases]
    twice = sorted({v for v in labels if labels.count(v) > 1})
    if twice:
        raise ValueError(f"{name}: labels must differ. Received twice: {twice}")
    os.makedirs(OUTPUT, exist_ok=True)
    path = os.path.join(OUTPUT, name + ".json")
    head = {"keras": keras.__version__, "backend": "jax " + jax.__version__, **shared}

    def dump(value):
        return json.dumps(plain(value), separators=(",", ":"), allow_nan=False)

    with open(path, "w", encoding="utf-8") as f:
        f.write("{")
        for key, value in head.items():
            f.write(f"{dump(key)}:{dump(value)},\n")
        f.write('"cases":[\n')
        f.write(",\n".join(dump(c) for c in cases))
        f.write("\n]}\n")
    print(f"{name}.json: {len(cases)} cases, {os.path.getsize(path) / 1e3:.0f} kB", flush=True)
