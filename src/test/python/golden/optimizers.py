"""optimizers.json: ten steps on three tensors for every optimizer and option; schedules.json."""

import keras

from golden.common import encode, normal, rng, write

SHAPES = [(4, 3), (3,), (2, 2, 3)]
STEPS = 10
BASE = {"learning_rate": 0.01, "weight_decay": None, "clipnorm": None, "clipvalue": None}
ADAM = {"beta_1": 0.9, "beta_2": 0.999, "epsilon": 1e-7}
OWN = {
    "SGD": (
        {"learning_rate": 0.1, "momentum": 0.0, "nesterov": False},
        [{"momentum": 0.9}, {"momentum": 0.9, "nesterov": True}, {"momentum": 0.5}],
    ),
    "RMSprop": (
        {"rho": 0.9, "momentum": 0.0, "epsilon": 1e-7, "centered": False},
        [{"rho": 0.5}, {"momentum": 0.9}, {"epsilon": 0.01}, {"centered": True},
         {"centered": True, "momentum": 0.5}],
    ),
    "Adagrad": (
        {"initial_accumulator_value": 0.1, "epsilon": 1e-7},
        [{"initial_accumulator_value": 0.0}, {"initial_accumulator_value": 1.0}, {"epsilon": 0.1}],
    ),
    "Adadelta": (
        {"learning_rate": 1.0, "rho": 0.95, "epsilon": 1e-7},
        [{"rho": 0.5}, {"epsilon": 1e-3}, {"learning_rate": 0.1}],
    ),
    "Adam": (
        {**ADAM, "amsgrad": False},
        [{"beta_1": 0.5}, {"beta_2": 0.9}, {"epsilon": 0.1}, {"amsgrad": True, "beta_2": 0.5}],
    ),
    "AdamW": (
        {**ADAM, "amsgrad": False, "weight_decay": 0.004},
        [{"beta_1": 0.5}, {"beta_2": 0.9}, {"epsilon": 0.1}, {"amsgrad": True, "beta_2": 0.5}],
    ),
    "Adamax": (dict(ADAM), [{"beta_1": 0.5}, {"beta_2": 0.9}, {"epsilon": 0.1}]),
    "Nadam": (dict(ADAM), [{"beta_1": 0.5}, {"beta_2": 0.9}, {"epsilon": 0.1}]),
    "Lion": ({"beta_1": 0.9, "beta_2": 0.99}, [{"beta_1": 0.5}, {"beta_2": 0.5}]),
    "Lamb": (dict(ADAM), [{"beta_1": 0.5}, {"beta_2": 0.9}, {"epsilon": 0.1}]),
    "Ftrl": (
        {
            "learning_rate_power": -0.5,
            "initial_accumulator_value": 0.1,
            "l1_regularization_strength": 0.0,
            "l2_regularization_strength": 0.0,
            "l2_shrinkage_regularization_strength": 0.0,
            "beta": 0.0,
        },
        [
            {"learning_rate_power": -0.8},
            {"initial_accumulator_value": 1.0},
            {"l1_regularization_strength": 0.1},
            {"l2_regularization_strength": 0.1},
            {"l2_shrinkage_regularization_strength": 0.1},
            {"beta": 0.5},
        ],
    ),
    "Adafactor": (
        {
            "beta_2_decay": -0.8,
            "epsilon_1": 1e-30,
            "epsilon_2": 1e-3,
            "clip_threshold": 1.0,
            "relative_step": True,
        },
        [
            {"beta_2_decay": -0.5},
            {"epsilon_1": 0.1},
            {"epsilon_2": 2.0},
            {"clip_threshold": 0.5},
            {"relative_step": False, "learning_rate": 2.0},
            {"learning_rate": 2.0},
        ],
    ),
    "Muon": (
        {
            "adam_beta_1": 0.9,
            "adam_beta_2": 0.999,
            "adam_weight_decay": None,
            "epsilon": 1e-7,
            "exclude_layers": [],
            "exclude_embeddings": True,
            "muon_a": 3.4445,
            "muon_b": -4.775,
            "muon_c": 2.0315,
            "adam_lr_ratio": 1,
            "momentum": 0.95,
            "ns_steps": 5,
            "nesterov": True,
            "rms_rate": 0.2,
        },
        [
            {"adam_beta_1": 0.5},
            {"adam_beta_2": 0.9},
            {"adam_weight_decay": 0.1},
            {"epsilon": 0.1},
            {"exclude_layers": ["w0"]},
            {"muon_a": 3.0},
            {"muon_b": -4.0},
            {"muon_c": 2.5},
            {"adam_lr_ratio": 0.1},
            {"momentum": 0.5},
            {"ns_steps": 3},
            {"nesterov": False},
            {"rms_rate": None},
        ],
    ),
    "ScheduleFreeAdamW": (
        {"beta_1": 0.9, "beta_2": 0.999, "epsilon": 1e-8, "warmup_steps": 0},
        [{"beta_1": 0.5}, {"beta_2": 0.9}, {"epsilon": 0.1}, {"warmup_steps": 4}],
    ),
}
SHARED = [
    {"weight_decay": 0.1},
    {"clipnorm": 0.5},
    {"clipvalue": 0.3},
    {"global_clipnorm": 0.8},
    {"loss_scale_factor": 8.0},
    {"use_ema": True, "ema_momentum": 0.9},
    {"use_ema": True, "ema_momentum": 0.8, "ema_overwrite_frequency": 3},
    {"gradient_accumulation_steps": 3},
    {"gradient_accumulation_steps": 2, "weight_decay": 0.1, "clipnorm": 0.5},
]
EXTRA = {
    "SGD": [
        {"momentum": 0.9, "gradient_accumulation_steps": 2, "use_ema": True,
         "ema_momentum": 0.9, "ema_overwrite_frequency": 2},
        {"weight_decay": 0.1, "momentum": 0.9, "nesterov": True, "clipvalue": 0.3},
    ],
}


def base_options(own):
    """All hyperparameters, explicitly."""
    return {
        **BASE,
        "global_clipnorm": None,
        "use_ema": False,
        "ema_momentum": 0.99,
        "ema_overwrite_frequency": None,
        "loss_scale_factor": None,
        "gradient_accumulation_steps": None,
        **own,
    }


def run(cls, label, config, start, gradients):
    """Ten steps of one optimizer."""
    rate = config["learning_rate"]
    live = dict(config)
    if isinstance(rate, dict):
        live["learning_rate"] = keras.optimizers.schedules.deserialize(rate)
    optimizer = getattr(keras.optimizers, cls)(**live)
    weights = [keras.Variable(w, name=f"w{i}") for i, w in enumerate(start)]
    steps, rates = [], []
    for step in gradients:
        rates.append(float(optimizer.learning_rate))
        optimizer.apply([keras.ops.convert_to_tensor(g) for g in step], weights)
        steps.append([encode(w) for w in weights])
    out = {
        "name": cls.lower(),
        "class_name": cls,
        "label": f"{cls}/{label}",
        "config": config,
        "dtype": "float64",
        "learning_rates": rates,
        "weights": steps,
        "variables": [
            {"name": v.name, "path": v.path, "value": encode(v)} for v in optimizer.variables
        ],
    }
    if config["use_ema"]:
        optimizer.finalize_variable_values(weights)
        out["finalized"] = [encode(w) for w in weights]
    return out


def run_around(make, label, start, gradients, infinite=()):
    """Ten steps of an optimizer around others; at some the gradients are infinite."""
    optimizer = make()
    config = keras.optimizers.serialize(optimizer)
    cls = config["class_name"]
    weights = [keras.Variable(w, name=f"w{i}") for i, w in enumerate(start)]
    steps = []
    for i, step in enumerate(gradients):
        factor = float("inf") if i in infinite else 1.0
        grads = [keras.ops.convert_to_tensor(g * factor) for g in step]
        if cls == "LossScaleOptimizer":  # its apply() leaks tracers under JAX
            if i == 0:
                optimizer.build(weights)
            state = optimizer.variables
            new = optimizer.stateless_apply(
                [v.value for v in state], grads, [w.value for w in weights]
            )
            for variable, value in zip(weights + state, list(new[0]) + list(new[1])):
                variable.assign(value)
        else:
            optimizer.apply(grads, weights)
        steps.append([encode(w) for w in weights])
    return {
        "name": cls.lower(),
        "class_name": cls,
        "label": f"{cls}/{label}",
        "config": config["config"],
        "dtype": "float64",
        "infinite": list(infinite),
        "weights": steps,
        "variables": [
            {"name": v.name, "path": v.path, "value": encode(v)} for v in optimizer.variables
        ],
    }


def around(start, gradients):
    """The optimizers that hold others."""
    opt = keras.optimizers

    def scale(**options):
        return lambda: opt.LossScaleOptimizer(opt.Adam(0.01), **options)

    def several():
        by_path = opt.OptimizerMap(opt.SGD(0.1), {"w0": opt.Adam(0.01), "w[12]": opt.RMSprop(0.01)})
        return opt.MultiOptimizer(by_path)

    def scaled():
        by_path = opt.OptimizerMap(opt.SGD(0.1, clipnorm=0.5))
        by_path["w2"] = opt.Adam(0.01, loss_scale_factor=3.0)
        return opt.MultiOptimizer(by_path, loss_scale_factor=4.0)

    return [
        run_around(scale(), "base", start, gradients),
        run_around(scale(initial_scale=8.0), "initial_scale 8", start, gradients),
        run_around(
            scale(initial_scale=8.0, dynamic_growth_steps=3), "growth 3", start, gradients
        ),
        run_around(
            scale(initial_scale=8.0, dynamic_growth_steps=3), "infinite", start, gradients, (2, 6)
        ),
        run_around(several, "map of three", start, gradients),
        run_around(scaled, "loss_scale_factor 4", start, gradients),
    ]


def text(config):
    """A configuration in a label."""
    return ", ".join(f"{k} {v}" for k, v in config.items())


def main():
    """Makes both files."""
    from golden import schedules

    r = rng("optimizers")
    start = [normal(r, *s) for s in SHAPES]
    gradients = [[normal(r, *s) for s in SHAPES] for _ in range(STEPS)]
    gradients[4] = [g * 0 for g in gradients[4]]
    cases = []
    for cls, (own, variants) in OWN.items():
        base = base_options(own)
        cases.append(run(cls, "base", base, start, gradients))
        for change in variants + SHARED + EXTRA.get(cls, []):
            cases.append(run(cls, text(change), {**base, **change}, start, gradients))
        for name, schedule in schedules.short().items():
            config = {**base, "learning_rate": schedule}
            cases.append(run(cls, f"schedule {name}", config, start, gradients))
    cases += around(start, gradients)
    write(
        "optimizers",
        cases,
        initial=[encode(w) for w in start],
        gradients=[[encode(g) for g in step] for step in gradients],
    )
    schedules.main()
