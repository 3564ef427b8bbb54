"""training_graphs.json: short trainings of models whose layers are shared, nested or have states."""

import json

import keras
import numpy as np

from golden.common import normal, rng, write
from golden.training import adam, case, cases, values, weights, written

L = keras.layers
R = rng("training graphs")
LONG, SHORT, OTHER = normal(R, 16, 4, 2), normal(R, 16, 3, 2), normal(R, 16, 2)
STEPS, ROWS = normal(R, 16, 3, 1), normal(R, 16, 1)


def mse(**more):
    """Adam on the mean squared error."""
    return {"optimizer": adam(), "loss": "mse", **more}


def translator(encode, decode):
    """The states after one sequence are the first ones of another."""
    def make():
        source, target = keras.Input((4, 2), name="source"), keras.Input((3, 2), name="target")
        _, *states = encode()(source)
        steps = decode()(target, initial_state=states)
        out = L.TimeDistributed(L.Dense(1, name="dense"), name="out")(steps)
        return keras.Model([source, target], out, name="translator")

    return make


def states(add):
    """Initial states as tensors, flat and nested."""
    two = [LONG, SHORT]
    for cls in ["LSTM", "GRU", "SimpleRNN"]:
        rnn = getattr(L, cls)
        add(f"states of {cls}",
            translator(lambda: rnn(3, return_state=True, name="encoder"),
                       lambda: rnn(3, return_sequences=True, name="decoder")),
            two, STEPS, mse())
    add("states of both directions",
        translator(lambda: L.Bidirectional(L.LSTM(2, return_state=True, name="a"), name="encoder"),
                   lambda: L.Bidirectional(L.LSTM(2, return_sequences=True, name="b"),
                                           merge_mode="ave", name="decoder")),
        two, STEPS, mse())

    def cells(name):
        return [L.LSTMCell(3, name=f"{name}_lstm"), L.GRUCell(2, name=f"{name}_gru")]

    add("states of stacked cells",
        translator(lambda: L.RNN(cells("a"), return_state=True, name="encoder"),
                   lambda: L.RNN(cells("b"), return_sequences=True, name="decoder")),
        two, STEPS, mse())


def stateful(cls):
    """Training of a stateful layer, its states carried by hand: Keras on JAX loses them in fit."""
    label, compile = f"stateful {cls}", mse()
    keras.backend.clear_session()
    model = keras.Sequential(
        [
            keras.Input(batch_shape=(8, 4, 2), name="in"),
            getattr(L, cls)(3, stateful=True, name="rnn"),
            L.Dense(1, name="out"),
        ],
        name="stateful",
    )
    x = keras.Input((4, 2))
    before = [keras.Input((3,)) for _ in model.layers[0].states]
    last, *after = getattr(L, cls)(3, return_state=True)(x, initial_state=before)
    out = L.Dense(1)(last)
    step, trained = keras.Model([x, *before], [out, *after]), keras.Model([x, *before], out)
    start = values(model, label)
    model.set_weights(start)
    trained.set_weights(start)
    trained.compile(**compile)
    kept = [np.zeros((8, 3)) for _ in before]

    def epoch(learn):
        losses, outputs = [], []
        for rows in [slice(0, 8), slice(8, 16)]:
            inputs = [LONG[rows], *kept]
            result, *kept[:] = step.predict(inputs, batch_size=8, verbose=0)
            losses.append(float(np.mean((result - ROWS[rows]) ** 2)))
            outputs.append(result)
            if learn:
                trained.train_on_batch(inputs, ROWS[rows])
        return np.mean(losses), np.concatenate(outputs)

    first = weights(model)
    history = {"loss": [epoch(True)[0] for _ in range(3)]}
    model.set_weights(trained.get_weights())
    cases.append({
        "label": label, "dtype": "float64", "model": json.loads(model.to_json()),
        "initial_weights": first, "x": written(LONG), "y": written(ROWS),
        "compile": written(compile), "fit": {"epochs": 3, "batch_size": 8, "shuffle": False},
        "epochs": [0, 1, 2], "history": history, "final_weights": weights(model),
        "iterations": 6, "evaluate": {"loss": epoch(False)[0]},
        "predict": written(epoch(False)[1]),
    })


def nested(add):
    """Models as layers, layers that are called twice, several inputs and outputs."""
    def inner():
        a, b = keras.Input((2,), name="a"), keras.Input((2,), name="b")
        hidden = L.Dense(3, activation="tanh", name="hidden")
        x = L.Subtract(name="minus")([hidden(a), hidden(b)])
        return keras.Model([a, b], [L.Dense(2, name="left")(x), L.Dense(1, name="right")(x)],
                           name="inner")

    def twice():
        model = inner()
        x, y = keras.Input((2,), name="x"), keras.Input((2,), name="y")
        left, right = model([x, y])
        again, other = model([left, x])
        out = L.Concatenate(name="joined")([again, right, other])
        return keras.Model([x, y], [L.Dense(1, name="out")(out), right], name="outer")

    add("a model called twice", twice, [OTHER, OTHER[::-1].copy()], [ROWS, ROWS[::-1].copy()],
        {"optimizer": adam(), "loss": ["mse", "mae"]})

    def deep():
        core = keras.Sequential([keras.Input((2,), name="i"), L.Dense(3, name="d"),
                                 L.BatchNormalization(name="n")], name="core")
        middle = keras.Sequential([keras.Input((2,), name="j"), core, L.Dense(2, name="e")],
                                  name="middle")
        return keras.Sequential([keras.Input((4, 2), name="k"),
                                 L.TimeDistributed(middle, name="steps"),
                                 L.LSTM(2, name="lstm"), L.Dense(1, name="out")], name="deep")

    add("a model within a model for each step", deep, LONG, ROWS, mse())

    def twins():
        a, b = keras.Input((4, 2), name="a"), keras.Input((3, 2), name="b")
        reader = L.LSTM(3, name="reader")
        far = L.Subtract(name="far")([reader(a), reader(b)])
        return keras.Model([a, b], L.Dense(1, name="out")(far), name="twins")

    add("one LSTM on two inputs", twins, [LONG, SHORT], ROWS, mse())


def large(add):
    """Batches that threads share out, of sequences longer than what is computed at once."""
    r = rng("large batches")
    x, y = normal(r, 64, 19, 6), normal(r, 64, 1)
    for cls in ["LSTM", "GRU"]:  # floats of a SimpleRNN part from doubles within a few steps
        rnn = getattr(L, cls)

        def stack():
            return keras.Sequential([keras.Input((19, 6), name="in"),
                                     rnn(16, return_sequences=True, name="first"),
                                     rnn(12, name="second"), L.Dense(1, name="out")], name="stack")

        # Adam would divide rounding errors by gradients that are as small.
        add(f"large batches of {cls}", stack, x, y,
            {"optimizer": keras.optimizers.SGD(0.05), "loss": "mse"}, {"batch_size": 32})


def main():
    """Makes the file."""
    cases.clear()
    states(case)
    for cls in ["LSTM", "GRU", "SimpleRNN"]:
        stateful(cls)
    nested(case)
    large(case)
    write("training_graphs", cases)
