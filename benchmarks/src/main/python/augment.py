"""Images per second that Keras augments; augment.py HEIGHT BATCH WAY, driven by lines on standard input.

WAY is "layers" (Keras' layers called on a batch, on the backend of KERAS_BACKEND), "jit" (the same compiled by JAX) or
"tf.data" (the layers in `Dataset.map` with two parallel calls, as Keras' guides have it). Each line is a number of
seconds; the answer is how many images were changed
in a second, and the milliseconds of processor time of each.
"""

import sys
import time

import numpy as np

import keras
from keras import layers

size, batch, way = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
steps = [layers.RandomFlip("horizontal"), layers.RandomRotation(0.1), layers.RandomZoom(0.2), layers.RandomContrast(0.3)]
pictures = np.random.RandomState(1).randint(0, 256, (4, batch, size, size, 3)).astype("float32")


def changed(x):
    for step in steps:
        x = step(x, training=True)
    return x


if way == "tf.data":
    import tensorflow as tf

    source = iter(tf.data.Dataset.from_tensor_slices(pictures).repeat().map(changed, num_parallel_calls=2).prefetch(2))
    step = lambda i: next(source).numpy()
elif way == "jit":
    import jax

    model = keras.Sequential([keras.Input((size, size, 3)), *steps])
    run = jax.jit(lambda seeds, x: model.stateless_call([], seeds, x, training=True))
    seeds = [v.value for v in model.non_trainable_variables]

    def step(i):
        global seeds
        out, seeds = run(seeds, pictures[i % 4])
        return np.asarray(out)
else:
    step = lambda i: keras.ops.convert_to_numpy(changed(pictures[i % 4]))

step(0)
print("ready Keras", keras.__version__, "on", keras.backend.backend(), way, flush=True)
for line in sys.stdin:
    end = time.perf_counter() + float(line)
    start, busy, count = time.perf_counter(), time.process_time(), 0
    while time.perf_counter() < end:
        step(count)
        count += 1
    images = count * batch
    print(images / (time.perf_counter() - start), 1000 * (time.process_time() - busy) / images, flush=True)
