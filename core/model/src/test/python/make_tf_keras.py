"""Makes models of Keras 2, with tf_keras 2.21 on TensorFlow 2.21, and what they predict.

python make_tf_keras.py FOLDER
"""
import os, sys
os.environ["TF_USE_LEGACY_KERAS"] = "1"
import numpy as np, tensorflow as tf, tf_keras as keras
from tf_keras import Input, Model, Sequential, layers as L

OUT = sys.argv[1]
R = np.random.RandomState(7)
keras.utils.set_random_seed(7)


def f(*shape):
    return R.randn(*shape).astype("float32")


def save(name, model, xs, ys=None, formats=("h5", "keras"), steps=2):
    arg = xs if len(xs) > 1 else xs[0]
    arrays = {f"x{i}": np.asarray(x).astype("float32") for i, x in enumerate(xs)}
    if ys is not None:
        for _ in range(steps):
            model.train_on_batch(arg, ys)
        arrays["t0"] = ys
    for form in formats:
        model.save(f"{OUT}/{name}.{form}")
    y = tf.nest.flatten(model(arg, training=False))
    arrays.update({f"y{i}": np.array(v) for i, v in enumerate(y)})
    if ys is not None:
        arrays["losses"] = np.array([float(model.train_on_batch(arg, ys)) for _ in range(3)])
    np.savez(f"{OUT}/{name}.npz", **arrays)


ids = np.array([[1, 2, 3, 4], [5, 6, 0, 0], [7, 0, 0, 0]], "int32")
other = np.array([[4, 0, 0, 0], [1, 2, 3, 0], [2, 2, 0, 0]], "int32")
a, b = Input((4,), name="left"), Input((4,), name="right")
w = tf.constant(np.arange(12, dtype="float32").reshape(4, 3) / 10)
save("operators", Model([a, b], [(a + b) * 2.0 - a / 3.0, a * tf.constant([1.0, 2.0, 3.0, 4.0]), tf.matmul(b, w)]), [f(3, 4), f(3, 4)])
x, k = Input((4, 3)), Input((4,), dtype="bool")
save("given_mask", Model([x, k], [L.LSTM(2)(x, mask=k), L.GRU(2, return_sequences=True)(x, mask=k)]), [f(3, 4, 3), ids > 0])
p, q = Input((4,)), Input((4,))
e = L.Embedding(8, 3, mask_zero=True)
save("merged_masks", Model([p, q], [L.LSTM(2)(L.Concatenate()([e(p), e(q)])), L.GRU(2)(L.Add()([e(p), e(q)]))]), [ids, other])
s, h, c = L.LSTM(2, return_state=True)(e(p))
save("states_and_masks", Model([p, q], L.LSTM(2, return_sequences=True)(e(q), initial_state=[h, c])), [ids, other])
m = Input((4, 4), dtype="bool")
v, scores = L.MultiHeadAttention(2, 2)(x, x, return_attention_scores=True)
save("attention", Model([x, m], [v, scores, L.MultiHeadAttention(2, 2)(x, x, attention_mask=m), L.MultiHeadAttention(1, 2)(x, x, use_causal_mask=True)]), [f(3, 4, 3), np.tril(np.ones((3, 4, 4))) > 0])
image = Input((4, 4, 1))
save("patches", Model(image, tf.image.extract_patches(image, [1, 2, 2, 1], [1, 2, 2, 1], [1, 1, 1, 1], "VALID")), [f(2, 4, 4, 1)])
seen = Sequential([L.Dense(2, activation="hard_sigmoid"), L.LeakyReLU(0.1)])
seen(f(4, 3))
save("first_batch", seen, [f(3, 3)])
net = Sequential([L.Dense(2, activation="tanh", input_shape=(2,)), L.Dense(2)])
net.compile(keras.optimizers.Adam(0.05), "mse")
save("adam", net, [f(4, 2)], f(4, 2))
older = keras.optimizers.legacy
for name, optimizer, forms in (("ftrl_before", older.Ftrl(0.05), ("h5",)), ("nadam_before", older.Nadam(0.05), ("h5",)),
                               ("adafactor", keras.optimizers.Adafactor(0.05), ("h5", "keras"))):
    keras.utils.set_random_seed(9)
    net = Sequential([L.Dense(2, activation="tanh", input_shape=(2,)), L.Dense(2)])
    net.compile(optimizer, "mse")
    save(name, net, [f(4, 2)], f(4, 2), forms)
save("batch_flatten", Model(x, L.Activation("tanh")(keras.backend.batch_flatten(x))), [f(2, 4, 3)])
for name, optimizer, forms in (("rmsprop_before", older.RMSprop(0.05, epsilon=0.1), ("h5",)),
                               ("adagrad_before", older.Adagrad(0.05, epsilon=0.1), ("h5",)),
                               ("rmsprop_momentum_before", older.RMSprop(0.05, momentum=0.5, epsilon=0.1), ("h5",)),
                               ("rmsprop_anew", older.RMSprop(0.05, epsilon=0.1), ("keras",))):
    keras.utils.set_random_seed(9)
    net = Sequential([L.Dense(2, activation="tanh", input_shape=(2,)), L.Dense(2)])
    net.compile(optimizer, "mse")
    # tf_keras does not keep what older optimizers remember in .keras files.
    save(name, net, [f(4, 2)], f(4, 2), forms, 0 if name.endswith("anew") else 2)
# A transposed product is two operations of Keras 3, so that one of two equal branches becomes longer.
keras.utils.set_random_seed(11)
R = np.random.RandomState(11)
z = Input((3, 2))
left, right = L.Dense(2, bias_initializer="ones")(z), L.Dense(2)(z)
net = Model(z, tf.matmul(tf.math.l2_normalize(left, axis=-1), tf.math.l2_normalize(right, axis=-1), transpose_b=True))
net.compile(keras.optimizers.Adam(0.05), "mse")
save("branches", net, [f(2, 3, 2)], f(2, 3, 3))

# A mask of one of two inputs; the values of a code of classes; an optimizer by its name.
known = L.Embedding(9, 3, mask_zero=True)(a)
steps = L.LSTM(3)(L.Concatenate(name="both")([known, L.Embedding(9, 2)(b)]))
code = tf.one_hot(tf.cast(b, tf.int32), 3, on_value=2.0, off_value=-1.0, axis=1)
half = Model([a, b], L.Dense(2)(L.Concatenate()([steps, L.Flatten()(code)])))
half.compile("sgd", "mse")
save("half_masks", half, [ids.astype("float32"), other.astype("float32")], f(3, 2))

# SGD without momentum keeps momentums all the same.
i = Input((4,))
counted = Model(i, L.Dense(2)(i))
rates = keras.optimizers.schedules.PiecewiseConstantDecay([2], [0.1, 0.01])
counted.compile(keras.optimizers.SGD(rates), "mse")
save("counted", counted, [f(3, 4)], f(3, 2))

# Models that are called several times, one without an input of its own; a layer of two models.
keras.utils.set_random_seed(13)
R = np.random.RandomState(13)
lazy = Sequential([L.Dense(3, activation="relu"), L.Dense(4)])
own = Input((4,))
functional = Model(own, L.Dense(4, activation="tanh")(own))
once = functional(lazy(a))
save("called", Model([a, b], [functional(once), L.Subtract()([lazy(b), once]), once]), [f(2, 4), f(2, 4)])
shared = L.Dense(4, activation="tanh", name="shared")
inner = Model(own, shared(L.Dense(4)(shared(own))))
outer = Model(i, shared(inner(i)))
outer.compile("sgd", "mse")
save("shared", outer, [f(2, 4)], f(2, 4), ("h5",), 0)

# An ellipsis in brackets, and one alone.
cube = Input((4, 3, 2))
save("ellipsis", Model(cube, [cube[..., 0], cube[:, 1, ..., None], cube[..., 1:, :], cube[...], cube[:]]), [f(2, 4, 3, 2)], None, ("h5",))

# Batch renormalization, and averages at each place of two axes.
keras.utils.set_random_seed(17)
R = np.random.RandomState(17)
y = L.BatchNormalization(axis=[1, 2], momentum=0.8)(x)
y = L.BatchNormalization(renorm=True, renorm_clipping={"rmin": 0.5, "rmax": 1.5, "dmax": 0.3}, renorm_momentum=0.7, momentum=0.6)(y)
y = L.BatchNormalization(axis=[2, 1], renorm=True, scale=False, moving_variance_initializer=keras.initializers.Constant(0.25))(L.Dense(2)(y))
normal = Model(x, L.BatchNormalization(axis=1, renorm=True, renorm_clipping={"dmax": 2.0}, center=False)(y))
normal.compile("sgd", "mse")
save("renorm", normal, [f(5, 4, 3) * 2 + 1], f(5, 4, 2))
masked = Model(x, L.BatchNormalization(renorm=True)(L.Masking()(x)))
masked.compile("sgd", "mse")
save("renorm_masked", masked, [f(5, 4, 3) * (np.arange(20).reshape(5, 4, 1) % 3 > 0)], f(5, 4, 3))

# Keras 3 leaves masked steps out of products and extremes; Keras 2 does not.
keras.utils.set_random_seed(19)
known, other_known = L.Embedding(8, 3, mask_zero=True), L.Embedding(8, 3, mask_zero=True)
product = L.Multiply(name="product")([known(p), other_known(q), L.Embedding(8, 3)(p)])
greatest = L.Maximum()([known(p), L.Embedding(8, 3)(q)])
merged = Model([p, q], [L.GRU(2)(product), L.GRU(2)(L.Dense(3)(greatest)), L.GlobalAveragePooling1D()(greatest), greatest])
save("merged_products", merged, [ids, other])

# Calls that say that there is no mask; what Keras 2 runs after a model that is called so has none either.
keras.utils.set_random_seed(23)
R = np.random.RandomState(23)
words = L.Embedding(9, 3, mask_zero=True, embeddings_initializer="normal")(p)
own = Input((4, 3))
inner = Model(own, L.GRU(3, return_sequences=True)(own))
cut = inner(words, mask=None)
seen = [L.GRU(2)(words), L.LSTM(2)(L.Dense(3)(words), mask=None), L.Dense(2)(L.Dense(3)(cut)), L.LSTM(2)(cut),
        L.GlobalAveragePooling1D()(words, mask=None), L.LSTM(2)(L.Attention()([words, words], mask=None)),
        L.LSTM(2)(L.TimeDistributed(L.Dense(3))(words, mask=None)), L.GRU(2)(words)]
save("told_of_no_mask", Model(p, seen), [ids])

# Layers that end masks in Keras 2, and pass them on in Keras 3.
ending = [L.Rescaling(2.0), L.Normalization(mean=0.1, variance=2.0), L.Identity(name="same")]
save("ended_masks", Model(p, [L.LSTM(2)(layer(words)) for layer in ending]), [ids])
save("ended_in_chain", Sequential([Input((4,)), L.Embedding(9, 3, mask_zero=True), L.Rescaling(2.0), L.LSTM(2)]), [ids])

# Masks that come from outside into nested models, which merge them.
keras.utils.set_random_seed(29)
R = np.random.RandomState(29)


def of_two(f):
    i, j = Input((4, 3)), Input((4, 3))
    return Model([i, j], f(i, j))


def embedding(ids, zero=True):
    return L.Embedding(9, 3, mask_zero=zero, embeddings_initializer="normal")(ids)


u, v = embedding(p), embedding(q)
summed = of_two(lambda i, j: L.LSTM(2)(L.Add()([i, j])))
middle = of_two(lambda i, j: of_two(lambda k, l: L.LSTM(2, return_sequences=True)(L.Concatenate()([k, l])))([L.Dense(3)(i), j]))
states = of_two(lambda i, j: L.GRU(2)(i, initial_state=L.Dense(2)(L.Flatten()(j))))
product = of_two(lambda i, j: L.GlobalAveragePooling1D()(L.Multiply()([i, j])))
given_on = of_two(lambda i, j: L.Average()([L.Dense(3)(i), j]))
save("nested_masks", Model([p, q], [summed([u, v]), summed([v, embedding(p, False)]), L.GRU(2)(middle([u, v])), states([u, v]),
                                    product([u, v]), L.LSTM(2)(given_on([u, v]))]), [ids, other])
own = Input((4, 3))
half = Model(own, L.LSTM(2, return_sequences=True, name="half")(L.Add()([own, L.Reshape((4, 3))(L.Flatten()(own))])))
save("masks_in_chain", Model(p, Sequential([half, L.Dense(2)])(u)), [ids])

# A mask that a model is called with is its tensor's for all that runs later.
keras.utils.set_random_seed(31)
R = np.random.RandomState(31)
given, seen = Input((4,), dtype="bool"), embedding(p)
steps = Model(own, L.LSTM(2)(own))
deep = steps(seen, mask=given)
for _ in range(4):
    deep = L.Dense(2)(deep)
save("changed_masks", Model([p, given], [deep, L.LSTM(2)(seen), L.GRU(2)(L.Dropout(0.1)(seen)), L.GlobalAveragePooling1D()(seen),
                                         L.LSTM(2)(L.Concatenate()([seen, seen])), Model(own, L.GRU(2)(own))(seen), steps(seen),
                                         L.Bidirectional(L.GRU(2))(L.TimeDistributed(L.Dense(3))(seen))]),
     [ids, np.array([[1, 0, 1, 1], [0, 1, 1, 0], [1, 1, 0, 1], [1, 0, 0, 1], [0, 1, 0, 1], [1, 1, 1, 0]])[:len(ids)].astype(bool)])
