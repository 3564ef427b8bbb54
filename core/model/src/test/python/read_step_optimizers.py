"""Reads gan.weights.h5 of StepOptimizersTest, optimizers included, and writes what these remember then.

KERAS_BACKEND=jax python read_step_optimizers.py FOLDER
"""

import os
import sys
import warnings

os.environ.setdefault("KERAS_BACKEND", "jax")
import keras
import numpy as np
from keras import layers

warnings.simplefilter("error")
folder = sys.argv[1]


class Gan(keras.Model):
    def __init__(self):
        super().__init__()
        self.generator = keras.Sequential([layers.Input((2,)), layers.Dense(4, activation="tanh"), layers.Dense(1)])
        self.critic = keras.Sequential([layers.Input((1,)), layers.Dense(4, activation="tanh"), layers.Dense(1)])
        self.d_optimizer = keras.optimizers.Adam(0.01)
        self.g_optimizer = keras.optimizers.SGD(0.01, momentum=0.9)

    def call(self, noise):
        return self.generator(noise)


gan = Gan()
gan(np.ones((1, 2), "float32"))
gan.d_optimizer.build(gan.critic.trainable_variables)
gan.g_optimizer.build(gan.generator.trainable_variables)
gan.load_weights(folder + "/gan.weights.h5")
read = {}
for name in ["d_optimizer", "g_optimizer"]:
    for i, variable in enumerate(getattr(gan, name).variables):
        read[f"{name}{i}"] = np.asarray(variable).astype("float32")
np.savez(folder + "/read.npz", **read)
