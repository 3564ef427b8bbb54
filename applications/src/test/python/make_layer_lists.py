"""Writes layers.tsv.gz: the layers of all networks of keras.applications, with and without top.

Made with Keras 3.15.1 (KERAS_BACKEND=jax):

    python make_layer_lists.py ../resources/io/hornbill/applications/layers.tsv.gz

A line `# NETWORK top` or `# NETWORK notop` with the numbers of all and of the trained parameters
comes before the lines of the layers: name, class, shape of the output, number of parameters. Ops
between layers are listed as well, with a star after their class.
"""

import gzip
import io
import sys

import keras
import numpy as np
from keras.src.initializers.random_initializers import VarianceScaling


def text(shape):
    return ",".join("-1" if n is None else str(n) for n in shape)


def lines(name, top):
    keras.backend.clear_session()
    # Without a size, Keras 3's NASNetLarge without top leaves out layers that its weights are for.
    size = {"input_shape": (331, 331, 3)} if name == "NASNetLarge" and not top else {}
    model = getattr(keras.applications, name)(weights=None, include_top=top, **size)
    trained = sum(int(np.prod(w.shape)) for w in model.trainable_weights)
    yield f"# {name} {'top' if top else 'notop'} {model.count_params()} {trained}"
    for op in model.operations:
        layer = isinstance(op, keras.Layer)
        count = op.count_params() if layer else 0
        output = op._inbound_nodes[-1].outputs[0]
        yield "\t".join([op.name, type(op).__name__ + ("" if layer else "*"), text(output.shape), str(count)])


def main(path):
    VarianceScaling.__call__ = lambda self, shape, dtype=None, **kwargs: np.zeros(shape, "float32")
    out = io.StringIO()
    for name in sorted(n for n in dir(keras.applications) if n[0].isupper()):
        for top in (True, False):
            for line in lines(name, top):
                out.write(line + "\n")
    with open(path, "wb") as file, gzip.GzipFile("", "wb", 9, file, mtime=0) as zipped:
        zipped.write(out.getvalue().encode())


if __name__ == "__main__":
    main(sys.argv[1])
