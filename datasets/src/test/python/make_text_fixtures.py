"""Writes what Keras' tokenizer, skip-grams and time series tools give, as JSON.

Usage: KERAS_BACKEND=jax python make_text_fixtures.py FILE   (written with Keras 3.15.1)
"""

import json
import sys

import numpy as np
from keras.src.legacy.preprocessing.sequence import (
    TimeseriesGenerator,
    make_sampling_table,
    skipgrams,
)
from keras.src.legacy.preprocessing.text import Tokenizer, hashing_trick, text_to_word_sequence

texts = [
    "The cat sat on the mat.",
    "The dog: sat on the log; it's a LOG!",
    "cats\tand\ndogs, 'dogs' & cats?",
    "",
]
more = ["a cat and a unicorn", "the the the", ""]
result = {"texts": texts, "more": more}
result["words"] = [text_to_word_sequence(t) for t in texts]
result["split"] = text_to_word_sequence("a_b--c", filters="b", lower=False, split="-")
result["hash"] = [hashing_trick(t, 50, "md5") for t in texts]

kinds = {
    "plain": {},
    "limited": {"num_words": 5},
    "oov": {"num_words": 6, "oov_token": "[UNK]"},
    "chars": {"char_level": True},
    "upper": {"lower": False, "filters": ".", "split": " "},
}
for name, options in kinds.items():
    t = Tokenizer(**options)
    t.fit_on_texts(texts)
    sequences = t.texts_to_sequences(texts + more)
    result[name] = {
        "sequences": sequences,
        "back": t.sequences_to_texts(sequences),
        "matrices": {
            mode: t.texts_to_matrix([s for s in texts + more], mode).tolist()
            for mode in ["binary", "count", "tfidf", "freq"]
        }
        if name != "chars"
        else {},
        "json": t.to_json(),
    }

couples, labels = skipgrams(
    [1, 2, 0, 3, 4, 5, 1], 6, window_size=2, negative_samples=0.0, shuffle=False
)
result["skipgrams"] = couples
result["sampling"] = make_sampling_table(12, 1e-3).tolist()

data = np.arange(40).reshape(20, 2)
targets = 100 + np.arange(20)
result["series"] = []
for options in [
    {"length": 5},
    {"length": 6, "sampling_rate": 2, "batch_size": 4},
    {"length": 5, "sampling_rate": 2, "stride": 3, "batch_size": 2, "reverse": True},
    {"length": 3, "start_index": 4, "end_index": 15, "batch_size": 7},
]:
    g = TimeseriesGenerator(data, targets, **options)
    batches = [g[i] for i in range(len(g))]
    result["series"].append(
        {
            "options": options,
            "x": [x.tolist() for x, _ in batches],
            "y": [y.tolist() for _, y in batches],
        }
    )
with open(sys.argv[1], "w") as file:
    json.dump(result, file, separators=(",", ":"))
