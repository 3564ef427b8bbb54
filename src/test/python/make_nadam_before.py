"""Makes nadam_before.keras, whose optimizer keeps its state in the order of Keras up to 3.8.

Usage: python make_nadam_before.py FOLDER   (with Keras 3.8.0 on JAX)

The file and its .npz are read by KerasFilesTest, as those of exchange_files.py.
"""

import os
import sys

import numpy as np
from exchange_files import CONTINUED, TRAINED, predict, train, write_npz

import keras

assert keras.__version__ == "3.8.0", keras.__version__
keras.utils.set_random_seed(1)
model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(2, activation="tanh")])
model.compile(keras.optimizers.Nadam(0.01), "mse")
x = np.linspace(-1, 1, 24, dtype="float32").reshape(6, 4)
t = np.linspace(0, 1, 12, dtype="float32").reshape(6, 2)
train(model, [x], [t], TRAINED)
outputs = predict(model, [x])
model.save(os.path.join(sys.argv[1], "nadam_before.keras"))
losses = []
for _ in range(CONTINUED):
    model.reset_metrics()  # up to 3.8 the loss of a batch is the mean of all batches before
    losses += train(model, [x], [t], 1)
write_npz(sys.argv[1], "nadam_before", [x], outputs, losses=losses, t0=t)
