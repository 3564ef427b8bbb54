"""Writes weight-files.tsv: the files that Keras' applications load, with their addresses and hashes.

Made with Keras 3.15.1 (KERAS_BACKEND=jax), which is made to say what it would fetch; the files of
Keras 1.2.2, whose networks differ, are listed here.

    python make_weight_files.py ../../main/resources/io/hornbill/applications/weight-files.tsv
"""

import sys

import keras
import numpy as np
from keras.src.initializers.random_initializers import VarianceScaling
from keras.src.utils import file_utils

OLD = "https://github.com/fchollet/deep-learning-models/releases/download/"
RESNET = "resnet50_weights_tf_dim_ordering_tf_kernels"
INCEPTION = "inception_v3_weights_tf_dim_ordering_tf_kernels"
TAGGER = "music_tagger_crnn_weights_tf_kernels_tf_dim_ordering"
KERAS1 = [
    ("ResNet50", "imagenet-keras1 top", f"{RESNET}.h5", f"{OLD}v0.2/{RESNET}.h5", "a7b3fe01876f51b976af0dea6bc144eb"),
    ("ResNet50", "imagenet-keras1 notop", f"{RESNET}_notop.h5", f"{OLD}v0.2/{RESNET}_notop.h5", "a268eb855778b3df3c7506639542a6af"),
    ("InceptionV3", "imagenet-keras1 top", f"{INCEPTION}.h5", f"{OLD}v0.2/{INCEPTION}.h5", "fe114b3ff2ea4bf891e9353d1bbfb32f"),
    ("InceptionV3", "imagenet-keras1 notop", f"{INCEPTION}_notop.h5", f"{OLD}v0.2/{INCEPTION}_notop.h5", "2f3609166de1d967d1a481094754f691"),
    ("MusicTaggerCRNN", "msd top", f"{TAGGER}.h5", f"{OLD}v0.3/{TAGGER}.h5", ""),
    ("MusicTaggerCRNN", "msd notop", f"{TAGGER}.h5", f"{OLD}v0.3/{TAGGER}.h5", ""),
]


class Fetched(Exception):
    """Says what Keras would fetch."""


def get_file(fname, origin, cache_subdir=None, file_hash=None, **kwargs):
    assert cache_subdir == "models"
    raise Fetched(fname, origin, file_hash or "")


def settings(name):
    """The settings for which a network has weights of its own, by what names them in the table."""
    if name == "MobileNet":
        return {f"{a} {s} ": dict(alpha=a, input_shape=(s, s, 3)) for a in (0.25, 0.5, 0.75, 1.0) for s in (128, 160, 192, 224)}
    if name == "MobileNetV2":
        sizes = lambda a: (224,) if a > 1 else (96, 128, 160, 192, 224)
        return {f"{a} {s} ": dict(alpha=a, input_shape=(s, s, 3)) for a in (0.35, 0.5, 0.75, 1.0, 1.3, 1.4) for s in sizes(a)}
    if name.startswith("MobileNetV3"):
        return {"0.75 ": dict(alpha=0.75), "1.0 ": dict(alpha=1.0), "minimalistic ": dict(minimalistic=True)}
    return {"": {}}


def fetched(function, **kwargs):
    try:
        function(**kwargs)
    except Fetched as e:
        return e.args
    raise AssertionError(f"{function} fetched nothing")


def main(path):
    file_utils.get_file = get_file
    VarianceScaling.__call__ = lambda self, shape, dtype=None, **kwargs: np.zeros(shape, "float32")
    rows = list(KERAS1)
    names = [n for n in dir(keras.applications) if n[0].isupper()]
    for name in names:
        for variant, setting in settings(name).items():
            for top in (True, False):
                keras.backend.clear_session()
                variants = f"imagenet {variant}{'top' if top else 'notop'}"
                rows.append((name, variants, *fetched(getattr(keras.applications, name), include_top=top, **setting)))
    decode = keras.applications.imagenet_utils.decode_predictions
    rows.append(("ImageNet", "classes", *fetched(decode, preds=np.zeros((1, 1000)))))
    with open(path, "w") as out:
        out.write("architecture\tvariant\tfile\turl\thash\n")
        for row in sorted(rows):
            out.write("\t".join(row) + "\n")
    print(len(names), "networks,", len(rows), "files")


if __name__ == "__main__":
    main(sys.argv[1])
