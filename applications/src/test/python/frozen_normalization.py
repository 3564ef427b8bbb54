"""Prints what training makes of a network with a frozen batch normalization, for FrozenNormalizationTest.

Made with Keras 3.15.1 (KERAS_BACKEND=jax):

    python frozen_normalization.py
"""

import keras
import numpy as np
from keras import layers


def numbers(seed, *shape):
    return np.sin(np.arange(np.prod(shape)) * 1.3 + seed).reshape(shape).astype("float32")


def show(step, model, base, x):
    weights = [*base.get_layer("dense").get_weights(), *base.get_layer("norm").get_weights(), *model.get_layer("head").get_weights()]
    values = np.concatenate([w.reshape(-1) for w in [*weights, model.predict(x, verbose=0)]])
    print(step, ", ".join(f"{v:.6f}f" for v in values))


def train(model, x, y, epochs):
    model.compile(keras.optimizers.SGD(0.1), "mse")
    model.fit(x, y, batch_size=4, epochs=epochs, shuffle=False, verbose=0)


def main():
    base = keras.Sequential([layers.Input((2,)), layers.Dense(2, name="dense"), layers.BatchNormalization(name="norm", momentum=0.9), layers.ReLU()])
    model = keras.Sequential([base, layers.Dense(1, name="head")])
    base.get_layer("dense").set_weights([numbers(1, 2, 2), numbers(2, 2)])
    norm = [1 + numbers(3, 2) / 2, numbers(4, 2), numbers(5, 2), 1 + numbers(6, 2) / 2]
    base.get_layer("norm").set_weights(norm)
    model.get_layer("head").set_weights([numbers(7, 2, 1), numbers(8, 1)])
    x, y = numbers(9, 8, 2), numbers(10, 8, 1)
    base.trainable = False
    train(model, x, y, 3)
    show("head", model, base, x)
    base.trainable = True
    base.get_layer("norm").trainable = False
    train(model, x, y, 2)
    show("tuned", model, base, x)
    base.get_layer("norm").trainable = True
    train(model, x, y, 1)
    show("all", model, base, x)


if __name__ == "__main__":
    main()
