"""Makes NAME_before.keras, with what optimizers remember in the order of Keras up to 3.9.

Usage: python make_nadam_before.py FOLDER KERAS_HOME   (with Keras 3.8.0 on JAX)

The files and their .npz are read by KerasFilesTest, as those of exchange_files.py.
"""

import os
import sys

import numpy as np
from exchange_files import CONTINUED, TRAINED, predict, train, write_npz

import keras

assert keras.__version__ == "3.8.0", keras.__version__
OPTIMIZERS = {
    "nadam_before": keras.optimizers.Nadam(0.01),
    "averages_before": keras.optimizers.Adam(0.01, use_ema=True, gradient_accumulation_steps=2),
    "nadam_averages_before": keras.optimizers.Nadam(
        0.01, use_ema=True, gradient_accumulation_steps=2
    ),
}
for name, optimizer in OPTIMIZERS.items():
    keras.utils.set_random_seed(1)
    model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(2, activation="tanh")])
    model.compile(optimizer, "mse")
    x = np.linspace(-1, 1, 24, dtype="float32").reshape(6, 4)
    t = np.linspace(0, 1, 12, dtype="float32").reshape(6, 2)
    train(model, [x], [t], TRAINED)
    outputs = predict(model, [x])
    model.save(os.path.join(sys.argv[1], name + ".keras"))
    losses = []
    for _ in range(CONTINUED):
        model.reset_metrics()  # up to 3.8 the loss of a batch is the mean of all batches before
        losses += train(model, [x], [t], 1)
    write_npz(sys.argv[1], name, [x], outputs, losses=losses, t0=t)
