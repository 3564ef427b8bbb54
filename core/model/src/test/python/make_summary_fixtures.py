"""Writes what Keras prints as summaries. Made with Keras 3.15.1 on JAX.

KERAS_BACKEND=jax python make_summary_fixtures.py > ../resources/io/hornbill/summaries.txt
"""

import keras
from keras import layers


def show(title, model, **options):
    print("#", title)
    model.summary(print_fn=lambda text: print(text.rstrip("\n")), **options)


def chain():
    return keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            layers.Conv2D(8, 3, name="conv"),
            layers.BatchNormalization(name="norm"),
            layers.Flatten(name="flat"),
            layers.Dense(10, name="a_layer_whose_name_is_much_longer_than_any_column"),
        ],
        name="chain",
    )


def shared():
    a = keras.Input((4,), name="left")
    b = keras.Input((4,), name="right")
    tower = layers.Dense(3, name="tower")
    both = layers.Concatenate(name="both")([tower(a), tower(b)])
    return keras.Model([a, b], layers.Dense(1, name="out")(both), name="shared")


def nested():
    inner = keras.Sequential(
        [keras.Input((4,)), layers.Dense(3, name="first"), layers.Dense(2, name="second")],
        name="inner",
    )
    inner.trainable = False
    x = keras.Input((4,), name="in")
    return keras.Model(x, layers.Dense(1, name="last")(inner(x)), name="nested")


show("chain", chain(), line_length=80)
show("chain positions", chain(), line_length=90, positions=[0.5, 0.7, 1.0])
show("chain range", chain(), line_length=80, layer_range=["norm", "fl.*"])
show("shared", shared(), line_length=100)
show("shared trainable", shared(), line_length=110, show_trainable=True)
show("nested", nested(), line_length=70, expand_nested=True, show_trainable=True)
