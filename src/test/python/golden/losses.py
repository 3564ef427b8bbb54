"""losses.json: every loss over random, edge and weighted inputs, each parameter, each reduction."""

import keras
import numpy as np

from golden.common import encode, finite, floatx, grad, normal, one_hot, options
from golden.common import probabilities, rng, uniform, write

REDUCTIONS = ["sum", "sum_over_batch_size", "mean", "mean_with_sample_weight", "none"]
cases = []


def case(cls, label, y_true, y_pred, weight=None, dtype="float64", smooth=True, **config):
    """Runs one loss and records value and gradient (of the value's sum) with respect to yPred."""
    config.setdefault("reduction", "sum_over_batch_size")
    with floatx(dtype):
        y_true, y_pred = np.asarray(y_true, dtype), np.asarray(y_pred, dtype)
        loss = getattr(keras.losses, cls)(**config)
        w = None if weight is None else np.asarray(weight, dtype)
        value = np.asarray(loss(y_true, y_pred, w))
        full = options(loss.__class__)
        full.update(config)
        out = {
            "name": name_of(cls),
            "class_name": cls,
            "label": f"{cls}/{label}" + ("/float32" if dtype == "float32" else ""),
            "config": full,
            "dtype": dtype,
            "y_true": encode(y_true),
            "y_pred": encode(y_pred),
        }
        if w is not None:
            out["sample_weight"] = encode(w)
        out["value"] = encode(value)
        if smooth:
            g = grad(lambda p: keras.ops.sum(loss(y_true, p, w)), y_pred, label=out["label"])[0]
            if finite(g) or not finite(value):
                out["grad"] = encode(g)
            else:
                print(f"  {out['label']}: Keras' gradient is not finite, left out")
        cases.append(out)


def name_of(cls):
    """The canonical function name of a loss class."""
    special = {"CTC": "ctc", "KLDivergence": "kl_divergence"}
    return special.get(cls) or keras.src.utils.naming.to_snake_case(cls)


def edge(cls, label, y_true, y_pred, smooth=False, **config):
    """An edge input in both precisions (clipping at 1e-7 rounds differently in float)."""
    case(cls, label, y_true, y_pred, smooth=smooth, **config)
    case(cls, label, y_true, y_pred, smooth=smooth, dtype="float32", **config)


def common(cls, make, **config):
    """Random inputs of rank 2 and 3, sample weights per row and per time step, each reduction."""
    r = rng("losses", cls)
    t2, p2 = make(r, 5, 4)
    t3, p3 = make(r, 3, 4, 3)
    w2, w3 = uniform(r, 5, high=2.0), uniform(r, 3, 4, high=2.0)
    case(cls, "random", t2, p2, **config)
    case(cls, "random rank 3", t3, p3, **config)
    case(cls, "weighted by row", t2, p2, w2, **config)
    case(cls, "weighted by row, column weights", t2, p2, w2[:, None], **config)
    case(cls, "weighted with zeros", t2, p2, np.where(w2 > 1, 0.0, w2), **config)
    if getattr(keras.losses, cls)(reduction="none", **config)(t3, p3).ndim == 2:
        case(cls, "weighted by time step", t3, p3, w3, **config)
        case(cls, "rank 3 weighted by row", t3, p3, w3[:, :1], **config)
    for reduction in REDUCTIONS:
        if reduction != "sum_over_batch_size":
            case(cls, f"reduction {reduction}", t2, p2, reduction=reduction, **config)
        case(cls, f"reduction {reduction} weighted", t2, p2, w2, reduction=reduction, **config)
    return t2, p2, t3, p3


def regression():
    """Losses of real-valued targets."""
    plain = lambda r, *s: (normal(r, *s), normal(r, *s))
    positive = lambda r, *s: (uniform(r, *s, low=0.1, high=3), uniform(r, *s, low=0.1, high=3))
    for cls in ["MeanSquaredError", "MeanAbsoluteError", "LogCosh", "CosineSimilarity", "Huber"]:
        t, p, t3, p3 = common(cls, plain)
        edge(cls, "equal", t, t)
        edge(cls, "large", t * 1e4, p * 1e4)
        edge(cls, "zeros", t * 0, p)
        case(cls, "rank 1 rows against columns", t[:, :1], p[:, 0])
        if cls == "CosineSimilarity":
            edge(cls, "zero prediction", t, p * 0)
            case(cls, "axis 1", t3, p3, axis=1)
            case(cls, "axis -2", t3, p3, axis=-2)
        if cls == "Huber":
            case(cls, "delta 0.5", t, p, delta=0.5)
            case(cls, "delta 2", t, p, delta=2.0)
    for cls in ["MeanAbsolutePercentageError", "MeanSquaredLogarithmicError", "Poisson"]:
        t, p, _, _ = common(cls, positive)
        edge(cls, "zero target", t * 0, p)
        edge(cls, "zero prediction", t, p * 0)
        edge(cls, "both zero", t * 0, p * 0)
        if cls == "MeanSquaredLogarithmicError":
            edge(cls, "negative", -t, p)
        if cls == "MeanAbsolutePercentageError":
            edge(cls, "negative", -t, p)


def hinge():
    """Losses of labels -1/1 (0/1 is mapped to it) and one-hot rows."""
    signs = lambda r, *s: (np.where(r.random(s) > 0.5, 1.0, -1.0), normal(r, *s))
    hot = lambda r, *s: (one_hot(r.integers(s[-1], size=s[:-1]), s[-1]), normal(r, *s))
    for cls in ["Hinge", "SquaredHinge"]:
        t, p, _, _ = common(cls, signs)
        case(cls, "labels 0 and 1", (t + 1) / 2, p)
        edge(cls, "at the margin", t, t)
        edge(cls, "real targets", np.round(p * 0.7, 3), p)
    t, p, _, _ = common("CategoricalHinge", hot)
    edge("CategoricalHinge", "at the margin", t, t)
    edge("CategoricalHinge", "large", t, p * 1e4)


def divergence():
    """Losses between distributions: KL and the generalized cross-entropy."""
    both = lambda r, *s: (probabilities(r, *s), probabilities(r, *s))
    ids = lambda r, *s: (r.integers(s[-1], size=s[:-1]), probabilities(r, *s))
    t, p, _, _ = common("KLDivergence", both)
    edge("KLDivergence", "one-hot both", np.eye(4), np.eye(4)[::-1])
    edge("KLDivergence", "outside [0, 1]", t * 3, p * 3)
    cls = "CategoricalGeneralizedCrossEntropy"
    t, p, _, _ = common(cls, ids)
    case(cls, "q 0.3", t, p, q=0.3)
    case(cls, "q 0.9", t, p, q=0.9)
    edge(cls, "one-hot prediction", np.arange(4), np.eye(4)[[0, 1, 3, 2]])


def main():
    """Makes the file."""
    from golden import losses_classification

    cases.clear()
    regression()
    hinge()
    divergence()
    losses_classification.add(case, edge, common)
    write("losses", cases)
