"""metrics.json: every metric over three unequal batches, weighted and not, each parameter."""

import keras
import numpy as np

from golden.common import encode, finite, floatx, normal, one_hot, options, probabilities
from golden.common import rng, uniform, write

SIZES = [6, 6, 3]
INPUTS = ["y_true", "y_pred", "sample_weight"]
IRREGULAR = {"BinaryIoU": "binary_io_u", "IoU": "io_u", "MeanIoU": "mean_io_u",
             "FBetaScore": "f_beta_score", "OneHotIoU": "one_hot_io_u",
             "OneHotMeanIoU": "one_hot_mean_io_u", "AUC": "auc", "F1Score": "f1_score",
             "R2Score": "r2_score", "KLDivergence": "kl_divergence"}
cases = []


def case(cls, label, batches, dtype="float64", **config):
    """Updates one metric batch by batch and records the result after each."""
    with floatx(dtype):
        # The IoU family counts in whole numbers by default and so truncates weights.
        own = {"dtype": dtype} if cls.endswith("IoU") else {}
        metric = getattr(keras.metrics, cls)(**config, **own)
        written, results = [], []
        names = ["values", "sample_weight"] if cls in ("Mean", "Sum") else INPUTS
        for batch in batches:
            arrays = [np.asarray(b, dtype) for b in batch]
            metric.update_state(*arrays)
            results.append(encode(metric.result()))
            written.append({name: encode(a) for name, a in zip(names, arrays)})
        metric.reset_state()
        before = metric.result()
    out = {
        "name": IRREGULAR.get(cls) or keras.src.utils.naming.to_snake_case(cls),
        "class_name": cls,
        "label": f"{cls}/{label}",
        "config": {**options(metric.__class__), **config},
        "dtype": dtype,
        "batches": written,
        "results": results,
    }
    if finite(before):
        out["result_after_reset"] = encode(before)
    cases.append(out)


def batches(r, make, *tail):
    """Unweighted batches."""
    return [make(r, n, *tail) for n in SIZES]


def weighted(r, plain, shape=None):
    """The same batches with weights per row, or of a given tail shape."""
    return [(*b, uniform(r, len(b[0]), *(shape or ()), high=2.0)) for b in plain]


def common(cls, make, *tail, **config):
    """Plain, weighted, and partly zero-weighted sequences."""
    r = rng("metrics", cls)
    plain = batches(r, make, *tail)
    case(cls, "plain", plain, **config)
    w = weighted(r, plain)
    case(cls, "weighted", w, **config)
    zero = [(t, p, np.where(v < 1, 0.0, v)) for t, p, v in w]
    zero[0] = (*zero[0][:2], zero[0][2] * 0)
    case(cls, "weighted with zeros", zero, **config)
    return r, plain, w


real = lambda r, *s: (normal(r, *s), normal(r, *s))
positive = lambda r, *s: (uniform(r, *s, low=0.1, high=3), uniform(r, *s, low=0.1, high=3))
signs = lambda r, *s: (np.where(r.random(s) > 0.5, 1.0, -1.0), normal(r, *s))
bits = lambda r, *s: ((r.random(s) > 0.5) * 1.0, uniform(r, *s, low=0.01, high=0.99))
hot = lambda r, *s: (one_hot(r.integers(s[-1], size=s[:-1]), s[-1]), probabilities(r, *s))
ids = lambda r, *s: (r.integers(s[-1], size=s[:-1]), probabilities(r, *s))
dists = lambda r, *s: (probabilities(r, *s), probabilities(r, *s))
classes = lambda r, *s: (r.integers(3, size=s), r.integers(3, size=s))


def regression():
    """Metrics of real-valued targets."""
    for cls in ["MeanSquaredError", "RootMeanSquaredError", "MeanAbsoluteError", "LogCoshError",
                "CosineSimilarity", "R2Score", "PearsonCorrelation", "ConcordanceCorrelation"]:
        r, plain, w = common(cls, real, 4)
        case(cls, "exact", [(t, t) for t, _ in plain])
        if cls != "R2Score":
            three = batches(r, real, 2, 3)
            case(cls, "rank 3", three)
            if cls not in ("PearsonCorrelation", "ConcordanceCorrelation"):
                shape = (2, 3) if cls == "RootMeanSquaredError" else (2,)
                case(cls, "by time step", weighted(r, three, shape))
        if cls in ("CosineSimilarity", "PearsonCorrelation", "ConcordanceCorrelation"):
            case(cls, "axis 1", batches(r, real, 3, 4), axis=1)
            case(cls, "zeros", [(t * 0, p) for t, p in plain])
    for cls in ["MeanAbsolutePercentageError", "MeanSquaredLogarithmicError", "Poisson"]:
        _, plain, _ = common(cls, positive, 4)
        case(cls, "zero target", [(t * 0, p) for t, p in plain])
    r = rng("R2Score", "more")
    plain = batches(r, real, 3)
    w = weighted(r, plain)
    for value in [None, "uniform_average", "variance_weighted_average"]:
        case("R2Score", f"class_aggregation {value}", plain, class_aggregation=value)
        case("R2Score", f"class_aggregation {value} weighted", w, class_aggregation=value)
    case("R2Score", "num_regressors 2", plain, num_regressors=2)
    case("R2Score", "constant target", [(t * 0 + 2, p) for t, p in plain])
    for cls in ["Mean", "Sum"]:
        values = [(normal(r, n, 2),) for n in SIZES]
        case(cls, "plain", values)
        case(cls, "weighted", [(v[0], uniform(r, len(v[0]), 2)) for v in values])
        case(cls, "weighted by row", [(v[0], uniform(r, len(v[0]))) for v in values])
        case(cls, "scalars", [(1.0,), (2.5,), (7.0,)])
        case(cls, "weight zero", [(v[0], v[0] * 0) for v in values])


def losses_as_metrics():
    """Hinges and cross-entropies."""
    for cls, make in [("Hinge", signs), ("SquaredHinge", signs), ("CategoricalHinge", hot),
                      ("KLDivergence", dists), ("BinaryCrossentropy", bits),
                      ("CategoricalCrossentropy", hot), ("SparseCategoricalCrossentropy", ids)]:
        r, plain, _ = common(cls, make, 4)
        if cls.endswith("entropy"):
            logits = [(t, normal(r, *p.shape, scale=2)) for t, p in plain]
            case(cls, "from_logits", logits, from_logits=True)
            sure = [(t, np.round(p)) for t, p in plain]
            if cls != "BinaryCrossentropy":
                sure = [(t, one_hot(p.argmax(-1), 4)) for t, p in plain]
            case(cls, "certain", sure)
        if cls in ("BinaryCrossentropy", "CategoricalCrossentropy"):
            case(cls, "label_smoothing", plain, label_smoothing=0.2)
    case("SparseCategoricalCrossentropy", "ignore_class", plain, ignore_class=1)
    case("SparseCategoricalCrossentropy", "axis 1", batches(r, lambda r, n, *s: (
        r.integers(3, size=(n, 3)), probabilities(r, n, 3, 3)), 3), axis=1)
    axis = batches(r, lambda r, n: (np.moveaxis(hot(r, n, 2, 3)[0], -1, 1),
                                    uniform(r, n, 3, 2, low=0.1)))
    case("CategoricalCrossentropy", "axis 1", axis, axis=1)


def accuracies():
    """Accuracies, top-k included."""
    r, plain, _ = common("Accuracy", lambda r, *s: classes(r, *s), 3)
    r, plain, _ = common("BinaryAccuracy", bits, 4)
    case("BinaryAccuracy", "threshold 0.3", plain, threshold=0.3)
    half = [(t, np.round(p * 4) / 4) for t, p in plain]
    case("BinaryAccuracy", "at the threshold", half)
    common("CategoricalAccuracy", hot, 4)
    case("CategoricalAccuracy", "ties", [(one_hot([0, 1, 2], 3), np.full((3, 3), 0.3))])
    r, plain, w = common("SparseCategoricalAccuracy", ids, 4)
    case("SparseCategoricalAccuracy", "column targets", [(t[:, None], p) for t, p in plain])
    case("SparseCategoricalAccuracy", "by time step", weighted(r, batches(r, ids, 3, 4), (3,)))
    case("CategoricalAccuracy", "by time step", weighted(r, batches(r, hot, 3, 4), (3,)))
    for cls, make in [("TopKCategoricalAccuracy", hot), ("SparseTopKCategoricalAccuracy", ids)]:
        r, plain, w = common(cls, make, 8)
        for k in [1, 2, 3]:
            case(cls, f"k {k}", plain, k=k)
        case(cls, "k 2 weighted", w, k=2)
        case(cls, "by time step", weighted(r, batches(r, make, 3, 8), (3,)), k=3)
    order = lambda r, n: (r.integers(5, size=n), np.argsort(r.random((n, 5)), axis=-1))
    case(cls, "from_sorted_ids", batches(r, order), k=2, from_sorted_ids=True)


def main():
    """Makes the file."""
    from golden import metrics_confusion

    cases.clear()
    regression()
    losses_as_metrics()
    accuracies()
    metrics_confusion.add(case, common, batches, weighted)
    write("metrics", cases)
