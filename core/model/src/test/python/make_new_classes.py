"""Which classes of the newest Keras older versions lack: new-classes.txt, which NewClasses reads.

Each version's classes are listed by its own Python, oldest first and the newest last; tf_keras is Keras 2:

    python make_new_classes.py list keras 3.3.json        (KERAS_BACKEND=jax)
    python make_new_classes.py list tf_keras 2.json
    python make_new_classes.py table 2.json 3.3.json 3.8.json 3.12.json 3.15.json > new-classes.txt
"""
import importlib, json, os, sys

KINDS = ["layers", "optimizers", "losses", "metrics", "initializers", "regularizers", "constraints"]
MODULES = ["numpy", "nn", "math", "core", "image", "linalg"]


def classes(module, base):
    return sorted(n for n, c in vars(module).items() if isinstance(c, type) and issubclass(c, base) and c is not base)


def listed(name):
    keras = importlib.import_module(name)
    found = {kind: classes(getattr(keras, kind), object) for kind in KINDS}
    if name == "keras":
        operation = importlib.import_module("keras.src.ops.operation").Operation
        found["ops"] = []
        for module in MODULES:
            try:
                found["ops"] += classes(importlib.import_module("keras.src.ops." + module), operation)
            except ImportError:
                pass
    return found


def table(files):
    versions = {os.path.basename(f)[:-5]: json.load(open(f)) for f in files}
    names = list(versions)
    for kind in KINDS + ["ops"]:
        for name in sorted(set(versions[names[-1]][kind])):
            # Keras 2 has no operations, and is asked for layers alone.
            asked = [v for v in names if v != "2" or kind == "layers"]
            without = [v for v in asked if name not in versions[v][kind]]
            if without:
                print(kind, name, ",".join(without), next(v for v in asked if v not in without))


if sys.argv[1] == "list":
    json.dump(listed(sys.argv[2]), open(sys.argv[3], "w"))
else:
    table(sys.argv[2:])
