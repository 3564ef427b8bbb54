"""Writes signatures.tsv: the parameters and defaults of every network of keras.applications.

Made with Keras 3.15.1 (KERAS_BACKEND=jax):

    python make_signatures.py ../resources/io/hornbill/applications/signatures.tsv
"""

import inspect
import sys

import keras


def main(path):
    with open(path, "w") as out:
        for name in sorted(n for n in dir(keras.applications) if n[0].isupper()):
            parameters = inspect.signature(getattr(keras.applications, name)).parameters.values()
            values = [f"{p.name}={p.default}" for p in parameters]
            out.write("\t".join([name, *values]) + "\n")


if __name__ == "__main__":
    main(sys.argv[1])
