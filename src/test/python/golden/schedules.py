"""schedules.json: every learning-rate schedule with each option."""

import keras
import numpy as np

from golden.common import write

CASES = {
    "ExponentialDecay": [
        {"initial_learning_rate": 0.1, "decay_steps": 5, "decay_rate": 0.5, "staircase": False},
        {"initial_learning_rate": 0.1, "decay_steps": 5, "decay_rate": 0.5, "staircase": True},
        {"initial_learning_rate": 0.3, "decay_steps": 1000, "decay_rate": 0.96, "staircase": False},
    ],
    "InverseTimeDecay": [
        {"initial_learning_rate": 0.1, "decay_steps": 5, "decay_rate": 0.5, "staircase": False},
        {"initial_learning_rate": 0.1, "decay_steps": 5, "decay_rate": 0.5, "staircase": True},
        {"initial_learning_rate": 0.3, "decay_steps": 1, "decay_rate": 2.0, "staircase": False},
    ],
    "PolynomialDecay": [
        {"initial_learning_rate": 0.1, "decay_steps": 10, "end_learning_rate": 0.001, "power": 1.0,
         "cycle": False},
        {"initial_learning_rate": 0.1, "decay_steps": 10, "end_learning_rate": 0.02, "power": 1.0,
         "cycle": False},
        {"initial_learning_rate": 0.1, "decay_steps": 10, "end_learning_rate": 0.001, "power": 0.5,
         "cycle": False},
        {"initial_learning_rate": 0.1, "decay_steps": 10, "end_learning_rate": 0.001, "power": 2.0,
         "cycle": True},
    ],
    "PiecewiseConstantDecay": [
        {"boundaries": [3, 8], "values": [0.1, 0.05, 0.01]},
        {"boundaries": [0, 20, 100], "values": [1.0, 0.5, 0.25, 0.125]},
    ],
    "CosineDecay": [
        {"initial_learning_rate": 0.1, "decay_steps": 20, "alpha": 0.0, "warmup_target": None,
         "warmup_steps": 0},
        {"initial_learning_rate": 0.1, "decay_steps": 20, "alpha": 0.1, "warmup_target": None,
         "warmup_steps": 0},
        {"initial_learning_rate": 0.0, "decay_steps": 15, "alpha": 0.0, "warmup_target": 0.2,
         "warmup_steps": 6},
        {"initial_learning_rate": 0.01, "decay_steps": 15, "alpha": 0.2, "warmup_target": 0.2,
         "warmup_steps": 6},
    ],
    "CosineDecayRestarts": [
        {"initial_learning_rate": 0.1, "first_decay_steps": 4, "t_mul": 2.0, "m_mul": 1.0,
         "alpha": 0.0},
        {"initial_learning_rate": 0.1, "first_decay_steps": 4, "t_mul": 1.0, "m_mul": 1.0,
         "alpha": 0.0},
        {"initial_learning_rate": 0.1, "first_decay_steps": 4, "t_mul": 1.5, "m_mul": 0.5,
         "alpha": 0.0},
        {"initial_learning_rate": 0.1, "first_decay_steps": 4, "t_mul": 2.0, "m_mul": 1.0,
         "alpha": 0.1},
    ],
}
STEPS = list(range(31)) + [100, 1000, 12345, 1000000]


def short():
    """One schedule of each class that changes within ten steps, as nested Keras configs."""
    chosen = {
        "ExponentialDecay": 0,
        "InverseTimeDecay": 0,
        "PolynomialDecay": 0,
        "PiecewiseConstantDecay": 0,
        "CosineDecay": 3,
        "CosineDecayRestarts": 2,
    }
    return {
        name: {"class_name": name, "config": dict(CASES[name][i])} for name, i in chosen.items()
    }


def main():
    """Makes the file."""
    cases = []
    for cls, configs in CASES.items():
        for i, config in enumerate(configs):
            schedule = getattr(keras.optimizers.schedules, cls)(**config)
            cases.append(
                {
                    "name": cls,
                    "class_name": cls,
                    "label": f"{cls}/{i}",
                    "config": config,
                    "dtype": "float64",
                    "steps": STEPS,
                    "values": [float(schedule(np.int64(s))) for s in STEPS],
                }
            )
    write("schedules", cases)
