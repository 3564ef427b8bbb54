"""Makes models of one operation each with Keras 3.15.1, and what they predict.

KERAS_BACKEND=numpy python make_operations.py plain.json.gz elementwise reductions shapes products
KERAS_BACKEND=jax python make_operations.py neural.json.gz neural images
KERAS_BACKEND=jax python make_operations.py options.json.gz types options
KERAS_BACKEND=tensorflow python make_operations.py projective.json.gz projective
KERAS_BACKEND=jax python make_operations.py temporal.json.gz temporal
KERAS_BACKEND=jax python make_operations.py beams.json.gz beams

Each entry: the operation's class, the model's JSON, inputs and outputs as [shape, numbers].
"""

import gzip
import json
import os
import sys

os.environ.setdefault("KERAS_BACKEND", "jax")
import keras  # noqa: E402
import numpy as np  # noqa: E402
from keras import ops  # noqa: E402

RNG = np.random.default_rng(16)
CASES = []


def case(name, build, *shapes, low=-2.0, high=2.0, dtype="float32", batch=3, fixed=None, data=None):
    """A model of the function; each shape is that of one sample."""
    keras.utils.clear_session()
    types = dtype if isinstance(dtype, (list, tuple)) else [dtype] * len(shapes)
    inputs = [
        keras.Input(batch_shape=(fixed, *s) if fixed is not None else None, shape=None if fixed is not None else s,
                    dtype=t, name=f"x{i}")
        for i, (s, t) in enumerate(zip(shapes, types))
    ]
    out = build(*inputs)
    outs = list(out) if isinstance(out, (list, tuple)) else [out]
    # Models give rows: single numbers are added to zeros.
    zeros = lambda: ops.cast(inputs[0], "float32") * 0.0
    outs = [zeros() + ops.cast(o, "float32") if len(o.shape) == 0 else o for o in outs]
    model = keras.Model(inputs, outs)
    arrays = []
    for i, (s, t) in enumerate(zip(shapes, types)):
        size = (batch if fixed is None else fixed, *s)
        if data is not None:
            arrays.append(np.asarray(data[i]).astype(t))
        elif t.startswith("float"):
            arrays.append(RNG.uniform(low, high, size).astype(t))
        elif t == "bool":
            arrays.append(RNG.integers(0, 2, size).astype(t))
        else:
            arrays.append(RNG.integers(int(low) if low != -2.0 else 0, int(high) if high != 2.0 else 3, size).astype(t))
    y = model(arrays)
    y = list(y) if isinstance(y, (list, tuple)) else [y]
    def flat(a):
        a = np.asarray(a)
        return [list(a.shape), [float(f"{v:.9g}") if np.isfinite(v) else str(v) for v in a.astype("float64").ravel()]]
    CASES.append({"name": name, "model": json.loads(model.to_json()),
                  "x": [flat(a) for a in arrays], "y": [flat(a) for a in y]})


def attempt(*args, **kwargs):
    try:
        case(*args, **kwargs)
    except Exception as error:  # noqa: BLE001
        print("left out", args[0], type(error).__name__, str(error).split("\n")[0][:120])


def elementwise():
    for n in ("absolute abs fabs negative sign copy real imag conj conjugate deg2rad rad2deg exp exp2 expm1 square "
              "floor ceil trunc round cbrt sin cos tan sinc sinh cosh tanh arctan arcsinh angle isnan isfinite isinf "
              "isposinf isneginf isreal signbit logical_not nan_to_num relu relu6 sigmoid sparse_sigmoid softplus "
              "softsign soft_shrink sparse_plus silu squareplus log_sigmoid leaky_relu hard_sigmoid hard_silu elu selu "
              "gelu celu glu tanh_shrink hard_tanh hard_shrink softmax log_softmax sparsemax erf erfc i0 "
              "stop_gradient reciprocal").split():
        f = getattr(ops, n, None)
        if f is None:
            print("no", n)
            continue
        attempt(n, f, (4, 6))
    for n in "sqrt log log10 log1p log2 rsqrt".split():
        attempt(n, getattr(ops, n), (4, 3), low=0.1)
    for n in "arcsin arccos arctanh erfinv".split():
        attempt(n, getattr(ops, n), (4, 3), low=-0.95, high=0.95)
    attempt("arccosh", ops.arccosh, (4, 3), low=1.1, high=4.0)
    attempt("round_2", lambda x: ops.round(x, 2), (4, 3))
    attempt("gelu_exact", lambda x: ops.gelu(x, approximate=False), (4, 3))
    attempt("leaky_relu_slope", lambda x: ops.leaky_relu(x, 0.3), (4, 3))
    attempt("elu_alpha", lambda x: ops.elu(x, 0.5), (4, 3))
    attempt("threshold", lambda x: ops.threshold(x, 0.5, 0.1), (4, 3))
    attempt("softmax_axis", lambda x: ops.softmax(x, 1), (4, 3))
    attempt("softmax_axes", lambda x: ops.softmax(x, (1, 2)), (4, 3))
    attempt("log_softmax_axis", lambda x: ops.log_softmax(x, 1), (4, 3))
    attempt("glu_axis", lambda x: ops.glu(x, 1), (4, 3))
    attempt("clip", lambda x: ops.clip(x, -0.5, 1.0), (4, 3))
    for n in "add subtract multiply divide true_divide maximum minimum fmax fmin hypot logaddexp logaddexp2 arctan2 " \
             "divide_no_nan equal not_equal greater greater_equal less less_equal logical_and logical_or logical_xor " \
             "floor_divide mod fmod heaviside isclose nextafter".split():
        attempt(n, getattr(ops, n), (4, 3), (4, 3))
        attempt(n + "_number", lambda x, f=getattr(ops, n): f(x, 0.75), (4, 3))
    attempt("add_operator", lambda a, b: a + b, (4, 3), (3,))
    attempt("reversed_operators", lambda a: 2.0 / (3.0 - a) * (1 + a) - (-a) ** 2, (4, 3))
    attempt("power", ops.power, (4, 3), (4, 3), low=0.2)
    attempt("power_number", lambda a: a**3, (4, 3))
    attempt("ldexp", ops.ldexp, (4, 3), (4, 3), dtype=["float32", "int32"])
    attempt("allclose", ops.allclose, (4, 3), (4, 3)) if hasattr(ops, "allclose") else None
    attempt("isin", lambda a: ops.isin(a, np.array([1, 2])), (4, 3), dtype="int32")
    attempt("where", lambda a, b: ops.where(a > 0, a, b), (4, 3), (4, 3))
    attempt("where_number", lambda a: ops.where(a > 0, a, 0.25), (4, 3))
    attempt("select", lambda a, b: ops.select([a > 1, a > 0], [a, b], 0.5), (4, 3), (4, 3))
    for n in "bitwise_and bitwise_or bitwise_xor gcd lcm".split():
        attempt(n, getattr(ops, n), (4, 3), (4, 3), dtype="int32", low=1, high=30)
    for n in "left_shift right_shift bitwise_left_shift bitwise_right_shift".split():
        attempt(n, getattr(ops, n), (4, 3), (4, 3), dtype="int32")
    attempt("bitwise_not", ops.bitwise_not, (4, 3), dtype="int32")
    attempt("bitwise_invert", ops.bitwise_invert, (4, 3), dtype="int32")
    for t in "int32 bool float16 bfloat16 float64 uint8 int64".split():
        attempt("cast_" + t, lambda x, t=t: ops.cast(ops.cast(x, t), "float32"), (4, 3), low=0.2)
    attempt("saturate_cast", lambda x: ops.saturate_cast(x, "uint8"), (4, 3), low=-200, high=600)
    attempt("cast_from_int", lambda x: ops.cast(x, "float32") / 2, (4, 3), dtype="int32")
    attempt("convert_to_tensor", lambda x: ops.convert_to_tensor(x), (4, 3))


def reductions():
    for n in "sum mean prod max min amax amin var std ptp all any count_nonzero logsumexp nansum nanprod nanmean nanvar " \
             "nanstd nanmax nanmin median argmax argmin nanargmax nanargmin  nanmedian average".split():
        f = getattr(ops, n, None)
        if f is None:
            print("no", n)
            continue
        attempt(n, lambda x, f=f: f(x, axis=1), (4, 3))
        attempt(n + "_last_kept", lambda x, f=f: f(x, axis=-1, keepdims=True), (4, 3))
        attempt(n + "_axes", lambda x, f=f: f(x, axis=(1, 2)), (4, 3))
        attempt(n + "_all", lambda x, f=f: f(x), (4, 3))
    attempt("max_initial", lambda x: ops.max(x, axis=1, initial=1.5), (4, 3))
    attempt("average_weights", lambda x: ops.average(x, axis=1, weights=np.array([1.0, 2, 3, 4], "float32")), (4, 3))
    attempt("moments", lambda x: ops.moments(x, [1]), (4, 3))
    attempt("moments_kept", lambda x: ops.moments(x, [1, 2], keepdims=True), (4, 3))
    for n in "cumsum cumprod nancumsum nancumprod sort argsort".split():
        if hasattr(ops, n):
            attempt(n, lambda x, f=getattr(ops, n): f(x, axis=1), (4, 3))
            attempt(n + "_last", lambda x, f=getattr(ops, n): f(x, axis=-1), (4, 3))
    attempt("diff", lambda x: ops.diff(x, n=1, axis=1), (5, 3))
    attempt("diff_2", lambda x: ops.diff(x, n=2, axis=1), (5, 3))
    attempt("trapezoid", lambda x: ops.trapezoid(x, dx=0.5, axis=1), (5, 3))
    attempt("top_k", lambda x: ops.top_k(x, 2), (5,))
    attempt("in_top_k", lambda t, p: ops.in_top_k(t, p, 2), (), (5,), dtype=["int32", "float32"])
    for n, q in (("quantile", 0.3), ("percentile", 30.0), ("nanquantile", 0.3), ("nanpercentile", 30.0)):
        if hasattr(ops, n):
            for m in "linear lower higher nearest midpoint".split():
                attempt(f"{n}_{m}", lambda x, f=getattr(ops, n), q=q, m=m: f(x, q, axis=1, method=m), (5, 3))
    attempt("quantiles", lambda x: ops.quantile(x, [0.25, 0.5], axis=1), (5, 3))
    attempt("digitize", lambda x: ops.digitize(x, np.array([-1.0, 0.0, 1.0], "float32")), (4, 3))
    attempt("searchsorted", lambda x: ops.searchsorted(np.array([-1.0, 0, 1.0], "float32"), x), (4,))
    attempt("argpartition", lambda x: ops.sum(ops.argpartition(x, 2, axis=-1), axis=-1), (5,))
    attempt("histogram", lambda x: ops.histogram(x, bins=5, range=(-2, 2)), (5,))
    attempt("corrcoef", ops.corrcoef, (6,))
    attempt("correlate", lambda a, b: ops.correlate(ops.reshape(a, (-1,)), ops.reshape(b, (-1,)), mode="same"),
            (6,), (3,), fixed=1)
    for p in ("fro", "nuc", 1, -1, 2, -2, np.inf, -np.inf):
        attempt(f"matrix_norm_{p}", lambda x, p=p: ops.norm(x, ord=p, axis=(1, 2)), (4, 3))


def shapes():
    attempt("reshape", lambda x: ops.reshape(x, (-1, 12)), (4, 3))
    attempt("reshape_batch", lambda x: ops.reshape(x, (ops.shape(x)[0], 2, -1)), (4, 3))
    attempt("ravel", ops.ravel, (4, 3))
    attempt("transpose", lambda x: ops.transpose(x, (0, 2, 1)), (4, 3))
    attempt("transpose_all", ops.transpose, (4, 3))
    attempt("swapaxes", lambda x: ops.swapaxes(x, 1, 2), (4, 3))
    attempt("moveaxis", lambda x: ops.moveaxis(x, 1, -1), (4, 3, 2))
    attempt("moveaxis_two", lambda x: ops.moveaxis(x, (1, 2), (-1, 1)), (4, 3, 2))
    attempt("expand_dims", lambda x: ops.expand_dims(x, -1), (4, 3))
    attempt("expand_dims_two", lambda x: ops.expand_dims(x, (1, -1)), (4, 3))
    attempt("squeeze", lambda x: ops.squeeze(x, 1), (1, 3))
    attempt("squeeze_all", ops.squeeze, (1, 3, 1))
    attempt("flip", lambda x: ops.flip(x, axis=1), (4, 3))
    attempt("fliplr", ops.fliplr, (4, 3))
    attempt("flipud", ops.flipud, (4, 3))
    attempt("rot90", lambda x: ops.rot90(x, k=1, axes=(1, 2)), (4, 3))
    attempt("rot90_3", lambda x: ops.rot90(x, k=3, axes=(1, 2)), (4, 3))
    attempt("roll", lambda x: ops.roll(x, 2, axis=1), (4, 3))
    attempt("roll_flat", lambda x: ops.roll(x, 2), (4, 3))
    attempt("repeat", lambda x: ops.repeat(x, 2, axis=1), (4, 3))
    attempt("tile", lambda x: ops.tile(x, (1, 2, 1)), (4, 3))
    attempt("broadcast_to", lambda x: ops.broadcast_to(x, (3, 4, 3)), (4, 3), fixed=3)
    attempt("pad", lambda x: ops.pad(x, ((0, 0), (1, 1), (0, 2)), constant_values=2.0), (4, 3))
    for m in "reflect symmetric".split():
        attempt("pad_" + m, lambda x, m=m: ops.pad(x, ((0, 0), (1, 2), (0, 1)), mode=m), (4, 3))
    attempt("rearrange", lambda x: ops.rearrange(x, "b (h p) c -> b h (p c)", p=2), (4, 3))
    attempt("concatenate", lambda a, b: ops.concatenate([a, b], axis=1), (4, 3), (2, 3))
    attempt("concatenate_last", lambda a, b: ops.concatenate([a, b], axis=-1), (4, 3), (4, 2))
    attempt("concatenate_constant", lambda a: ops.concatenate([a, np.ones((3, 2, 3), "float32")], axis=1), (4, 3), fixed=3)
    attempt("stack", lambda a, b: ops.stack([a, b], axis=1), (4, 3), (4, 3))
    attempt("append", lambda a, b: ops.append(a, b, axis=1), (4, 3), (4, 3))
    for n in "hstack vstack dstack".split():
        if hasattr(ops, n):
            attempt(n, lambda a, b, f=getattr(ops, n): f([a, b]), (4, 3), (4, 3))
    attempt("split", lambda x: ops.split(x, 2, axis=1), (4, 3))
    attempt("split_places", lambda x: ops.split(x, [1, 3], axis=1), (4, 3))
    attempt("split_part", lambda x: ops.split(x, 2, axis=1)[1], (4, 3))
    attempt("array_split", lambda x: ops.array_split(x, 3, axis=1), (4, 3))
    for n, s in (("hsplit", (4, 3)), ("dsplit", (4, 2)), ("vsplit", (4, 3))):
        if hasattr(ops, n):
            attempt(n, lambda x, f=getattr(ops, n): f(x, 2), s, batch=4, fixed=4)
    attempt("unstack", lambda x: ops.unstack(x, axis=1), (4, 3))
    attempt("meshgrid", lambda a, b: ops.meshgrid(ops.ravel(a), ops.ravel(b)), (4,), (2,), fixed=1)
    attempt("slice_rows", lambda x: x[:, 1:], (4, 3))
    attempt("slice_ellipsis", lambda x: x[..., 0], (4, 3))
    attempt("slice_none", lambda x: x[:, None, ..., ::2], (4, 3))
    attempt("slice_negative", lambda x: x[:, -1], (4, 3))
    attempt("slice_back", lambda x: x[:, ::-1], (4, 3))
    attempt("slice_back_step", lambda x: x[:, 3:0:-2], (4, 3))
    attempt("slice_both", lambda x: x[:, 1:-1, :2], (4, 3))
    attempt("take", lambda x: ops.take(x, [0, 2], axis=1), (4, 3))
    attempt("take_computed", lambda x, i: ops.take(x, i, axis=1), (4, 3), (2,), dtype=["float32", "int32"])
    attempt("take_along_axis", lambda x, i: ops.take_along_axis(x, i, axis=1), (4, 3), (2, 3), dtype=["float32", "int32"])
    attempt("slice", lambda x: ops.slice(x, (0, 1, 0), (3, 2, 3)), (4, 3), fixed=3)
    attempt("slice_update", lambda x, u: ops.slice_update(x, (0, 1, 0), u), (4, 3), (2, 3), fixed=3)
    attempt("scatter_update", lambda x, u: ops.scatter_update(x, np.array([[0, 1], [2, 3], [1, 0]]), u), (4, 3), (3,))
    attempt("scatter", lambda u: ops.scatter(np.array([[0], [2], [2]]), u, (4, 3)), (3,))
    attempt("unravel_index", lambda x: ops.unravel_index(x, (3, 4)), (4,), dtype="int32")
    attempt("diagonal", lambda x: ops.diagonal(x, axis1=1, axis2=2), (4, 3))
    attempt("diagonal_offset", lambda x: ops.diagonal(x, offset=1, axis1=1, axis2=2), (4, 3))
    attempt("diag", lambda x: ops.diag(ops.reshape(x, (-1,))), (4,), fixed=1)
    attempt("diagflat", ops.diagflat, (3,), fixed=2)
    attempt("trace", lambda x: ops.trace(x, axis1=1, axis2=2), (4, 3))
    attempt("tril", ops.tril, (4, 3))
    attempt("triu", lambda x: ops.triu(x, k=1), (4, 3))
    for n in "zeros_like ones_like".split():
        attempt(n, getattr(ops, n), (4, 3))
    attempt("full_like", lambda x: ops.full_like(x, 2.5), (4, 3))
    attempt("linspace", lambda a, b: ops.linspace(a, b, num=5, axis=1), (3,), (3,))
    attempt("logspace", lambda a, b: ops.logspace(a, b, num=5, axis=1), (3,), (3,))
    attempt("geomspace", lambda a, b: ops.geomspace(a, b, num=5, axis=1), (3,), (3,), low=0.5)
    attempt("vander", lambda a: ops.vander(ops.reshape(a, (-1,)), 3), (3,), fixed=1)
    attempt("ndim", ops.ndim, (3, 2)) if hasattr(ops, "ndim") else None
    attempt("size", lambda x: ops.size(x), (3, 2), fixed=2)


def products():
    attempt("matmul", ops.matmul, (4, 3), (3, 5))
    attempt("matmul_operator", lambda a: a @ np.arange(6, dtype="float32").reshape(3, 2), (4, 3))
    attempt("matmul_vector", lambda a: ops.matmul(a, np.array([1.0, 2, 3], "float32")), (4, 3))
    attempt("dot", lambda a: ops.dot(a, np.arange(6, dtype="float32").reshape(3, 2)), (4, 3))
    attempt("tensordot", lambda a: ops.tensordot(a, np.arange(24, dtype="float32").reshape(4, 3, 2), axes=2), (4, 3))
    attempt("tensordot_axes", lambda a, b: ops.tensordot(a, b, axes=[[2], [1]]), (4, 3), (3, 2))
    attempt("inner", ops.inner, (4, 3), (4, 3))
    attempt("outer", ops.outer, (2,), (3,))
    attempt("vdot", ops.vdot, (4, 3), (4, 3))
    attempt("kron", ops.kron, (2,), (3,))
    attempt("cross", ops.cross, (4, 3), (4, 3))
    attempt("einsum", lambda a, b: ops.einsum("bij,bkj->bik", a, b), (4, 3), (2, 3))
    attempt("einsum_ellipsis", lambda a: ops.einsum("...ij,jk->...ik", a, np.ones((3, 2), "float32")), (2, 4, 3))
    attempt("einsum_one", lambda a: ops.einsum("bij->bj", a), (4, 3))
    attempt("einsum_trace", lambda a: ops.einsum("bii->bi", a), (3, 3))
    attempt("einsum_three", lambda a, b, c: ops.einsum("bi,bj,bk->bijk", a, b, c), (2,), (3,), (4,))
    attempt("cdist", ops.cdist, (4, 3), (2, 3)) if hasattr(ops, "cdist") else None
    for n in "inv det".split():
        attempt(n, getattr(ops, n), (3, 3))
    attempt("slogdet", ops.slogdet, (3, 3))
    attempt("logdet", lambda x: ops.logdet(ops.matmul(x, ops.transpose(x, (0, 2, 1))) + np.eye(3, dtype="float32")), (3, 3))
    positive = lambda x: ops.matmul(x, ops.transpose(x, (0, 2, 1))) + np.eye(3, dtype="float32")
    attempt("cholesky", lambda x: ops.cholesky(positive(x)), (3, 3))
    attempt("cholesky_upper", lambda x: ops.cholesky(positive(x), upper=True), (3, 3))
    attempt("cholesky_inverse", lambda x: ops.cholesky_inverse(ops.cholesky(ops.reshape(positive(x), (3, 3)))), (3, 3), fixed=1)
    attempt("qr", ops.qr, (4, 3))
    attempt("qr_complete", lambda x: ops.qr(x, mode="complete")[1], (4, 3))
    attempt("eigh", lambda x: ops.eigh(positive(x))[0], (3, 3))
    attempt("svd", lambda x: ops.svd(x, full_matrices=False)[1], (4, 3))
    attempt("svd_values", lambda x: ops.svd(x, compute_uv=False), (3, 4))
    attempt("lu_factor", ops.lu_factor, (3, 3))
    attempt("solve", ops.solve, (3, 3), (3, 2))
    attempt("solve_triangular", lambda a, b: ops.solve_triangular(a + 3, b, lower=True), (3, 3), (3, 2), low=0)
    attempt("lstsq", lambda a, b: ops.lstsq(ops.reshape(a, (4, 3)), ops.reshape(b, (4, 2))), (4, 3), (4, 2), fixed=1)
    attempt("pinv", ops.pinv, (4, 3)) if hasattr(ops, "pinv") else None
    attempt("matrix_rank", ops.matrix_rank, (4, 3)) if hasattr(ops, "matrix_rank") else None


def neural():
    for f in "channels_last channels_first".split():
        s = (6, 7, 3) if f == "channels_last" else (3, 6, 7)
        attempt("max_pool_" + f, lambda x, f=f: ops.max_pool(x, 2, padding="same", data_format=f), s)
        attempt("average_pool_" + f, lambda x, f=f: ops.average_pool(x, (2, 3), strides=2, padding="same", data_format=f), s)
        attempt("adaptive_average_pool_" + f, lambda x, f=f: ops.adaptive_average_pool(x, (2, 3), data_format=f), s)
        attempt("adaptive_max_pool_" + f, lambda x, f=f: ops.adaptive_max_pool(x, (2, 3), data_format=f), s)
        k = RNG.normal(size=(3, 2, 3, 4)).astype("float32")
        attempt("conv_" + f, lambda x, f=f, k=k: ops.conv(x, k, strides=2, padding="same", data_format=f), s)
        attempt("conv_dilated_" + f, lambda x, f=f, k=k: ops.conv(x, k, dilation_rate=2, data_format=f), s)
        d = RNG.normal(size=(3, 2, 3, 2)).astype("float32")
        attempt("depthwise_conv_" + f, lambda x, f=f, d=d: ops.depthwise_conv(x, d, padding="same", data_format=f), s)
        p = RNG.normal(size=(1, 1, 6, 4)).astype("float32")
        attempt("separable_conv_" + f, lambda x, f=f, d=d, p=p: ops.separable_conv(x, d, p, data_format=f), s)
        t = RNG.normal(size=(3, 2, 4, 3)).astype("float32")
        for pad in "same valid".split():
            attempt(f"conv_transpose_{pad}_{f}",
                    lambda x, f=f, t=t, pad=pad: ops.conv_transpose(x, t, 2, padding=pad, data_format=f), s)
        attempt("depth_to_space_" + f, lambda x, f=f: ops.depth_to_space(x, 2, f),
                (3, 2, 8) if f == "channels_last" else (8, 3, 2)) if hasattr(ops, "depth_to_space") else None
        attempt("space_to_depth_" + f, lambda x, f=f: ops.space_to_depth(x, 2, f),
                (4, 6, 2) if f == "channels_last" else (2, 4, 6)) if hasattr(ops, "space_to_depth") else None
    attempt("max_pool_1d", lambda x: ops.max_pool(x, 2), (6, 3))
    attempt("conv_1d", lambda x: ops.conv(x, RNG.normal(size=(3, 3, 4)).astype("float32")), (6, 3))
    attempt("one_hot", lambda x: ops.one_hot(x, 4), (5,), dtype="int32")
    attempt("one_hot_axis", lambda x: ops.one_hot(x, 4, axis=1), (5,), dtype="int32")
    attempt("multi_hot", lambda x: ops.multi_hot(x, 4), (5,), dtype="int32")
    attempt("binary_crossentropy", lambda t, o: ops.binary_crossentropy(t, o), (4,), (4,), low=0.1, high=0.9)
    attempt("binary_crossentropy_logits", lambda t, o: ops.binary_crossentropy(t, o, from_logits=True), (4,), (4,), low=0, high=1)
    attempt("categorical_crossentropy", ops.categorical_crossentropy, (4,), (4,), low=0.1, high=0.9)
    attempt("categorical_crossentropy_logits", lambda t, o: ops.categorical_crossentropy(t, o, from_logits=True), (4,), (4,), low=0)
    attempt("sparse_categorical_crossentropy", lambda t, o: ops.sparse_categorical_crossentropy(t, o, from_logits=True),
            (), (4,), dtype=["int32", "float32"])
    v = lambda n: RNG.uniform(0.5, 1.5, n).astype("float32")
    attempt("batch_normalization", lambda x: ops.batch_normalization(x, v(3), v(3), -1, v(3), v(3)), (4, 3))
    attempt("layer_normalization", lambda x: ops.layer_normalization(x, v(3), v(3)), (4, 3)) if hasattr(ops, "layer_normalization") else None
    attempt("layer_normalization_plain", lambda x: ops.layer_normalization(x, axis=(1, 2), epsilon=1e-3), (4, 3)) if hasattr(ops, "layer_normalization") else None
    attempt("rms_normalization", lambda x: ops.rms_normalization(x, v(3)), (4, 3)) if hasattr(ops, "rms_normalization") else None
    attempt("normalize", ops.normalize, (4, 3))
    attempt("normalize_1", lambda x: ops.normalize(x, axis=1, order=1), (4, 3))
    attempt("psnr", lambda a, b: ops.psnr(a, b, 2.0), (4, 3), (4, 3))
    attempt("dot_product_attention", ops.dot_product_attention, (4, 2, 3), (5, 2, 3), (5, 2, 3))
    attempt("dot_product_attention_causal", lambda q, k, w: ops.dot_product_attention(q, k, w, is_causal=True, scale=0.3),
            (4, 2, 3), (4, 2, 3), (4, 2, 3))
    attempt("dot_product_attention_mask", lambda q, k, w, m: ops.dot_product_attention(q, k, w, mask=m),
            (4, 2, 3), (4, 2, 3), (4, 2, 3), (1, 4, 4), dtype=["float32"] * 3 + ["bool"],
            data=[RNG.normal(size=(3, 4, 2, 3)), RNG.normal(size=(3, 4, 2, 3)), RNG.normal(size=(3, 4, 2, 3)), np.tril(np.ones((3, 1, 4, 4)))])
    attempt("unfold", lambda x: ops.unfold(x, (2, 3), stride=2, padding=1), (2, 6, 7)) if hasattr(ops, "unfold") else None
    attempt("fold", lambda x: ops.fold(x, (6, 6), (2, 2), stride=2), (8, 9)) if hasattr(ops, "fold") else None
    attempt("segment_sum", lambda x, i: ops.segment_sum(x, ops.reshape(i, (-1,)), num_segments=3), (4,), (), dtype=["float32", "int32"])
    attempt("segment_max", lambda x, i: ops.segment_max(x, ops.reshape(i, (-1,)), num_segments=3), (4,), (), dtype=["float32", "int32"],
            data=[RNG.normal(size=(3, 4)), np.array([0, 1, 2])])
    attempt("fft", lambda a, b: ops.fft((a, b)), (6,), (6,))
    attempt("fft2", lambda a, b: ops.fft2((a, b)), (4, 6), (4, 6))
    attempt("ifft2", lambda a, b: ops.ifft2((a, b)), (4, 6), (4, 6))
    attempt("rfft", lambda a: ops.rfft(a), (6,))
    attempt("rfft_length", lambda a: ops.rfft(a, 8), (6,))
    attempt("irfft", lambda a, b: ops.irfft((a, b)), (5,), (5,))
    attempt("stft", lambda a: ops.stft(a, 6, 3, 8), (20,))
    attempt("istft", lambda a: ops.istft(ops.stft(a, 8, 4, 8), 8, 4, 8), (20,))
    attempt("extract_sequences", lambda a: ops.extract_sequences(a, 4, 2), (12,))


def images():
    im = ops.image
    for f in "channels_last channels_first".split():
        s = (6, 8, 3) if f == "channels_last" else (3, 6, 8)
        attempt("rgb_to_grayscale_" + f, lambda x, f=f: im.rgb_to_grayscale(x, data_format=f), s, low=0, high=1)
        attempt("rgb_to_hsv_" + f, lambda x, f=f: im.rgb_to_hsv(x, data_format=f), s, low=0, high=1)
        attempt("hsv_to_rgb_" + f, lambda x, f=f: im.hsv_to_rgb(x, data_format=f), s, low=0, high=1)
        for i in "nearest bilinear bicubic lanczos3 lanczos5".split():
            attempt(f"resize_{i}_{f}", lambda x, f=f, i=i: im.resize(x, (9, 5), interpolation=i, data_format=f), s)
        attempt("resize_antialias_" + f, lambda x, f=f: im.resize(x, (3, 4), antialias=True, data_format=f), s)
        attempt("resize_crop_" + f, lambda x, f=f: im.resize(x, (4, 4), crop_to_aspect_ratio=True, data_format=f), s)
        attempt("resize_pad_" + f, lambda x, f=f: im.resize(x, (4, 4), pad_to_aspect_ratio=True, fill_value=0.5, data_format=f), s)
        attempt("extract_patches_" + f, lambda x, f=f: im.extract_patches(x, (2, 3), strides=(2, 2), padding="same", data_format=f), s)
        attempt("pad_images_" + f, lambda x, f=f: im.pad_images(x, 1, 2, target_height=10, target_width=12, data_format=f), s)
        attempt("crop_images_" + f, lambda x, f=f: im.crop_images(x, 1, 2, target_height=4, target_width=5, data_format=f), s)
        attempt("gaussian_blur_" + f, lambda x, f=f: im.gaussian_blur(x, (3, 5), (1.0, 0.8), data_format=f), s)
        attempt("sobel_edges_" + f, lambda x, f=f: im.sobel_edges(x, data_format=f), s) if hasattr(im, "sobel_edges") else None
        a = np.array([[0.9, 0.1, 0.5, -0.1, 1.1, 0.3, 0, 0]], "float32").repeat(3, 0)
        for m in "constant nearest wrap mirror reflect".split():
            attempt(f"affine_transform_{m}_{f}", lambda x, f=f, m=m, a=a: im.affine_transform(x, a, fill_mode=m, data_format=f), s)
        p = np.array([[[0, 0], [5, 0], [0, 7], [5, 7]]], "float32").repeat(3, 0)
        q = np.array([[[1, 0], [5, 1], [0, 6], [4, 7]]], "float32").repeat(3, 0)
        attempt("perspective_transform_" + f, lambda x, f=f, p=p, q=q: im.perspective_transform(x, p, q, data_format=f), s)
    c = RNG.uniform(-1, 7, (3, 5)).astype("float32")
    for o in (0, 1):
        for m in "constant nearest wrap mirror reflect".split():
            attempt(f"map_coordinates_{o}_{m}",
                    lambda x, o=o, m=m: im.map_coordinates(x, c, order=o, fill_mode=m), (4, 5), fixed=3)
    attempt("scale_and_translate", lambda x: im.scale_and_translate(x, (3, 8, 6, 3), np.array([1.5, 0.8], "float32"),
            np.array([0.3, -0.2], "float32"), (1, 2), "linear"), (6, 8, 3), fixed=3)


def types():
    """Whole types of few bits, and truth values: what does not fit, and what is computed as one of them."""
    for t in ("uint8", "int8"):
        attempt(f"cast_float_to_{t}", lambda x, t=t: ops.cast(x, t), (4, 3), low=-300, high=600)
        attempt(f"cast_int_to_{t}", lambda x, t=t: ops.cast(x, t), (4, 3), dtype="int32", low=-300, high=600)
        attempt(f"add_{t}", ops.add, (4, 3), (4, 3), dtype=t, low=0, high=120)
        attempt(f"subtract_number_{t}", lambda x: ops.subtract(x, 100), (4, 3), dtype=t, low=0, high=120)
        attempt(f"multiply_number_{t}", lambda x: ops.multiply(3, x), (4, 3), dtype=t, low=0, high=120)
        attempt(f"multiply_fraction_{t}", lambda x: ops.multiply(x, 2.5), (4, 3), dtype=t, low=0, high=120)
        attempt(f"negative_{t}", ops.negative, (4, 3), dtype=t, low=0, high=120)
        attempt(f"bitwise_not_{t}", ops.bitwise_not, (4, 3), dtype=t, low=0, high=120)
        attempt(f"left_shift_{t}", lambda x: ops.left_shift(x, 2), (4, 3), dtype=t, low=0, high=120)
    for n in ("add", "maximum", "multiply"):
        attempt(n + "_bool", getattr(ops, n), (4, 3), (4, 3), dtype="bool")
    attempt("matmul_bool", ops.matmul, (4, 3), (3, 5), dtype="bool")
    attempt("bitwise_not_bool", ops.bitwise_not, (4, 3), dtype="bool")
    attempt("saturate_cast_bool", lambda x: ops.saturate_cast(x, "bool"), (4, 3))
    attempt("full_like_int", lambda x: ops.full_like(x, 2.5), (4, 3), dtype="int32")
    for n in ("cumsum", "cumprod", "nancumsum", "nancumprod", "prod"):
        attempt(n + "_int", lambda x, f=getattr(ops, n): f(x, axis=1, dtype="int32"), (4, 3), low=-4, high=4)
    for n in ("linspace", "logspace", "geomspace"):
        attempt(n + "_int", lambda a, b, f=getattr(ops, n): f(a, b, num=4, axis=1, dtype="int32"), (3,), (3,), low=0.5)
    for s in (0, 1):
        attempt(f"segment_max_int_{s}", lambda x, i, f=[ops.segment_max, ops.segment_min][s]: f(
            x, ops.reshape(i, (-1,)), num_segments=5), (4,), (), dtype=["int32", "int32"],
            data=[RNG.integers(-9, 9, (3, 4)), np.array([0, 1, 3])])
    for t in ("uint8", "int32"):
        attempt(f"resize_{t}", lambda x: ops.image.resize(x, (7, 5), interpolation="bicubic", data_format="channels_last"),
                (6, 8, 3), dtype=t, low=0, high=255)
        attempt(f"rgb_to_grayscale_{t}", lambda x: ops.image.rgb_to_grayscale(x, data_format="channels_last"), (6, 8, 3), dtype=t, low=0, high=255)


def options():
    """Options of operations that have models without them in the other groups."""
    for n in ("softmax", "log_softmax", "normalize"):
        attempt(n + "_of_all", lambda x, f=getattr(ops, n): f(x, axis=None), (4, 3))
    attempt("normalize_matrix", lambda x: ops.normalize(x, axis=(1, 2), order=1), (4, 3))
    attempt("normalize_matrix_back", lambda x: ops.normalize(x, axis=(2, 1), order=1), (4, 3))
    attempt("roll_twice", lambda x: ops.roll(x, (1, 2), axis=1), (5, 3))
    attempt("roll_flat_twice", lambda x: ops.roll(x, (1, 2)), (5, 3))
    attempt("trace_beyond", lambda x: ops.trace(x, offset=2), (4, 3), batch=2, fixed=2)
    for m in ("maximum", "minimum", "mean", "median", "linear_ramp", "edge", "wrap"):
        attempt("pad_" + m, lambda x, m=m: ops.pad(x, ((0, 0), (2, 1), (0, 3)), mode=m), (4, 3))
    odd = [[np.nan, np.inf, -np.inf], [0.0, -0.0, 1.0], [1.0, -1.0, np.nan]]
    other = [[1.0, np.inf, 2.0], [0.0, 0.0, 0.0], [np.nan, 2.0, np.nan]]
    for n in ("heaviside", "logaddexp", "arctan2"):
        attempt(n + "_odd", getattr(ops, n), (3,), (3,), data=[odd, other])
    first = {"data_format": "channels_first"}
    k = lambda *n: RNG.normal(size=n).astype("float32")
    attempt("conv_1d_first", lambda x: ops.conv(x, k(3, 2, 4), padding="same", **first), (2, 8))
    attempt("depthwise_conv_1d_first", lambda x: ops.depthwise_conv(x, k(3, 2, 2), **first), (2, 8))
    attempt("separable_conv_1d_first", lambda x: ops.separable_conv(x, k(3, 2, 2), k(1, 4, 3), **first), (2, 8))
    for n in ("sum", "max", "min", "prod"):
        attempt(f"segment_{n}_beyond", lambda x, i, f=getattr(ops, "segment_" + n): f(
            x, ops.reshape(i, (-1,)), num_segments=2), (4,), (), dtype=["float32", "int32"],
            data=[RNG.normal(size=(3, 4)), np.array([0, 1, 2])])
    im = ops.image
    affine = np.array([[0.9, 0.1, 0.5, -0.1, 1.1, 0.3, 0, 0]], "float32").repeat(3, 0)
    attempt("affine_transform_steps", lambda x: im.affine_transform(x, affine, interpolation="nearest", data_format="channels_last"), (6, 8, 3))
    attempt("scale_and_translate_computed", lambda x, s, t: im.scale_and_translate(
        x, (2, 8, 6, 3), s, t, (1, 2), "trilinear"), (6, 8, 3), (), (), fixed=2, batch=2,
        data=[RNG.uniform(0, 1, (2, 6, 8, 3)), [1.5, 0.8], [0.3, -0.2]])
    pictures = dict(low=0, high=1)
    attempt("ssim", lambda a, b: im.ssim(a, b, data_format="channels_last"), (12, 13, 3), (12, 13, 3), **pictures)
    attempt("ssim_options", lambda a, b: im.ssim(a, b, max_val=2.0, filter_size=7, filter_sigma=2.0, k1=0.05, k2=0.1,
                                                 data_format="channels_last"),
            (12, 13, 3), (12, 13, 3), **pictures)
    attempt("ssim_first", lambda a, b: im.ssim(a, b, data_format="channels_first"), (2, 12, 13), (2, 12, 13), **pictures)


def projective():
    """Only TensorFlow divides by what the last two numbers give, as the documentation of Keras says."""
    by = np.array([[1.02, 0.05, -1.53, 0.11, 0.93, 2.31, 0.013, -0.012]], "float32").repeat(3, 0)
    for m in ("constant", "nearest", "reflect"):
        attempt(f"affine_transform_projective_{m}",
                lambda x, m=m: ops.image.affine_transform(x, by, fill_mode=m, fill_value=0.5,
                                                               data_format="channels_last"), (6, 8, 3))


def temporal():
    """Sequences of classes without their places; sums over operands of which one has no axes."""
    labels = [[1, 2, 2, 0], [3, 1, 0, 0], [1, 0, 0, 0]]
    steps = RNG.normal(size=(3, 7, 4)).round(3)
    for n, index in (("", 0), ("_last", 3)):
        attempt("ctc_loss" + n, lambda t, o, i, j, m=index: ops.ctc_loss(t, o, i, j, m), (4,), (7, 4), (), (),
                dtype=["int32", "float32", "int32", "int32"], data=[labels, steps, [3, 2, 1], [7, 6, 4]])
    attempt("ctc_loss_one", lambda t, o, i, j: ops.ctc_loss(t, o, i, j), (1,), (7, 4), (), (),
            dtype=["int32", "float32", "int32", "int32"], data=[[[1], [2], [3]], steps, [1, 0, 1], [7, 5, 1]])
    twice = np.repeat(steps[:, :4], 2, 1)[:, :7]
    # One row, as the first axis of what is decoded are paths.
    for n, row, length, options in (("", 0, 7, {}), ("_short", 1, 5, {}), ("_repeated", 1, 7, {"merge_repeated": False}),
                                    ("_last", 2, 6, {"mask_index": 3})):
        attempt("ctc_decode" + n, lambda x, i, o=options: ops.ctc_decode(x, i, **o), (7, 4), (),
                dtype=["float32", "int32"], data=[twice[row:row + 1], [length]])
    attempt("einsum_no_axes", lambda a: ops.einsum(",bi->bi", np.float32(2.5), a), (4,))
    attempt("einsum_mean", lambda a, b: ops.einsum(",bi,->ib", ops.mean(a), b, ops.max(a)), (4,), (3,))
    attempt("einsum_no_axes_last", lambda a, b: ops.einsum("bij,bj,->bi", a, b, ops.mean(b)), (2, 3), (3,))


def beams():
    """Sequences of classes by beams, of which TensorFlow keeps others where they are narrow; paths stand before the rows, so that they are turned, or there is one row."""
    rng = np.random.default_rng(30)
    steps = rng.normal(scale=2, size=(3, 7, 4)).round(3)
    for n, options in (("", {}), ("_narrow", {"beam_width": 2}), ("_three", {"top_paths": 3, "beam_width": 8}),
                       ("_last", {"mask_index": 3, "top_paths": 2}), ("_none", {"mask_index": None, "top_paths": 2}),
                       ("_inner", {"mask_index": 1, "top_paths": 2, "beam_width": 5})):
        def build(x, i, o=options):
            decoded, scores = ops.ctc_decode(x, i, strategy="beam_search", **o)
            return ops.transpose(decoded, (1, 0, 2)), scores
        attempt("ctc_beams" + n, build, (7, 4), (), dtype=["float32", "int32"], data=[steps, [7, 5, 1]])
    wide = rng.normal(scale=3, size=(1, 20, 12)).round(3)
    attempt("ctc_beams_row", lambda x, i: ops.ctc_decode(x, i, strategy="beam_search", beam_width=25), (20, 12), (),
            dtype=["float32", "int32"], data=[wide, [20]])


for group in sys.argv[2:]:
    globals()[group]()
    with gzip.GzipFile(sys.argv[1], "wb", mtime=0) as f:
        f.write(json.dumps(CASES).encode())
    print(len(CASES), "models", flush=True)
