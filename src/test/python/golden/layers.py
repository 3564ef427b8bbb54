"""layers_*.json: every layer class of Keras 3 with a few configurations of each parameter."""

import importlib

from golden import layers_keras1
from golden.common import write
from golden.layer_cases import Cases

GROUPS = ["core", "activation", "reshape", "norm", "merge", "pool", "conv", "recurrent",
          "attention", "varied"]


def main(groups=None):
    """Makes the files."""
    if not groups or "keras1" in groups:
        items = []
        layers_keras1.add(items)
        write("layers_keras1", items)
    for group in [g for g in GROUPS if not groups or g in groups]:
        cases = Cases()
        importlib.import_module(f"golden.layers_{group}").add(cases.add)
        write(f"layers_{group}", cases.items)
