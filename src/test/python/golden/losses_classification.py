"""Cases of the cross-entropies, overlaps (Dice, Tversky), Circle and CTC for losses.json."""

import numpy as np

from golden.common import normal, one_hot, probabilities, rng, uniform

EXTREME = np.array([[1e4, -1e4, 3.0, 0.0], [-1e4, 1e4, -2.0, 50.0], [1e4, 1e4, -1e4, -1e4]])


def add(case, edge, common):
    """Adds all cases of this module."""
    binary(case, edge, common)
    categorical(case, edge, common)
    sparse(case, edge, common)
    overlap(case, edge, common)
    circle(case, edge)
    ctc(case, edge)


def binary(case, edge, common):
    """BinaryCrossentropy and BinaryFocalCrossentropy."""
    bits = lambda r, *s: ((r.random(s) > 0.5) * 1.0, uniform(r, *s, low=0.02, high=0.98))
    labels = np.array([[1.0, 0.0, 1.0, 0.0], [0.0, 1.0, 1.0, 0.0], [0.0, 1.0, 0.0, 1.0]])
    for cls in ["BinaryCrossentropy", "BinaryFocalCrossentropy"]:
        t, p, t3, p3 = common(cls, bits)
        r = rng(cls, "logits")
        z = normal(r, 5, 4, scale=2)
        w = uniform(r, 5, high=2.0)
        case(cls, "from_logits", t, z, from_logits=True)
        case(cls, "from_logits weighted", t, z, w, from_logits=True)
        case(cls, "soft targets", uniform(r, 5, 4), p)
        case(cls, "label_smoothing", t, p, label_smoothing=0.1)
        case(cls, "label_smoothing from_logits", t, z, from_logits=True, label_smoothing=0.2)
        case(cls, "axis 1", t3, p3, axis=1)
        edge(cls, "extreme logits", labels, EXTREME, smooth=True, from_logits=True)
        edge(cls, "certain", labels, 1 - labels[:, ::-1])
        edge(cls, "certain and wrong", labels, 1 - labels)
    cls = "BinaryFocalCrossentropy"
    case(cls, "alpha", t, p, apply_class_balancing=True, alpha=0.6)
    case(cls, "apply_class_balancing", t, p, apply_class_balancing=True)
    case(cls, "gamma 0.5", t, p, gamma=0.5)
    case(cls, "gamma 3", t, p, gamma=3.0)
    case(cls, "balanced from_logits", t, z, apply_class_balancing=True, from_logits=True)


def categorical(case, edge, common):
    """CategoricalCrossentropy and CategoricalFocalCrossentropy."""
    hot = lambda r, *s: (one_hot(r.integers(s[-1], size=s[:-1]), s[-1]), probabilities(r, *s))
    for cls in ["CategoricalCrossentropy", "CategoricalFocalCrossentropy"]:
        t, p, t3, p3 = common(cls, hot)
        r = rng(cls, "logits")
        z, z3 = normal(r, 5, 4, scale=2), normal(r, 3, 4, 3, scale=2)
        w, w3 = uniform(r, 5, high=2.0), uniform(r, 3, 4, high=2.0)
        t_axis = np.moveaxis(one_hot(r.integers(4, size=(3, 3)), 4), -1, 1)
        case(cls, "from_logits", t, z, from_logits=True)
        case(cls, "from_logits weighted", t, z, w, from_logits=True)
        case(cls, "from_logits by time step", t3, z3, w3, from_logits=True)
        case(cls, "soft targets", probabilities(r, 5, 4), p)
        case(cls, "soft targets from_logits", probabilities(r, 5, 4), z, from_logits=True)
        case(cls, "unnormalized", t, uniform(r, 5, 4, low=0.1, high=3.0))
        case(cls, "label_smoothing", t, p, label_smoothing=0.1)
        case(cls, "label_smoothing from_logits", t, z, from_logits=True, label_smoothing=0.2)
        case(cls, "axis 1", t_axis, p3, axis=1)
        case(cls, "axis 1 from_logits", t_axis, z3, axis=1, from_logits=True)
        hard = np.eye(4)[[0, 2, 3]]
        edge(cls, "extreme logits", hard, EXTREME, smooth=True, from_logits=True)
        edge(cls, "certain", hard, np.eye(4)[[0, 1, 3]])
    cls = "CategoricalFocalCrossentropy"
    case(cls, "alpha", t, p, alpha=0.6)
    case(cls, "gamma 0.5", t, p, gamma=0.5)
    case(cls, "gamma 3", t, p, gamma=3.0)


def sparse(case, edge, common):
    """SparseCategoricalCrossentropy: targets [n], [n, 1], [n, time] and an ignored class."""
    cls = "SparseCategoricalCrossentropy"
    ids = lambda r, *s: (r.integers(s[-1], size=s[:-1]), probabilities(r, *s))
    t, p, t3, p3 = common(cls, ids)
    r = rng(cls, "logits")
    z, z3 = normal(r, 5, 4, scale=2), normal(r, 3, 4, 3, scale=2)
    w, w3 = uniform(r, 5, high=2.0), uniform(r, 3, 4, high=2.0)
    case(cls, "column targets", t[:, None], p)
    case(cls, "rank 3 column targets", t3[..., None], p3)
    case(cls, "from_logits", t, z, from_logits=True)
    case(cls, "from_logits column targets weighted", t[:, None], z, w, from_logits=True)
    case(cls, "from_logits by time step", t3, z3, w3, from_logits=True)
    case(cls, "unnormalized", t, uniform(r, 5, 4, low=0.1, high=3.0))
    for logits in (False, True):
        label = " from_logits" if logits else ""
        x, x3 = (z, z3) if logits else (p, p3)
        case(cls, "ignore_class 1" + label, t3, x3, ignore_class=1, from_logits=logits)
        case(cls, "ignore_class -1" + label, np.array([0, -1, 2, 3, -1]), x, ignore_class=-1,
             from_logits=logits)
        case(cls, "ignore_class weighted" + label, t3, x3, w3, ignore_class=0, from_logits=logits)
        case(cls, "ignore_class none" + label, t3, x3, ignore_class=2, from_logits=logits,
             reduction="none")
        square, x = r.integers(3, size=(2, 3)), x3[:2, :3]
        case(cls, "axis 1" + label, square, x, axis=1, from_logits=logits)
    edge(cls, "extreme logits", np.array([0, 2, 3]), EXTREME, smooth=True, from_logits=True)
    edge(cls, "certain", np.array([0, 2, 3]), np.eye(4)[[0, 1, 3]])


def overlap(case, edge, common):
    """Dice and Tversky over all axes and some."""
    bits = lambda r, *s: ((r.random(s) > 0.5) * 1.0, uniform(r, *s))
    r = rng("overlap")
    t, p = (r.random((2, 3, 3, 2)) > 0.5) * 1.0, uniform(r, 2, 3, 3, 2)
    for cls in ["Dice", "Tversky"]:
        t2, p2, _, _ = common(cls, bits)
        case(cls, "images", t, p)
        case(cls, "axis 1 2 3", t, p, axis=(1, 2, 3))
        case(cls, "axis 1 2 3 none", t, p, axis=(1, 2, 3), reduction="none")
        case(cls, "axis 1 2 3 weighted", t, p, np.array([0.5, 2.0]), axis=(1, 2, 3))
        case(cls, "axis 1 2", t, p, axis=(1, 2))
        edge(cls, "empty", t2 * 0, p2 * 0)
        edge(cls, "equal", t2, t2)
    case("Tversky", "alpha", t, p, alpha=0.2)
    case("Tversky", "beta", t, p, beta=0.8)


def circle(case, edge):
    """Circle: labels [n] and normalized embeddings [n, d]."""
    r = rng("Circle")
    labels = np.array([0, 1, 1, 0, 2, 1])
    x = normal(r, 6, 3)
    e = np.round(x / np.linalg.norm(x, axis=-1, keepdims=True), 6)
    w = uniform(r, 6, high=2.0)
    case("Circle", "random", labels, e)
    case("Circle", "column labels", labels[:, None], e)
    case("Circle", "weighted", labels, e, w)
    case("Circle", "gamma", labels, e, gamma=5.0)
    case("Circle", "margin", labels, e, margin=0.1, gamma=5.0)
    case("Circle", "remove_diagonal", labels, e, remove_diagonal=False, gamma=5.0)
    for reduction in ["sum", "mean", "mean_with_sample_weight", "none"]:
        case("Circle", f"reduction {reduction}", labels, e, w, reduction=reduction, gamma=10.0)
    edge("Circle", "all different", np.arange(6), e, gamma=5.0)
    edge("Circle", "all same", np.zeros(6), e, gamma=5.0)


def ctc(case, edge):
    """CTC: labels [n, length] without the blank (0), logits [n, time, classes]."""
    r = rng("CTC")
    z = normal(r, 3, 6, 5)
    t = np.array([[1, 2, 3], [4, 4, 1], [2, 3, 2]])
    w = np.array([0.5, 2.0, 1.0])
    case("CTC", "random", t, z)
    case("CTC", "one label", t[:, :1], z)
    case("CTC", "repeated label", np.array([[1, 1, 1], [2, 2, 2], [3, 3, 4]]), z)
    case("CTC", "large logits", t, z * 20)
    case("CTC", "weighted", t, z, w)
    for reduction in ["sum", "mean", "mean_with_sample_weight", "none"]:
        case("CTC", f"reduction {reduction}", t, z, w, reduction=reduction)
