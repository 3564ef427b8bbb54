"""Which classes of the newest Keras older versions lack: new-classes.txt, which NewClasses reads.

Each version's classes are listed by its own Python, oldest first and the newest last; tf_keras is Keras 2:

    python make_new_classes.py list keras 3.3.json        (KERAS_BACKEND=jax)
    python make_new_classes.py list tf_keras 2.json
    python make_new_classes.py table 2.json 3.3.json 3.8.json 3.12.json 3.15.json > new-classes.txt
"""
import importlib, inspect, json, os, sys

KINDS = ["layers", "optimizers", "losses", "metrics", "initializers", "regularizers", "constraints"]
MODULES = ["numpy", "nn", "math", "core", "image", "linalg"]


def classes(module, base):
    return sorted(n for n, c in vars(module).items() if isinstance(c, type) and issubclass(c, base) and c is not base)


def is_activation(keras, name):
    try:
        return callable(keras.activations.get(name))
    except ValueError:
        return False


def listed(name):
    keras = importlib.import_module(name)
    found = {kind: classes(getattr(keras, kind), object) for kind in KINDS}
    functions = {n for n, f in vars(keras.activations).items() if inspect.isfunction(f)}
    if name == "tf_keras":  # finds some of TensorFlow's, too
        functions |= set(dir(importlib.import_module("tensorflow").nn))
    found["activations"] = sorted(n for n in functions if is_activation(keras, n))
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
    for kind in KINDS + ["activations", "ops"]:
        for name in sorted(set(versions[names[-1]][kind])):
            # Keras 2 has no operations, and is asked for layers and activations alone.
            asked = [v for v in names if v != "2" or kind in ("layers", "activations")]
            without = [v for v in asked if name not in versions[v][kind]]
            if without:
                print(kind, name, ",".join(without), next(v for v in asked if v not in without))


if sys.argv[1] == "list":
    json.dump(listed(sys.argv[2]), open(sys.argv[3], "w"))
else:
    table(sys.argv[2:])
