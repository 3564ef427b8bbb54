"""A dozen small models of the kinds that people save, each with what it is trained for."""

import keras
import numpy as np
from keras import Input, Model, Sequential, layers as L, losses, metrics, optimizers as O

ALL = {}


def architecture(make):
    """Adds a function that returns a compiled model to the list."""
    ALL[make.__name__] = make
    return make


@architecture
def mlp():
    model = Sequential([
        Input((7,)),
        L.Dense(8, "relu", kernel_regularizer="l2", name="first"),
        L.BatchNormalization(),
        L.Dropout(0.0, seed=1),
        L.Dense(3, "softmax", bias_constraint="non_neg"),
    ])
    model.compile("adam", "categorical_crossentropy", metrics=["accuracy"])
    return model


@architecture
def cnn():
    model = Sequential([
        Input((9, 9, 2)),
        L.Conv2D(4, 3, activation="relu", padding="same"),
        L.SeparableConv2D(5, 3, strides=2),
        L.DepthwiseConv2D(2, depth_multiplier=2, activation="hard_sigmoid"),
        L.MaxPooling2D(2, padding="same"),
        L.Flatten(),
        L.Dense(2),
    ])
    model.compile(O.SGD(0.05, momentum=0.9, nesterov=True), "mse", metrics=["mae"])
    return model


@architecture
def residual():
    x = a = Input((8, 8, 3), name="image")
    for i in range(2):
        y = L.Conv2D(3, 3, padding="same", use_bias=False, name=f"conv_{i}")(x)
        y = L.GroupNormalization(3)(y)
        y = L.LeakyReLU(negative_slope=0.1)(y)
        x = L.Add(name=f"sum_{i}")([x, y])
    x = L.GlobalAveragePooling2D()(x)
    model = Model(a, L.Dense(1, "sigmoid")(x), name="tiny_resnet")
    model.compile(O.RMSprop(0.01, momentum=0.5, centered=True), losses.BinaryCrossentropy(),
                  metrics=[metrics.AUC(num_thresholds=20)])
    return model


@architecture
def inception():
    a = Input((8, 8, 3))
    parts = [L.Conv2D(2, k, padding="same", activation="relu")(a) for k in (1, 3, 5)]
    parts.append(L.Conv2D(2, 1)(L.AveragePooling2D(3, 1, padding="same")(a)))
    x = L.Concatenate()(parts)
    x = L.GlobalMaxPooling2D()(x)
    model = Model(a, L.Dense(4, "softmax")(x))
    model.compile(O.Nadam(0.01), "sparse_categorical_crossentropy",
                  metrics=["accuracy", metrics.SparseTopKCategoricalAccuracy(k=2)])
    return model


@architecture
def text():
    model = Sequential([
        Input((6,), dtype="int32"),
        L.Embedding(20, 5, mask_zero=True),
        L.LSTM(4, return_sequences=True, recurrent_activation="hard_sigmoid"),
        L.GRU(3),
        L.Dense(1, "sigmoid"),
    ])
    model.compile(O.AdamW(0.01, weight_decay=0.01), "binary_crossentropy", metrics=["accuracy"])
    return model


@architecture
def both_ways():
    model = Sequential([
        Input((5, 4)),
        L.Masking(-1.0),
        L.Bidirectional(L.LSTM(3, return_sequences=True), merge_mode="sum"),
        L.Bidirectional(L.GRU(2, return_sequences=True)),
        L.TimeDistributed(L.Dense(3, "tanh")),
        L.SimpleRNN(3),
        L.LayerNormalization(),
        L.Dense(2),
    ])
    model.compile(O.Adadelta(1.0), losses.Huber(), metrics=["mse"])
    return model


@architecture
def transformer():
    ids = Input((6,), dtype="int32", name="ids")
    x = L.Embedding(15, 8, name="tokens")(ids)
    y = L.MultiHeadAttention(2, 4, name="attention")(x, x, use_causal_mask=True)
    x = L.LayerNormalization(epsilon=1e-6)(L.Add()([x, y]))
    y = L.Dense(8)(L.Dense(16, "gelu")(x))
    x = L.RMSNormalization()(L.Add()([x, y]))
    x = L.GlobalAveragePooling1D()(x)
    model = Model(ids, L.Dense(4)(x))
    schedule = O.schedules.ExponentialDecay(0.01, 2, 0.9)
    model.compile(O.Adam(schedule, amsgrad=True),
                  losses.SparseCategoricalCrossentropy(from_logits=True), metrics=["accuracy"])
    return model


@architecture
def siamese():
    tower = Sequential([Input((5,)), L.Dense(4, "tanh"), L.Dense(3)], name="tower")
    a, b = Input((5,), name="left"), Input((5,), name="right")
    model = Model([a, b], L.Dot(1, normalize=True)([tower(a), tower(b)]))
    model.compile(O.Adamax(0.01), "mae")
    return model


@architecture
def nested():
    inner = Sequential([Input((4,)), L.Dense(4, "elu"), L.Dense(3)], name="inner")
    a = Input((4,))
    middle = Model(a, L.Multiply()([inner(a), L.Dense(3)(a)]), name="middle")
    model = Sequential([Input((4,)), L.Dense(4), middle, L.Dense(2)], name="outer")
    model.compile(O.Adagrad(0.1), losses.LogCosh(), metrics=["cosine_similarity"])
    return model


@architecture
def shared_between_models():
    shared = L.Dense(3, "tanh", name="shared")
    a, b = Input((3,)), Input((3,))
    first = Model(a, L.Dense(3)(shared(a)), name="first")
    second = Model(b, shared(b), name="second")
    c = Input((3,))
    model = Model(c, L.Add()([first(c), second(c), shared(c)]))
    model.compile(O.Ftrl(0.1), "mse")
    return model


@architecture
def many_inputs_and_outputs():
    a, b = Input((4,), name="a"), Input((3, 2), name="b")
    h = L.Concatenate()([L.Dense(4, "relu")(a), L.Flatten()(b)])
    price = L.Dense(1, name="price")(h)
    kind = L.Dense(3, "softmax", name="kind")(h)
    model = Model([a, b], [price, kind])
    model.compile(O.Adam(0.01, clipnorm=1.0), ["mse", "categorical_crossentropy"],
                  loss_weights=[0.5, 2.0], metrics=[["mae"], ["accuracy"]])
    return model


@architecture
def autoencoder():
    model = Sequential([
        Input((8, 8, 1)),
        L.Conv2D(3, 3, strides=2, padding="same", activation="relu"),
        L.Conv2DTranspose(3, 3, strides=2, padding="same", activation="relu"),
        L.UpSampling2D(2), L.ZeroPadding2D(1), L.Cropping2D(1), L.MaxPooling2D(2),
        L.Conv2D(1, 3, padding="same", activation="sigmoid"),
    ])
    model.compile(O.Lion(0.001), "binary_crossentropy")
    return model


@architecture
def sequence_to_sequence():
    source, target = Input((5, 3), name="source"), Input((4, 2), name="target")
    _, h, c = L.LSTM(4, return_state=True, name="encoder")(source)
    y = L.LSTM(4, return_sequences=True, name="decoder")(target, initial_state=[h, c])
    model = Model([source, target], L.Dense(2)(y))
    model.compile(O.Adam(0.01, use_ema=True, ema_momentum=0.9), "mse", weighted_metrics=["mae"])
    return model


@architecture
def waves():
    model = Sequential([
        Input((12, 2)),
        L.Conv1D(4, 3, padding="causal", dilation_rate=2, activation="silu"),
        L.SpatialDropout1D(0.0), L.SeparableConv1D(3, 3), L.DepthwiseConv1D(2),
        L.PReLU(shared_axes=[1]), L.AveragePooling1D(2), L.Conv1DTranspose(2, 3), L.Flatten(),
        L.Dense(1),
    ])
    model.compile(O.Adafactor(0.01), "msle")
    return model


@architecture
def cells():
    stack = L.StackedRNNCells([L.LSTMCell(3), L.GRUCell(3, reset_after=False), L.LSTMCell(2)])
    a = Input((4, 3))
    x = L.RNN(stack, return_sequences=True)(a)
    x = L.Attention(use_scale=True)([x, x])
    x = L.AdditiveAttention()([x, x])
    model = Model(a, L.Dense(1)(L.GlobalMaxPooling1D()(x)))
    model.compile(O.Lamb(0.01), "mse")
    return model


@architecture
def volumes():
    model = Sequential([
        Input((4, 4, 4, 1)),
        L.Conv3D(2, 2, activation="relu"), L.MaxPooling3D(2, 1), L.Conv3DTranspose(2, 2),
        L.UnitNormalization(), L.GlobalAveragePooling3D(), L.Dense(2),
    ])
    model.compile(O.SGD(0.01), "mse")
    return model


def data(model, seed, rows=4):
    """Inputs and targets that fit a model, in its own order."""
    r = np.random.default_rng(seed)
    xs = []
    for tensor in model.inputs:
        shape = (rows, *tensor.shape[1:])
        whole = tensor.dtype == "int32"
        xs.append(r.integers(0, 14, shape) if whole else r.normal(size=shape).round(3))
    ys = []
    names = [loss_name(loss) for loss in as_list(model.loss, len(model.outputs))]
    for tensor, name in zip(model.outputs, names):
        shape = (rows, *tensor.shape[1:])
        if "sparse" in name:
            ys.append(r.integers(0, shape[-1], (rows, 1)).astype("float32"))
        elif "categorical" in name:
            ys.append(np.eye(shape[-1])[r.integers(0, shape[-1], rows)])
        elif "binary" in name:
            ys.append(r.integers(0, 2, shape).astype("float32"))
        else:
            ys.append(abs(r.normal(size=shape)).round(3))
    return [x.astype("float32") for x in xs], [y.astype("float32") for y in ys]


def as_list(value, count):
    """One loss for all outputs, or one for each."""
    return list(value) if isinstance(value, (list, tuple)) else [value] * count


def loss_name(loss):
    """The loss' name, however it was given."""
    return loss if isinstance(loss, str) else loss.name


def seeded(name):
    """A new model with random weights of a fixed seed."""
    keras.backend.clear_session()
    keras.utils.set_random_seed(len(name) * 7919)
    return ALL[name]()
