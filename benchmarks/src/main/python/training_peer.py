"""PyTorch or Keras as a process that trains as EngineProcess does.

usage: training_peer.py torch-eager|torch-compile|keras-jax|keras-tensorflow WORKLOAD FOLDER BATCH,HEIGHT,...

FOLDER has the batches, WORKLOAD.x (float32, channels last) and WORKLOAD.y (int32), of that shape. Keras trains by `fit`
without shuffling, and each of its durations is an epoch from its first batch on, divided by its steps; PyTorch trains by
the loop of its tutorials, images with channels last in memory and Adam fused, as its tuning guides advise.

Written for torch 2.15 and Keras 3.15 on jax 0.10 and tensorflow 2.21; float32, as many threads as there are processors.
"""

import os
import sys
import time

ENGINE, WORKLOAD, FOLDER = sys.argv[1:4]
SHAPE = [int(length) for length in sys.argv[4].split(",")]
ANSWERS = os.fdopen(os.dup(1), "w", buffering=1)
os.dup2(2, 1)
os.environ["KERAS_BACKEND"] = ENGINE.split("-")[1]
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = ""

import numpy as np

BATCH, CLASSES, FEWEST, LOSSES = SHAPE[0], 10, 3, 10
X = np.fromfile(f"{FOLDER}/{WORKLOAD}.x", "<f4").reshape([-1] + SHAPE)
Y = np.fromfile(f"{FOLDER}/{WORKLOAD}.y", "<i4").reshape(-1, BATCH)


def torch_trainer():
    import torch
    import torch_networks

    network = torch_networks.NETWORKS[WORKLOAD]()
    xs, ys = [torch.from_numpy(x) for x in X], [torch.from_numpy(y).long() for y in Y]
    if len(SHAPE) == 4:
        network = network.to(memory_format=torch.channels_last)
        xs = [x.permute(0, 3, 1, 2) for x in xs]
    adam = torch.optim.Adam(network.parameters(), fused=True)
    criterion = torch.nn.CrossEntropyLoss()
    loss_of = lambda x, y: criterion(network(x), y)
    if ENGINE == "torch-compile":
        loss_of = torch.compile(loss_of)
    done = 0

    def train(millis):
        nonlocal done
        durations, losses = [], []
        start = now = time.perf_counter()
        while now - start < millis / 1e3 or len(durations) < FEWEST:
            adam.zero_grad()
            loss = loss_of(xs[done % len(xs)], ys[done % len(ys)])
            loss.backward()
            adam.step()
            losses.append(loss.item())
            done += 1
            then, now = now, time.perf_counter()
            durations.append(now - then)
        return len(durations), durations, losses

    if ENGINE == "torch-compile":
        train(0)  # compiles
    return f"PyTorch {torch.__version__}, threads {torch.get_num_threads()}", train


def keras_network(keras):
    layers = keras.layers
    inputs = x = keras.Input(SHAPE[1:])
    if WORKLOAD == "mlp":
        for _ in range(2):
            x = layers.Dense(512, activation="relu")(x)
    elif WORKLOAD == "cnn":
        x = layers.Conv2D(32, 3, activation="relu")(x)
        x = layers.Conv2D(64, 3, activation="relu")(x)
        x = layers.Flatten()(layers.MaxPooling2D()(x))
        x = layers.Dense(128, activation="relu")(x)
    elif WORKLOAD in ("lstm", "gru"):
        kind = layers.LSTM if WORKLOAD == "lstm" else layers.GRU
        x = kind(128)(kind(128, return_sequences=True)(x))
    elif WORKLOAD == "resnet-block":
        for _ in range(2):
            x = layers.Conv2D(64, 3, padding="same", use_bias=False)(x)
            x = layers.ReLU()(layers.BatchNormalization()(x))
        x = layers.GlobalAveragePooling2D()(layers.Add()([x, inputs]))
    elif WORKLOAD == "attention":
        x = layers.GlobalAveragePooling1D()(layers.MultiHeadAttention(8, 32)(x, x))
    else:
        maker = {"mobilenet-v2": "MobileNetV2", "resnet50": "ResNet50"}[WORKLOAD]
        return getattr(keras.applications, maker)(weights=None, classes=CLASSES)
    return keras.Model(inputs, layers.Dense(CLASSES, activation="softmax")(x))


def keras_trainer():
    import keras

    model = keras_network(keras)
    model.compile("adam", "sparse_categorical_crossentropy")

    class Epochs(keras.callbacks.Callback):
        """What epochs take from their first batch on, until the time is over."""

        def __init__(self, millis):
            super().__init__()
            self.end = time.perf_counter() + millis / 1e3
            self.begin = None
            self.durations, self.losses = [], []

        def on_train_batch_begin(self, batch, logs=None):
            self.begin = self.begin or time.perf_counter()

        def on_epoch_end(self, epoch, logs=None):
            now = time.perf_counter()
            self.durations.append(now - self.begin)
            self.losses.append(logs["loss"])
            self.begin = None
            self.model.stop_training = now >= self.end

    def fit(steps, millis):
        rows = np.resize(np.arange(len(X)), steps)
        x, y = X[rows].reshape([-1] + SHAPE[1:]), Y[rows].reshape(-1)
        epochs = Epochs(millis)
        options = dict(batch_size=BATCH, epochs=1_000_000, shuffle=False, verbose=0)
        model.fit(x, y, callbacks=[epochs], **options)
        return np.divide(epochs.durations, steps), epochs.losses

    fit(1, 0)  # compiles
    steps = FEWEST

    def train(millis):
        """Trains in epochs of a third of the turn, by what the turn before took."""
        nonlocal steps
        durations, losses = fit(steps, millis)
        count = steps * len(durations)
        steps = max(FEWEST, int(millis / 3e3 / np.median(durations)))
        return count, durations, losses

    return f"Keras {keras.__version__} on {keras.backend.backend()}", train


def answer(count, durations, losses):
    millis = np.sort(durations) * 1e3
    rank = lambda percent: millis[max(int(np.ceil(percent / 100 * len(millis))), 1) - 1]
    figures = np.mean(millis), rank(25), rank(50), rank(75), np.mean(losses[:LOSSES]), np.mean(losses[-LOSSES:])
    return f"@steps count={count} " + "mean-ms=%.4f q1-ms=%.4f median-ms=%.4f q3-ms=%.4f first-loss=%.4f last-loss=%.4f" % figures


def main():
    name, train = torch_trainer() if ENGINE.startswith("torch") else keras_trainer()
    print("@ready " + name, file=ANSWERS)
    for line in sys.stdin:
        words = line.split()
        if words[0] == "quit":
            return
        print(answer(*train(int(words[1]))), file=ANSWERS)


main()
