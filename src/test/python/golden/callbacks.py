"""What Keras' callbacks that watch a number decide, over random histories."""

import contextlib
import io
import tempfile

import keras

from .common import rng, write

EPOCHS = 12


class Model:
    """As much of a model as the callbacks touch; its only weight is the number of epochs begun."""

    def __init__(self):
        self.optimizer = keras.optimizers.SGD(learning_rate=1.0)
        self.stop_training = False
        self.metrics = []
        self.weight = 0
        self.saved = []

    def get_weights(self):
        return [self.weight]

    def set_weights(self, weights):
        self.weight = weights[0]

    def save(self, filepath, overwrite=True):
        self.saved.append(filepath.rsplit("/", 1)[1])


def run(callback, name, values):
    """Plays a training and tells what happened in it."""
    model = Model()
    callback.set_model(model)
    rates = []
    with contextlib.redirect_stdout(io.StringIO()):
        callback.on_train_begin({})
        for epoch, value in enumerate(values):
            model.weight = epoch + 1
            callback.on_epoch_begin(epoch, {})
            callback.on_epoch_end(epoch, {name: value})
            rates.append(float(model.optimizer.learning_rate))
            if model.stop_training:
                break
        callback.on_train_end({})
    return {"epochs": len(rates), "weight": model.weight, "rates": rates, "saved": model.saved}


def early_stopping(r):
    return {
        "min_delta": float(r.choice([0, 0.05, 0.2])),
        "patience": int(r.integers(0, 4)),
        "mode": str(r.choice(["min", "max"])),
        "baseline": None if r.random() < 0.6 else float(r.choice([0.3, 0.7])),
        "restore_best_weights": bool(r.random() < 0.5),
        "start_from_epoch": int(r.integers(0, 4)),
    }


def reduce_lr_on_plateau(r):
    return {
        "factor": float(r.choice([0.5, 0.25])),
        "patience": int(r.integers(0, 4)),
        "mode": str(r.choice(["min", "max"])),
        "min_delta": float(r.choice([0, 0.0625, 0.25])),
        "cooldown": int(r.integers(0, 3)),
        "min_lr": float(r.choice([0, 0.125])),
    }


def model_checkpoint(r):
    return {
        "mode": str(r.choice(["min", "max"])),
        "save_best_only": bool(r.random() < 0.8),
        "initial_value_threshold": None if r.random() < 0.5 else float(r.choice([0.3, 0.7])),
    }


MAKERS = {
    "EarlyStopping": early_stopping,
    "ReduceLROnPlateau": reduce_lr_on_plateau,
    "ModelCheckpoint": model_checkpoint,
}


def make(class_name, config):
    cls = getattr(keras.callbacks, class_name)
    if class_name != "ModelCheckpoint":
        return cls(monitor="val_loss", **config)
    folder = tempfile.mkdtemp()
    return cls(folder + "/{epoch:02d}-{val_loss:.1f}.keras", monitor="val_loss", **config)


def main():
    """Makes the file."""
    cases = []
    for class_name, configure in MAKERS.items():
        for i in range(40):
            r = rng("callbacks", class_name, i)
            config = configure(r)
            values = [float(v) / 16 for v in r.integers(0, 17, EPOCHS)]
            case = {"name": class_name, "class_name": class_name, "label": f"{class_name}/{i}"}
            case |= {"config": config, "dtype": "float64", "values": values}
            cases.append(case | {"expected": run(make(class_name, config), "val_loss", values)})
    write("callbacks", cases)
