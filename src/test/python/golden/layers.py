"""layers_*.json: every layer class of Keras 3 with a few configurations of each parameter."""

import importlib

from golden.common import write
from golden.layer_cases import Cases

GROUPS = ["core", "activation", "reshape", "norm", "merge", "pool", "conv", "recurrent",
          "attention"]


def main(groups=None):
    """Makes the files."""
    for group in groups or GROUPS:
        cases = Cases()
        importlib.import_module(f"golden.layers_{group}").add(cases.add)
        write(f"layers_{group}", cases.items)
