"""Which classes of the newest Keras, and settings of them, older versions lack: new-classes.txt, which NewClasses reads.

Each version's classes are listed by its own Python, oldest first and the newest last; tf_keras is Keras 2:

    python make_new_classes.py list keras 3.3.json        (KERAS_BACKEND=jax)
    python make_new_classes.py list tf_keras 2.json
    python make_new_classes.py table 2.json 3.3.json 3.8.json 3.12.json 3.15.json > new-classes.txt
"""
import importlib, inspect, json, os, sys

KINDS = ["layers", "optimizers", "losses", "metrics", "initializers", "regularizers", "constraints"]
OF_MODELS = ["layers", "initializers", "regularizers", "constraints"]  # what .h5 files of Keras 2 are asked for
ANY = ["activity_regularizer", "autocast", "name", "pool_dimensions", "pool_mode"]  # no settings of the class itself
MODULES = ["numpy", "nn", "math", "core", "image", "linalg"]


def classes(module, base):
    return sorted(n for n, c in vars(module).items() if isinstance(c, type) and issubclass(c, base) and c is not base)


def settings(cls):
    """What the constructor takes, and those to which it passes others on."""
    found = set()
    for one in cls.__mro__:
        init = inspect.unwrap(vars(one).get("__init__", object.__init__))
        if init is not object.__init__:
            taken = inspect.signature(init).parameters.values()
            found |= {p.name for p in taken if p.kind not in (p.VAR_KEYWORD, p.VAR_POSITIONAL)}
            if not any(p.kind is p.VAR_KEYWORD for p in taken):
                break
    return sorted(found - {"self", *ANY})


def is_activation(keras, name):
    try:
        return callable(keras.activations.get(name))
    except ValueError:
        return False


def listed(name):
    keras = importlib.import_module(name)
    found = {kind: classes(getattr(keras, kind), object) for kind in KINDS}
    found["settings"] = {f"{kind}.{n}": settings(getattr(getattr(keras, kind), n)) for kind in KINDS for n in found[kind]}
    functions = {n for n, f in vars(keras.activations).items() if inspect.isfunction(f)}
    if name == "tf_keras":  # finds some of TensorFlow's, too
        functions |= set(dir(importlib.import_module("tensorflow").nn))
    found["activations"] = sorted(n for n in functions if is_activation(keras, n))
    if name == "keras":
        operation = importlib.import_module("keras.src.ops.operation").Operation
        found["ops"] = []
        for module in MODULES:
            try:
                ops = importlib.import_module("keras.src.ops." + module)
            except ImportError:
                continue
            found["ops"] += classes(ops, operation)
            found["settings"].update({f"ops.{n}": settings(getattr(ops, n)) for n in classes(ops, operation)})
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
                print(kind, name, ",".join(without), asked[asked.index(without[-1]) + 1])
    for name, newest in sorted(versions[names[-1]]["settings"].items()):
        if name.split(".")[1][0].islower():
            continue  # another name of a class
        for setting in newest:
            asked = [v for v in names if name in versions[v]["settings"] and (v != "2" or name.split(".")[0] in OF_MODELS)]
            without = [v for v in asked if setting not in versions[v]["settings"][name]]
            if without:
                print("settings", f"{name}.{setting}", ",".join(without), asked[asked.index(without[-1]) + 1])


if sys.argv[1] == "list":
    json.dump(listed(sys.argv[2]), open(sys.argv[3], "w"))
else:
    table(sys.argv[2:])
