"""preprocessing.json and models.keras: what preprocessing layers of Keras 3.15.1 on TensorFlow compute.

    KERAS_BACKEND=tensorflow python make_preprocessing_fixtures.py ../resources/io/hornbill/layers/preprocessing
"""

import json
import os
import pathlib
import sys

os.environ["KERAS_BACKEND"] = "tensorflow"
import keras
import numpy as np
import tensorflow as tf
from keras import layers
from keras.utils import FeatureSpace

assert keras.__version__ == "3.15.1"
keras.utils.set_random_seed(1)
CASES = []
RANDOM = np.random.RandomState(3)
LONG = ["", "a", "ab", "abc", "abcd", "abcde", "abcdefg", "abcdefgh", "abcdefghijklmnop", "abcdefghijklmnopq",
        "x" * 31, "y" * 32, "z" * 33, "w" * 63, "v" * 64, "u" * 65, "t" * 127, "s" * 128, "r" * 129, "q" * 500,
        "ä", "Füße", "日本語のテキスト", "emoji 🙂", " spaces  inside ", "The quick brown fox jumps over the lazy dog. " * 5]


def plain(config):
    return {k: v for k, v in config.items() if k not in ("name", "trainable", "dtype")}


def add(layer, *inputs, adapt=None, **more):
    """A case: the layer's settings, its inputs and what comes out."""
    out = layer(*[tf.constant(x) for x in inputs]) if len(inputs) == 1 else layer([tf.constant(x) for x in inputs])
    out = np.array(out)
    case = {"layer": type(layer).__name__, "config": plain(layer.get_config()), "inputs": [], "shape": list(out.shape),
            "output": [x.decode() if isinstance(x, bytes) else float("%.7g" % x) for x in out.reshape(-1)], **more}
    for x in inputs:
        x = np.array(x)
        case["inputs"].append({"shape": list(x.shape), "strings": x.dtype.kind in "USO",
                               "values": [str(v) if x.dtype.kind in "USO" else float(v) for v in x.reshape(-1)]})
    if adapt is not None:
        a = np.array(adapt)
        case["adapt"] = {"shape": list(a.shape), "strings": a.dtype.kind in "USO",
                         "values": [str(v) if a.dtype.kind in "USO" else float(v) for v in a.reshape(-1)]}
        if hasattr(layer, "get_vocabulary"):
            case["vocabulary"] = [str(v) for v in layer.get_vocabulary()]
    CASES.append(case)


WORDS = np.array([["fire", "earth"], ["water", "wind"], ["fire", "fire"], ["ice", "ümlaut"]])
NUMBERS = np.array([[1, 12], [1000, -7], [12, 12], [5, 0]], dtype="int64")
for text in LONG:
    add(layers.Hashing(1 << 20), [[text]])
    add(layers.Hashing(1 << 20, salt=[133, 137]), [[text]])
for mode in ("int", "one_hot", "multi_hot", "count"):
    add(layers.Hashing(5, output_mode=mode), WORDS)
    add(layers.Hashing(5, output_mode=mode, mask_value="fire", salt=7), WORDS)
    add(layers.Hashing(5, output_mode=mode), NUMBERS)
    add(layers.Hashing(5, output_mode=mode, mask_value=12), NUMBERS)
    add(layers.Hashing(5, output_mode=mode), WORDS[:, :1])
for mode in ("int", "one_hot"):
    add(layers.HashedCrossing(11, output_mode=mode), WORDS[:, :1], WORDS[:, 1:])
    add(layers.HashedCrossing(11, output_mode=mode), WORDS[:, 0], NUMBERS[:, 0])
    add(layers.HashedCrossing(1000, output_mode=mode), NUMBERS[:, :1], NUMBERS[:, 1:], WORDS[:, :1]) if mode == "int" else None
for mode in ("one_hot", "multi_hot", "count"):
    add(layers.CategoryEncoding(4, output_mode=mode), np.array([[0, 1], [3, 3], [2, 0]]))
    add(layers.CategoryEncoding(4, output_mode=mode), np.array([[0], [3], [2]]))
add(layers.CategoryEncoding(4, output_mode="one_hot"), np.array([3, 2, 0, 1]))
VALUES = RANDOM.normal(size=(50, 3)).round(3).astype("float32")
for mode in ("int", "one_hot", "multi_hot", "count"):
    add(layers.Discretization(bin_boundaries=[0.0, 1.0, 2.0], output_mode=mode),
        np.array([[-1.5, 1.0], [3.4, 0.5], [0.0, 1.3]], dtype="float32"))
for bins, epsilon in ((4, 0.01), (7, 0.01), (3, 0.1), (10, 0.2)):
    d = layers.Discretization(num_bins=bins, epsilon=epsilon)
    d.adapt(VALUES)
    config = d.get_config()
    add(d, VALUES[:6], adapt=VALUES, boundaries=[float(b) for b in config["bin_boundaries"]])
    CASES[-1]["config"]["bin_boundaries"] = None

for kwargs in (dict(), dict(num_oov_indices=3), dict(mask_token="fire"), dict(max_tokens=4), dict(mask_token="", num_oov_indices=2),
               dict(num_oov_indices=3, salt=[4, 5])):
    for mode in ("int", "one_hot", "multi_hot", "count", "tf_idf"):
        for pad in (False, True) if "max_tokens" in kwargs and mode != "int" else (False,):
            lookup = layers.StringLookup(output_mode=mode, pad_to_max_tokens=pad, **kwargs)
            data = np.array([["fire", "earth", "fire"], ["water", "wind", "earth"], ["wind", "fire", "b"]])
            lookup.adapt(data)
            add(lookup, WORDS, adapt=data)
            CASES[-1]["config"].pop("vocabulary_size")
add(layers.StringLookup(vocabulary=["a", "b", "c"]), np.array(["c", "x", "a"]))
add(layers.StringLookup(vocabulary=["a", "b", "c"], output_mode="tf_idf", idf_weights=[0.25, 0.75, 0.6]), np.array([["c", "x", "a"], ["a", "a", "b"]]))
add(layers.StringLookup(vocabulary=["a", "b", "c"], num_oov_indices=0), np.array(["c", "b", "a"]))
add(layers.StringLookup(vocabulary=["a", "b", "c"], invert=True), np.array([[1, 3], [0, 2]]))
add(layers.StringLookup(vocabulary=["a", "b"], invert=True, mask_token="", oov_token="?"), np.array([[1, 3], [0, 2]]))
for kwargs in (dict(), dict(num_oov_indices=3), dict(num_oov_indices=3, oov_method="farmhash"),
               dict(num_oov_indices=4, oov_method="farmhash", salt=[4, 5]), dict(mask_token=12), dict(max_tokens=3)):
    for mode in ("int", "multi_hot", "count", "tf_idf"):
        lookup = layers.IntegerLookup(output_mode=mode, **kwargs)
        data = np.array([[12, 5], [12, 1000], [5, 12], [7, -7]])
        lookup.adapt(data)
        add(lookup, NUMBERS, adapt=data)
        CASES[-1]["config"].pop("vocabulary_size")
add(layers.IntegerLookup(vocabulary=[12, 36, 1138, 42]), np.array([[12, 1138, 42], [42, 1000, 36]]))
add(layers.IntegerLookup(vocabulary=[12, 36], invert=True), np.array([[1, 2], [0, 1]]))

TEXTS = np.array(["The Quick, brown fox!", "jumps over  the lazy dog's tail", "Ärger mit ÄPFELN; the the", "tab\tand\nline [x] {y} ~z"])
for kwargs in (dict(), dict(output_sequence_length=4), dict(output_sequence_length=9), dict(ngrams=2), dict(ngrams=(2, 3)),
               dict(split="character"), dict(standardize="lower"), dict(standardize="strip_punctuation"), dict(standardize=None),
               dict(max_tokens=6), dict(ngrams=(2,))):
    for mode in ("int", "multi_hot", "count", "tf_idf"):
        if mode != "int" and ("output_sequence_length" in kwargs or "split" in kwargs):
            continue
        tv = layers.TextVectorization(output_mode=mode, **kwargs)
        tv.adapt(TEXTS[:3])
        add(tv, TEXTS.reshape(4, 1), adapt=TEXTS[:3])
        CASES[-1]["config"].pop("vocabulary_size")
add(layers.TextVectorization(max_tokens=12, output_mode="multi_hot", pad_to_max_tokens=True, vocabulary=["the", "fox"]), TEXTS.reshape(4, 1))
add(layers.TextVectorization(split=None, vocabulary=["a", "b"]), np.array([["b", "x"], ["A!", "a"]]))

for axis in (-1, 0, (1, 2), None):
    n = layers.Normalization(axis=axis)
    data = RANDOM.normal(2, 3, size=(4, 3, 2)).round(3).astype("float32")
    n.adapt(data)
    add(n, data, adapt=data)
SOUND = RANDOM.normal(size=(2, 700)).round(3).astype("float32")
for kwargs in (dict(fft_length=128, sequence_stride=64, num_mel_bins=8), dict(fft_length=100, sequence_stride=50, num_mel_bins=5),
               dict(fft_length=128, sequence_stride=32, sequence_length=100, num_mel_bins=6, window="hamming", sampling_rate=8000, min_freq=50.0, max_freq=3000.0),
               dict(fft_length=64, sequence_stride=16, num_mel_bins=4, power_to_db=False, mag_exp=1.0),
               dict(fft_length=64, sequence_stride=64, num_mel_bins=4, top_db=5.0, ref_power=2.0, min_power=1e-3)):
    add(layers.MelSpectrogram(**kwargs), SOUND)
add(layers.MelSpectrogram(fft_length=64, sequence_stride=16, num_mel_bins=4), SOUND[0])
SIGNAL = RANDOM.normal(size=(2, 90, 2)).round(3).astype("float32")
for mode in ("log", "magnitude", "psd", "real", "imag", "angle", "stft"):
    for kwargs in (dict(), dict(frame_step=7, fft_length=64, expand_dims=True, window="hamming"),
                   dict(padding="same", scaling="spectrum", periodic=True), dict(window=None, scaling=None)):
        add(layers.STFTSpectrogram(mode=mode, frame_length=32, **kwargs), SIGNAL)

target = pathlib.Path(sys.argv[1])
(target / "preprocessing.json").write_text(
    json.dumps({"keras": keras.__version__, "cases": CASES}, separators=(",", ":"), ensure_ascii=False) + "\n", encoding="utf-8")
print(len(CASES), "cases")

# A model that begins with strings, whole numbers and a number, and what it predicts.
tv = layers.TextVectorization(output_mode="tf_idf")
tv.adapt(TEXTS)
seq = layers.TextVectorization(output_sequence_length=5)
seq.adapt(TEXTS)
ids = layers.IntegerLookup(output_mode="one_hot")
ids.adapt(NUMBERS[:, :1])
norm = layers.Normalization()
norm.adapt(VALUES[:, :1])
disc = layers.Discretization(num_bins=4, output_mode="one_hot")
disc.adapt(VALUES[:, :1])
text = keras.Input((1,), dtype="string", name="text")
words = keras.Input((), dtype="string", name="words")
number = keras.Input((1,), dtype="int64", name="number")
value = keras.Input((1,), name="value")
crossed = layers.HashedCrossing(6, output_mode="one_hot")([text, number])
hashed = layers.Hashing(5, output_mode="one_hot")(text)
embedded = layers.Flatten()(layers.Embedding(seq.vocabulary_size(), 2)(seq(text)))
everything = layers.Concatenate()([tv(words), embedded, ids(number), norm(value), disc(value), crossed, hashed])
model = keras.Model([text, words, number, value], layers.Dense(3, activation="tanh")(everything))
x = {"text": TEXTS.reshape(4, 1), "number": NUMBERS[:, :1], "value": VALUES[:4, :1]}
predicted = np.array(model([tf.constant(x["text"]), tf.constant(TEXTS), tf.constant(x["number"]), tf.constant(x["value"])]))
model.save(target / "columns.keras")

space = FeatureSpace(
    features={"age": "float_normalized", "height": "float_discretized", "city": "string_categorical",
              "job": FeatureSpace.string_hashed(5), "kids": "integer_categorical", "code": FeatureSpace.integer_hashed(7), "plain": "float"},
    crosses=[("city", "kids")], crossing_dim=8, output_mode="concat")
table = {"age": [20.0, 31.0, 45.0, 60.0], "height": [1.5, 1.62, 1.7, 1.91], "city": ["Bonn", "Rom", "Bonn", "Oslo"],
         "job": ["cook", "smith", "cook", "judge"], "kids": [0, 2, 1, 2], "code": [7, 8, 9, 7], "plain": [0.5, 1.5, 2.5, 3.5]}
space.features["height"].preprocessor.num_bins = 3
space.adapt(tf.data.Dataset.from_tensor_slices(table))
encoded = np.array(space({k: tf.constant(v) for k, v in table.items()}))
(target / "models.json").write_text(json.dumps(
    {"text": TEXTS.tolist(), "number": NUMBERS[:, 0].tolist(), "value": VALUES[:4, 0].astype(float).tolist(),
     "predicted": predicted.astype(float).reshape(-1).tolist(), "table": table,
     "encoded": encoded.astype(float).reshape(-1).tolist(), "width": int(encoded.shape[1])}, ensure_ascii=False) + "\n", encoding="utf-8")
