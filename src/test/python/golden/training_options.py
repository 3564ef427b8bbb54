"""Training of dense networks: weights, validation, schedules, accumulation, EMA, callbacks."""

import keras
import numpy as np

from golden import schedules
from golden.common import normal, one_hot, rng, uniform
from golden.training import adam, callback, mlp, sgd

R = rng("training options")
X = normal(R, 20, 4)
Y = np.round(np.sin(X[:, :1]) + 0.5 * X[:, 1:2] * X[:, 2:3], 3)
IDS = (np.argmax(X[:, :3], axis=1)).astype("int32")
BITS = (X[:, :1] + X[:, 1:2] > 0) * 1.0
W = uniform(R, 20, high=2.0)
XV, YV, WV = normal(R, 6, 4), normal(R, 6, 1), uniform(R, 6, high=2.0)


def add(case):
    """Adds all cases of this module."""
    losses(case)
    weights(case)
    validation(case)
    optimizers(case)
    callbacks(case)


def mse(**options):
    """Compile arguments of the regression."""
    return {"optimizer": sgd(), "loss": "mse", **options}


def losses(case):
    """Losses and metrics by string and object."""
    case("regression", mlp(), X, Y, mse(metrics=["mae", "mse"]))
    case("whole batch", mlp(), X, Y, mse(), {"batch_size": 20})
    case("batch of one", mlp(), X, Y, mse(), {"batch_size": 1, "epochs": 1})
    case("binary, accuracy", mlp(1, "sigmoid"), X, BITS,
         {"optimizer": adam(), "loss": "binary_crossentropy", "metrics": ["accuracy", "AUC"]})
    case("sparse, acc", mlp(3, "softmax"), X, IDS,
         {"optimizer": adam(), "loss": "sparse_categorical_crossentropy", "metrics": ["acc"]})
    hot = one_hot(IDS, 3)
    case("crossentropy by shape", mlp(3, "softmax"), X, hot,
         {"optimizer": adam(), "loss": "crossentropy",
          "metrics": ["accuracy", "categorical_crossentropy"]})
    case("from logits, label smoothing", mlp(3), X, hot,
         {"optimizer": adam(),
          "loss": keras.losses.CategoricalCrossentropy(from_logits=True, label_smoothing=0.1),
          "metrics": [keras.metrics.TopKCategoricalAccuracy(k=2, name="top2"),
                      keras.metrics.F1Score(average="macro")]})
    for reduction in ["sum", "mean_with_sample_weight"]:
        case(f"reduction {reduction}", mlp(), X, Y,
             mse(optimizer=sgd(learning_rate=0.02),
                 loss=keras.losses.MeanSquaredError(reduction=reduction)),
             {"sample_weight": W})
    case("huber, steps_per_epoch 2", mlp(), X, Y, mse(loss="huber"), {"steps_per_epoch": 2})
    case("initial_epoch 1", mlp(), X, Y, mse(), {"initial_epoch": 1})


def weights(case):
    """Sample weights, class weights, weighted metrics."""
    both = {"metrics": ["mae"], "weighted_metrics": ["mae", "mse"]}
    case("sample_weight", mlp(), X, Y, mse(**both), {"sample_weight": W})
    sparse = {"optimizer": adam(), "loss": "sparse_categorical_crossentropy",
              "metrics": ["accuracy"], "weighted_metrics": ["accuracy"]}
    classes = {0: 0.5, 1: 2.0, 2: 1.5}
    case("class_weight", mlp(3, "softmax"), X, IDS, sparse, {"class_weight": classes})
    case("class_weight one-hot", mlp(3, "softmax"), X, one_hot(IDS, 3),
         {**sparse, "optimizer": adam(), "loss": "categorical_crossentropy"},
         {"class_weight": classes})
    case("class_weight with validation_split", mlp(3, "softmax"), X, IDS,
         {**sparse, "optimizer": adam()}, {"class_weight": classes, "validation_split": 0.25})
    case("class_weight binary", mlp(1, "sigmoid"), X, BITS,
         {"optimizer": adam(), "loss": "binary_crossentropy"}, {"class_weight": {0: 0.5, 1: 2.0}})


def validation(case):
    """Validation data in every form."""
    case("validation_split", mlp(), X, Y, mse(metrics=["mae"]), {"validation_split": 0.25})
    case("validation_split with sample_weight", mlp(), X, Y,
         mse(metrics=["mae"], weighted_metrics=["mae"]),
         {"validation_split": 0.25, "sample_weight": W})
    case("validation_data", mlp(), X, Y, mse(metrics=["mae"]), {"validation_data": (XV, YV)})
    case("validation_data with weights", mlp(), X, Y, mse(weighted_metrics=["mae"]),
         {"validation_data": (XV, YV, WV), "sample_weight": W})
    case("validation_freq 2, validation_batch_size 4", mlp(), X, Y, mse(metrics=["mae"]),
         {"validation_data": (XV, YV), "validation_freq": 2, "validation_batch_size": 4,
          "epochs": 4})
    case("validation_freq list", mlp(), X, Y, mse(),
         {"validation_data": (XV, YV), "validation_freq": [1, 3]})
    case("validation_steps 1", mlp(), X, Y, mse(),
         {"validation_data": (XV, YV), "validation_steps": 1, "validation_batch_size": 4})


def optimizers(case):
    """Optimizers, schedules, accumulation, averages, clipping."""
    for name, node in schedules.short().items():
        rate = keras.optimizers.schedules.deserialize(node)
        case(f"schedule {name}", mlp(), X, Y, mse(optimizer=adam(learning_rate=rate)))
    for steps in (2, 4):
        case(f"gradient_accumulation_steps {steps}", mlp(), X, Y,
             mse(optimizer=adam(gradient_accumulation_steps=steps)), {"batch_size": 6})
    case("use_ema", mlp(), X, Y, mse(optimizer=sgd(use_ema=True, ema_momentum=0.8)),
         {"validation_data": (XV, YV)})
    case("use_ema, ema_overwrite_frequency 2", mlp(), X, Y,
         mse(optimizer=sgd(use_ema=True, ema_momentum=0.8, ema_overwrite_frequency=2)))
    case("use_ema, accumulation", mlp(), X, Y,
         mse(optimizer=sgd(use_ema=True, ema_momentum=0.8, gradient_accumulation_steps=2)))
    case("clipnorm", mlp(), X, Y, mse(optimizer=sgd(clipnorm=0.1)))
    case("clipvalue", mlp(), X, Y, mse(optimizer=sgd(clipvalue=0.05)))
    case("global_clipnorm", mlp(), X, Y, mse(optimizer=sgd(global_clipnorm=0.1)))
    case("weight_decay", mlp(), X, Y, mse(optimizer=adam(weight_decay=0.1)))
    case("momentum, nesterov", mlp(), X, Y, mse(optimizer=sgd(momentum=0.9, nesterov=True)))
    for cls in ["RMSprop", "Adagrad", "Adadelta", "AdamW", "Adamax", "Nadam", "Lion", "Lamb",
                "Ftrl", "Adafactor", "Muon", "ScheduleFreeAdamW"]:
        make = getattr(keras.optimizers, cls)
        case(f"optimizer {cls}", mlp(), X, Y, mse(optimizer=make(learning_rate=0.05)))


def callbacks(case):
    """Callbacks that change the training."""
    plateau = {"monitor": "loss", "factor": 0.5, "patience": 1, "min_delta": 10.0, "min_lr": 0.02}
    case("ReduceLROnPlateau", mlp(), X, Y, mse(),
         {"callbacks": [callback("ReduceLROnPlateau", **plateau)], "epochs": 5})
    table = {"schedule_table": [0.1, 0.05, 0.01]}
    case("LearningRateScheduler", mlp(), X, Y, mse(),
         {"callbacks": [callback("LearningRateScheduler", **table)]})
    stop = {"monitor": "val_loss", "patience": 1, "min_delta": 0.0, "restore_best_weights": True}
    case("EarlyStopping", mlp(), X, Y, mse(optimizer=sgd(learning_rate=0.4, momentum=0.9)),
         {"callbacks": [callback("EarlyStopping", **stop)], "epochs": 8,
          "validation_data": (XV, YV)})
    case("SwapEMAWeights", mlp(), X, Y, mse(optimizer=sgd(use_ema=True, ema_momentum=0.8)),
         {"callbacks": [callback("SwapEMAWeights", swap_on_epoch=True)],
          "validation_data": (XV, YV)})
