"""Writes configurations.jsonl.gz: what Keras writes of every network of keras.applications, with and without top.

Made with Keras 3.15.1 (KERAS_BACKEND=torch is quickest, but does not make NASNetMobile; KERAS_BACKEND=jax does):

    python make_configurations.py ../resources/io/hornbill/applications/configurations.jsonl.gz

A line is a network: its name, whether it has a top, and `to_json()` without what is no setting.
"""

import gzip
import json
import sys

import keras
import numpy as np
from keras.src.initializers.random_initializers import VarianceScaling

NO_SETTINGS = {"build_config", "build_input_shape", "compile_config", "dtype", "registered_name", "keras_version", "backend"}


def settings(value):
    if isinstance(value, dict):
        return {k: settings(v) for k, v in value.items() if k not in NO_SETTINGS}
    return [settings(v) for v in value] if isinstance(value, list) else value


def main(path):
    # Kernels are of no interest; drawing them takes long.
    VarianceScaling.__call__ = lambda self, shape, dtype=None, **kwargs: np.zeros(shape, "float32")
    with gzip.GzipFile(path, "w", compresslevel=9, mtime=0) as out:
        for name in sorted(n for n in dir(keras.applications) if n[0].isupper()):
            for top in (True, False):
                keras.backend.clear_session()
                # Without a size, Keras 3's NASNetLarge without top leaves out layers that its weights are for.
                size = {"input_shape": (331, 331, 3)} if name == "NASNetLarge" and not top else {}
                model = getattr(keras.applications, name)(weights=None, include_top=top, **size)
                line = {"name": name, "top": top, "model": settings(json.loads(model.to_json()))}
                out.write(json.dumps(line, separators=(",", ":")).encode() + b"\n")


if __name__ == "__main__":
    main(sys.argv[1])
