"""Cases of the metrics that count a confusion matrix: thresholds, F scores, AUC and IoU."""

import numpy as np

from golden.common import one_hot, probabilities, uniform

bits = lambda r, *s: ((r.random(s) > 0.5) * 1.0, uniform(r, *s, low=0.01, high=0.99))
hot = lambda r, *s: (one_hot(r.integers(s[-1], size=s[:-1]), s[-1]), probabilities(r, *s))
classes = lambda r, *s: (r.integers(3, size=s), r.integers(3, size=s))


def add(case, common, batches, weighted):
    """Adds all cases of this module."""
    counts(case, common)
    f_scores(case, common, batches, weighted)
    at_value(case, common)
    auc(case, common, batches, weighted)
    iou(case, common, batches, weighted)


def counts(case, common):
    """Counts at thresholds, Precision and Recall."""
    for cls in ["TruePositives", "TrueNegatives", "FalsePositives", "FalseNegatives",
                "Precision", "Recall"]:
        r, plain, w = common(cls, bits, 4)
        case(cls, "thresholds 0.3", plain, thresholds=0.3)
        case(cls, "thresholds list", plain, thresholds=[0.2, 0.5, 0.9])
        case(cls, "thresholds list weighted", w, thresholds=[0.2, 0.5, 0.9])
        case(cls, "thresholds ends", [(t, np.round(p)) for t, p in plain], thresholds=[0.0, 1.0])
        case(cls, "weights per value", [(t, p, uniform(r, *t.shape)) for t, p in plain])
        case(cls, "rank 1", [(t[:, 0], p[:, 0]) for t, p in plain])
        if cls in ("Precision", "Recall"):
            case(cls, "top_k 2", plain, top_k=2)
            case(cls, "top_k 2 weighted", w, top_k=2)
            case(cls, "class_id 1", plain, class_id=1)
            case(cls, "class_id 1 top_k 2", plain, class_id=1, top_k=2)
            case(cls, "no positive", [(t * 0, p * 0) for t, p in plain])


def f_scores(case, common, batches, weighted):
    """F1Score and FBetaScore."""
    for cls in ["F1Score", "FBetaScore"]:
        r, plain, w = common(cls, hot, 4)
        for average in ["micro", "macro", "weighted"]:
            case(cls, f"average {average}", plain, average=average)
            case(cls, f"average {average} weighted", w, average=average)
        many = batches(r, bits, 3)
        case(cls, "threshold 0.4", many, threshold=0.4)
        case(cls, "threshold 0.4 macro weighted", weighted(r, many), threshold=0.4,
             average="macro")
        case(cls, "class that is absent", [(t * [1, 1, 0], p) for t, p in many])
        case(cls, "zeros", [(t, p * 0) for t, p in many])
    case("FBetaScore", "beta 2", plain, beta=2.0)
    case("FBetaScore", "beta 0.5 macro", plain, beta=0.5, average="macro")


def at_value(case, common):
    """PrecisionAtRecall and its three siblings."""
    for cls, field in [("PrecisionAtRecall", "recall"), ("RecallAtPrecision", "precision"),
                       ("SensitivityAtSpecificity", "specificity"),
                       ("SpecificityAtSensitivity", "sensitivity")]:
        r, plain, w = common(cls, bits, 4, **{field: 0.5})
        for value in [0.0, 0.3, 0.8, 1.0]:
            case(cls, f"{field} {value}", plain, **{field: value})
        case(cls, "num_thresholds 1", plain, num_thresholds=1, **{field: 0.5})
        case(cls, "num_thresholds 7", plain, num_thresholds=7, **{field: 0.5})
        case(cls, "class_id 1", plain, class_id=1, **{field: 0.5})
        case(cls, "weighted 0.8", w, **{field: 0.8})
        case(cls, "all negative", [(t * 0, p) for t, p in plain], **{field: 0.5})


def auc(case, common, batches, weighted):
    """AUC: curves, summation methods, thresholds, labels."""
    r, plain, w = common("AUC", bits, 1)
    for curve in ["ROC", "PR"]:
        for method in ["interpolation", "minoring", "majoring"]:
            case("AUC", f"{curve} {method}", plain, curve=curve, summation_method=method)
            case("AUC", f"{curve} {method} weighted", w, curve=curve, summation_method=method)
    case("AUC", "num_thresholds 5", plain, num_thresholds=5)
    case("AUC", "thresholds", plain, thresholds=[0.2, 0.45, 0.7])
    case("AUC", "from_logits", [(t, np.round(np.log(p / (1 - p)), 3)) for t, p in plain],
         from_logits=True)
    case("AUC", "all positive", [(t * 0 + 1, p) for t, p in plain])
    case("AUC", "rank 1", [(t[:, 0], p[:, 0]) for t, p in plain])
    case("AUC", "perfect", [(t, t) for t, _ in plain])
    case("AUC", "certain and wrong", [(t, 1 - t) for t, _ in plain])
    case("AUC", "on the grid", [(t, np.round(p * 4) / 4) for t, p in plain], num_thresholds=5)
    many = batches(r, bits, 3)
    case("AUC", "flat labels", many)
    case("AUC", "flat labels weighted", weighted(r, many))
    case("AUC", "multi_label", many, multi_label=True, num_labels=3)
    case("AUC", "multi_label weighted", weighted(r, many), multi_label=True, num_labels=3)
    case("AUC", "multi_label PR", many, multi_label=True, num_labels=3, curve="PR")
    case("AUC", "label_weights", many, multi_label=True, num_labels=3,
         label_weights=[0.5, 1.0, 2.0])
    case("AUC", "label_weights flat", many, label_weights=[0.5, 1.0, 2.0])


def iou(case, common, batches, weighted):
    """Intersections over unions."""
    r, plain, w = common("IoU", classes, num_classes=3, target_class_ids=[0, 2])
    case("IoU", "one class", plain, num_classes=3, target_class_ids=[1])
    case("IoU", "ignore_class", plain, num_classes=3, target_class_ids=[0, 2], ignore_class=1)
    rows = [(one_hot(t, 3), one_hot(p, 3)) for t, p in plain]
    case("IoU", "one-hot both", rows, num_classes=3, target_class_ids=[0, 2], sparse_y_true=False,
         sparse_y_pred=False)
    case("IoU", "never seen", plain, num_classes=5, target_class_ids=[4])
    r, plain, w = common("MeanIoU", classes, num_classes=3)
    case("MeanIoU", "ignore_class", plain, num_classes=3, ignore_class=1)
    case("MeanIoU", "more classes", plain, num_classes=5)
    case("MeanIoU", "images", weighted(r, batches(r, classes, 2, 2), (2, 2)), num_classes=3)
    case("MeanIoU", "dense pred", [(t, one_hot(p, 3)) for t, p in plain], num_classes=3,
         sparse_y_pred=False)
    case("MeanIoU", "dense true", [(one_hot(t, 3), p) for t, p in plain], num_classes=3,
         sparse_y_true=False)
    r, plain, w = common("BinaryIoU", bits)
    case("BinaryIoU", "threshold 0.3", plain, threshold=0.3)
    case("BinaryIoU", "target 0", plain, target_class_ids=[0])
    case("BinaryIoU", "target 1", plain, target_class_ids=[1])
    for cls, own in [("OneHotIoU", {"target_class_ids": [0, 2]}), ("OneHotMeanIoU", {})]:
        config = {"num_classes": 3, **own}
        r, plain, w = common(cls, hot, 3, **config)
        case(cls, "ignore_class", plain, ignore_class=1, **config)
        case(cls, "sparse_y_pred", [(t, np.argmax(p, -1)) for t, p in plain], sparse_y_pred=True,
             **config)
        # Keras sums the final scores over the same axis, so only 0 and -1 work.
        flip = [(one_hot(t, 3).T, one_hot(p, 3).T) for t, p in batches(r, classes)]
        case(cls, "axis 0", flip, axis=0, **config)
