"""initializers.json: fans, the parameters of the drawn distribution, deterministic arrays."""

import keras
from keras.src.initializers import random_initializers

from golden.common import encode, options, write

SHAPES = [(), (7,), (6, 4), (3, 5, 8), (3, 2, 5, 8), (3, 3, 1, 4), (2, 3, 4, 5, 6), (1, 1), (0, 3)]
SCALED = ["GlorotNormal", "GlorotUniform", "HeNormal", "HeUniform", "LecunNormal", "LecunUniform"]
STFT = [
    {"side": "real"},
    {"side": "imag"},
    {"side": "real", "window": None},
    {"side": "imag", "window": "hamming"},
    {"side": "real", "window": "hann", "scaling": "spectrum"},
    {"side": "real", "window": "hann", "scaling": None},
    {"side": "real", "window": "hann", "periodic": True},
    {"side": "imag", "window": "blackman", "periodic": True, "scaling": "spectrum"},
]


def base(cls, label, config, shape):
    """The fields that all cases share."""
    names = {"STFT": "stft"}
    return {
        "name": names.get(cls) or keras.src.utils.naming.to_snake_case(cls),
        "class_name": cls,
        "label": f"{cls}/{label} {shape}",
        "config": {**options(getattr(keras.initializers, cls)), **config},
        "dtype": "float64",
        "shape": list(shape),
    }


def drawn(cls, label, config, shape):
    """Records with which parameters Keras calls its random generator, and the fans."""
    calls = []

    class Recorder:
        """Stands in for keras.random."""

        def __getattr__(self, distribution):
            def record(shape, dtype=None, seed=None, **parameters):
                calls.append({"distribution": distribution, **parameters})

            return record

    real, random_initializers.random = random_initializers.random, Recorder()
    try:
        getattr(keras.initializers, cls)(seed=1, **config)(shape)
    finally:
        random_initializers.random = real
    out = base(cls, label, {**config, "seed": 1}, shape)
    fan_in, fan_out = random_initializers.compute_fans(
        shape, config.get("input_axes"), config.get("output_axes")
    )
    out.update(fan_in=fan_in, fan_out=fan_out, drawn=calls[0])
    return out


def array(cls, label, config, shape):
    """The array of a deterministic initializer."""
    out = base(cls, label, config, shape)
    out["value"] = encode(getattr(keras.initializers, cls)(**config)(shape, dtype="float64"))
    return out


def main():
    """Makes the file."""
    cases = []
    for cls in SCALED:
        cases += [drawn(cls, "fans", {}, shape) for shape in SHAPES]
    for mode in ["fan_in", "fan_out", "fan_avg"]:
        for distribution in ["uniform", "truncated_normal", "untruncated_normal"]:
            config = {"scale": 2.5, "mode": mode, "distribution": distribution}
            label = f"{mode} {distribution}"
            cases += [drawn("VarianceScaling", label, config, s) for s in SHAPES[:5]]
    axes = {"input_axes": [1, 2], "output_axes": [0]}
    cases.append(drawn("VarianceScaling", "axes", axes, (2, 3, 4)))
    cases.append(drawn("GlorotUniform", "axes", axes, (2, 3, 4)))
    for cls, config in [
        ("RandomNormal", {"mean": 0.3, "stddev": 0.2}),
        ("RandomUniform", {"minval": -0.3, "maxval": 0.2}),
        ("TruncatedNormal", {"mean": 0.3, "stddev": 0.2}),
    ]:
        cases.append(drawn(cls, "default", {}, (3, 4)))
        cases.append(drawn(cls, "changed", config, (3, 4)))
    for shape in [(3, 3), (1, 1)]:
        cases.append(array("Identity", "default", {}, shape))
        cases.append(array("Identity", "gain", {"gain": 0.5}, shape))
    cases.append(array("Identity", "rectangular", {}, (2, 4)))
    for shape in [(), (3,), (2, 3)]:
        cases.append(array("Zeros", "default", {}, shape))
        cases.append(array("Ones", "default", {}, shape))
        cases.append(array("Constant", "value", {"value": 0.7}, shape))
    for config in STFT:
        label = str(config).replace("'", "")
        cases.append(array("STFT", label, config, (8, 1, 5)))
        cases.append(array("STFT", label, config, (6, 1, 9)))
    write("initializers", cases)
