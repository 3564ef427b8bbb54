"""Writes the golden fixtures from real Keras. See README.md beside this file.

Usage: python generate_golden.py [MAKER ...]   (default: all makers)
"""

import importlib
import sys

MAKERS = [
    "losses",
    "activations",
    "optimizers",
    "metrics",
    "regularizers_constraints",
    "initializers",
    "layers",
    "layer_fields",
    "callbacks",
    "training",
    "training_graphs",
]


def main(names):
    """Runs the named makers in order."""
    unknown = sorted(set(names) - set(MAKERS))
    if unknown:
        raise SystemExit(f"Unknown makers: {unknown}. Known makers: {MAKERS}")
    for name in names or MAKERS:
        importlib.import_module(f"golden.{name}").main()


if __name__ == "__main__":
    main(sys.argv[1:])
