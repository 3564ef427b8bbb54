"""Models with parts that are seldom seen, for OddPartsTest, and what they predict. Keras 3.15.1 on JAX.

python make_odd_parts.py FOLDER
"""

import os
import sys

os.environ["KERAS_BACKEND"] = "jax"
import keras
import numpy as np
from keras import layers

out = sys.argv[1]
rng = np.random.default_rng(8)


def save(name, model, *xs):
    model.save(f"{out}/{name}.keras")
    ys = keras.tree.flatten(model(list(xs) if len(xs) > 1 else xs[0], training=False))
    arrays = {f"x{i}": np.asarray(x, "float32") for i, x in enumerate(xs)}
    np.savez(f"{out}/{name}.npz", **arrays, **{f"y{i}": np.asarray(y) for i, y in enumerate(ys)})


x = rng.normal(size=(4, 6)).astype("float32")
i = keras.Input((6,))
leaky = layers.Dense(5, activation=layers.LeakyReLU(0.15))(i)
save("layer_activation", keras.Model(i, layers.Activation(layers.ReLU(max_value=0.5))(leaky)), x)

q, v = keras.Input((6,)), keras.Input((6,))
save("attention_2d", keras.Model([q, v], layers.Attention(use_scale=True)([q, v])), x, rng.normal(size=(4, 6)).astype("float32"))

ids = keras.Input((5,), dtype="int32")
embedding = layers.ReversibleEmbedding(9, 4, tie_weights=False)
save("reversible", keras.Model(ids, embedding(layers.Dense(4)(embedding(ids)), reverse=True)), rng.integers(0, 9, (3, 5)).astype("int32"))

i = keras.Input((6,))
quantized = keras.Model(i, layers.Dense(4)(i))
quantized.quantize("int8")
quantized.save(f"{out}/quantized.keras")

i = keras.Input((6,))
dense = layers.Dense(4, name="dense")
lora = keras.Model(i, dense(i))
dense.enable_lora(2)
lora.save(f"{out}/lora.keras")

ids = keras.Input((5,), dtype="int32")
embedded = layers.Embedding(9, 4, mask_zero=True)(ids)
hidden = layers.MultiHeadAttention(2, 3)(embedded, embedded, use_causal_mask=True, return_attention_scores=True)
some = rng.integers(1, 9, (3, 5)).astype("int32")
some[0, 3:] = some[1, :2] = 0
save("attention_hidden", keras.Model(ids, list(hidden)), some)

q, v, k = keras.Input((4, 6)), keras.Input((5, 6)), keras.Input((5, 6))
named = layers.MultiHeadAttention(2, 3)(value=v, key=k, query=q)
steps = [rng.normal(size=(3, n, 6)).astype("float32") for n in (4, 5, 5)]
save("attention_named", keras.Model([q, v, k], named), *steps)


@keras.saving.register_keras_serializable("mine")
def bent(x):
    return x * keras.ops.sigmoid(x)


@keras.saving.register_keras_serializable("mine")
def cubed(y_true, y_pred):
    return keras.ops.mean(keras.ops.abs(y_true - y_pred) ** 3, axis=-1)


@keras.saving.register_keras_serializable("mine")
class Weighed(keras.losses.Loss):
    def __init__(self, weight=1.0, **kwargs):
        super().__init__(**kwargs)
        self.weight = weight

    def call(self, y_true, y_pred):
        return keras.ops.mean(self.weight * keras.ops.square(y_true - y_pred), axis=-1)

    def get_config(self):
        return {"weight": self.weight}


i = keras.Input((6,))
own = keras.Model(i, [layers.Dense(3, activation=bent, name="a")(i), layers.Dense(2, name="b")(i)])
own.compile("sgd", [Weighed(2.5), cubed], metrics=[[cubed], ["mae"]])
targets = [rng.normal(size=(4, n)).astype("float32") for n in (3, 2)]
own.save(f"{out}/own_functions.keras")
own.save(f"{out}/own_functions.h5")
logs = own.train_on_batch(x, targets, return_dict=True)
np.savez(f"{out}/own_functions.npz", x0=x, y0=targets[0], y1=targets[1], loss=logs["loss"], cubed=logs["a_cubed"])

# Numbers of several axes, which the constructor takes in any order; arrays among the tensors of calls; functions
# of numbers of two bytes that give such numbers whatever the layer's policy is.
i = keras.Input((4, 3))
nested = [
    layers.Normalization(axis=(2, 1), mean=rng.normal(size=(4, 3)), variance=rng.uniform(0.5, 2, (4, 3))),
    layers.Normalization(axis=(1, 2), mean=rng.normal(size=3), variance=rng.uniform(0.5, 2, 3)),
    layers.Normalization(axis=(2, 1)),
]
nested[2].adapt(rng.normal(size=(9, 4, 3)))
save("normalization_axes", keras.Model(i, [layer(i) for layer in nested]), rng.normal(size=(2, 4, 3)).astype("float32"))

i = keras.Input((4, 6))
seen = np.tril(np.ones((4, 4), bool))[None]
fixed = [
    layers.MultiHeadAttention(2, 3)(i, i, attention_mask=seen),
    layers.GroupQueryAttention(3, 4, 2)(i, i, attention_mask=seen),
    layers.Softmax()(i, mask=np.array([[[True, False, True, True, True, False]]])),
    layers.Add()([i, rng.normal(size=(1, 4, 6)).astype("float32")]),
]
save("arrays_in_calls", keras.Model(i, fixed), rng.normal(size=(2, 4, 6)).astype("float32"))

i = keras.Input((6,))
half = layers.Dense(8, dtype="mixed_bfloat16")(i)
normed = [layers.LayerNormalization(dtype="float32")(half), layers.GroupNormalization(2, dtype="float32")(half)]
save("half_normalized", keras.Model(i, normed), x)

# Layers that were thawed within what is frozen: a model around it trains them.
i, j = keras.Input((6,)), keras.Input((3,))
mid = keras.Model(j, layers.Dense(3)(layers.Dense(4, "tanh")(j)), name="mid")
base = keras.Sequential([keras.Input((6,)), layers.Dense(4, "relu"), layers.BatchNormalization(), layers.Dense(3)], name="base")
mid.trainable = base.trainable = False
mid.layers[-1].trainable = base.layers[1].trainable = True
thawed = keras.Model(i, layers.Dense(1)(mid(base(i))))
wrapped = keras.metrics.MeanMetricWrapper(keras.losses.mean_absolute_error, name="wrapped")
thawed.compile(keras.optimizers.SGD(0.1), "mse", metrics=[wrapped])
thawed.save(f"{out}/thawed.keras")
thawed.save(f"{out}/thawed.h5")
y = rng.normal(size=(4, 1)).astype("float32")
logs = [thawed.train_on_batch(x, y, return_dict=True) for _ in range(4)]
figures = {name: np.array([float(log[name]) for log in logs]) for name in ("loss", "wrapped")}
np.savez(f"{out}/thawed.npz", x0=x, y0=y, trained=len(thawed.trainable_weights), **figures)
