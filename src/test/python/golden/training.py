"""training.json: short trainings with fixed weights and no shuffling, each option of fit."""

import json

import keras
import numpy as np
from keras.src.trainers.compile_utils import CompileMetrics

from golden.common import encode, normal, rng, uniform, write

cases = []


def values(model, label):
    """Fixed initial weights."""
    r, out = rng("training weights", label), []
    for v in model.weights:
        positive = any(k in v.name for k in ("gamma", "variance"))
        out.append(uniform(r, *v.shape, low=0.5, high=1.5) if positive
                   else normal(r, *v.shape, scale=0.5))
    return out


def written(value):
    """Arguments of compile and fit as JSON can hold them."""
    if isinstance(value, dict):
        return {k: written(v) for k, v in value.items()}
    if isinstance(value, (list, tuple)):
        return [written(v) for v in value]
    if isinstance(value, np.ndarray):
        return encode(value)
    if isinstance(value, keras.callbacks.Callback):
        return value.golden
    if isinstance(value, (keras.Loss, keras.Metric, keras.optimizers.Optimizer)):
        node = keras.saving.serialize_keras_object(value)
        return {"class_name": node["class_name"], "config": node["config"]}
    return value


def callback(cls, **config):
    """A callback that remembers its arguments."""
    live = dict(config)
    if cls == "LearningRateScheduler":
        table = live.pop("schedule_table")
        live["schedule"] = lambda epoch, rate: table[epoch]
    out = getattr(keras.callbacks, cls)(**live)
    out.golden = {"class_name": cls, "config": config}
    return out


def weights(model):
    """All weights with their places."""
    return [{"name": v.name, "path": v.path, "trainable": bool(v.trainable), **encode(v)}
            for v in model.weights]


class MaskedMetrics(keras.callbacks.Callback):
    """Logs Keras' metrics as evaluation computes them, with the mask of the output.

    Keras' training step on JAX takes the loss with the mask and the metrics without it, because
    the mask is lost on the way out of the differentiated function.
    """

    def __init__(self, x, y, weight, batch_size, metrics):
        super().__init__()
        self.data = [x, y, weight]
        self.size = batch_size
        self.metrics = CompileMetrics(*metrics)

    def on_epoch_begin(self, epoch, logs=None):
        if self.metrics.built:
            self.metrics.reset_state()

    def on_train_batch_begin(self, batch, logs=None):
        self.model.jax_state_sync()
        rows = slice(batch * self.size, (batch + 1) * self.size)
        x, y, weight = [None if a is None else a[rows] for a in self.data]
        prediction = self.model(x, training=True)
        assert prediction._keras_mask is not None
        if not self.metrics.built:
            self.metrics.build(y, prediction)
        self.metrics.update_state(y, prediction, weight)

    def on_epoch_end(self, epoch, logs):
        logs.update({k: float(v) for k, v in self.metrics.result().items()})


def case(label, make, x, y, compile, fit=None, masked=False):
    """Builds, trains three epochs without shuffling, evaluates and predicts."""
    keras.backend.clear_session()
    model = make()
    model.set_weights(values(model, label))
    fit = {"epochs": 3, "batch_size": 8, "shuffle": False, **(fit or {})}
    out = {
        "label": label,
        "dtype": "float64",
        "model": json.loads(model.to_json()),
        "initial_weights": weights(model),
        "x": written(x),
        "y": written(y),
        "compile": written(compile),
        "fit": written(fit),
    }
    model.compile(**compile)
    if masked:
        metrics = compile.get("metrics"), compile.get("weighted_metrics")
        repair = MaskedMetrics(x, y, fit.get("sample_weight"), fit["batch_size"], metrics)
        fit["callbacks"] = [repair] + fit.get("callbacks", [])
    history = model.fit(x, y, verbose=0, **fit)
    out["epochs"] = history.epoch
    out["history"] = history.history
    out["final_weights"] = weights(model)
    out["iterations"] = int(model.optimizer.iterations)
    out["evaluate"] = model.evaluate(x, y, batch_size=8, verbose=0, return_dict=True)
    predictions = model.predict(x, batch_size=8, verbose=0)
    out["predict"] = written(predictions)
    cases.append(out)


def mlp(units=1, activation=None, hidden="tanh", **options):
    """Four inputs, one hidden layer."""
    def make():
        return keras.Sequential(
            [
                keras.Input((4,), name="in"),
                keras.layers.Dense(5, activation=hidden, name="hidden", **options),
                keras.layers.Dense(units, activation=activation, name="out"),
            ],
            name="mlp",
        )

    return make


def sgd(**options):
    """Plain gradient descent."""
    return keras.optimizers.SGD(**{"learning_rate": 0.1, **options})


def adam(**options):
    """Adam with a rate that shows."""
    return keras.optimizers.Adam(**{"learning_rate": 0.05, **options})


def main():
    """Makes the file."""
    from golden import training_models, training_options

    cases.clear()
    training_options.add(case)
    training_models.add(case)
    write("training", cases)
