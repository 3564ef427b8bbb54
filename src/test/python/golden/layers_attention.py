"""Attention layers with causal and padding masks."""

import jax
import numpy as np
from keras.src.backend.jax.nn import _apply_masks

from golden.common import normal, rng

R = rng("layers_attention")
Q_MASK = np.array([[1, 1, 1, 0], [1, 1, 0, 0]], bool)
V_MASK = np.array([[1, 1, 0], [1, 0, 1]], bool)


def attend(query, key, value, bias=None, mask=None, scale=None, is_causal=False, **_):
    """Keras' own core in double: JAX's takes the softmax in single and wants equal depths."""
    logits = jax.numpy.einsum("BTNH,BSNH->BNTS", query, key) * scale
    probabilities = jax.nn.softmax(_apply_masks(logits, mask, is_causal), axis=-1)
    return jax.numpy.einsum("BNTS,BSNH->BTNH", probabilities, value)


def simple(add):
    """Attention and AdditiveAttention."""
    q, v, k = normal(R, 2, 4, 3), normal(R, 2, 3, 3), normal(R, 2, 3, 3)
    wide = normal(R, 2, 3, 5)
    for cls in ["Attention", "AdditiveAttention"]:
        masks = {"mask": [Q_MASK, V_MASK]}
        add(cls, [q, v], as_list=True)
        add(cls, [q, v, k], as_list=True)
        add(cls, [q, wide, k], as_list=True)
        add(cls, [q, v], as_list=True, use_scale=cls == "Attention")
        add(cls, [q, v], as_list=True, call=masks, output_mask=True)
        add(cls, [q, v], as_list=True, label="value mask", call={"mask": [None, V_MASK]})
        add(cls, [q, v], as_list=True, call={"use_causal_mask": True})
        add(cls, [q, v, k], as_list=True, call={**masks, "use_causal_mask": True})
        add(cls, [q, v], as_list=True, call={"return_attention_scores": True})
        add(cls, [q, v], as_list=True, dropout=0.5, label="inference")
    add("Attention", [q, v], as_list=True, score_mode="concat")
    add("Attention", [q, v], as_list=True, score_mode="concat", use_scale=True)


def multi_head(add):
    """MultiHeadAttention."""
    cls = "MultiHeadAttention"
    own = {"num_heads": 2, "key_dim": 3}
    q, v, k = normal(R, 2, 4, 4), normal(R, 2, 3, 5), normal(R, 2, 3, 6)
    pair = np.array(R.random((2, 4, 3)) > 0.4)
    pair[:, :, 0] = True
    add(cls, [q, q], **own)
    add(cls, [q, v], **own)
    add(cls, [q, v, k], **own)
    add(cls, [q, v], **own, value_dim=2)
    add(cls, [q, v], **own, use_bias=False)
    add(cls, [q, v], **own, output_shape=5)
    add(cls, [q, q], **own, call={"use_causal_mask": True})
    add(cls, [q, v], **own, call={"attention_mask": pair})
    add(cls, [q, v], **own, call={"query_mask": Q_MASK, "value_mask": V_MASK})
    add(cls, [q, v, k], **own, call={"key_mask": V_MASK})
    add(cls, [q, q], **own, call={"query_mask": Q_MASK, "use_causal_mask": True})
    add(cls, [q, v], **own, call={"return_attention_scores": True})
    add(cls, [q, q], **own, use_gate=True)
    add(cls, [q, q], **own, sliding_window=1)
    add(cls, [q, v], **own, dropout=0.5, label="inference")
    x4 = normal(R, 1, 3, 2, 4)
    add(cls, [x4, x4], **own)
    add(cls, [x4, x4], **own, attention_axes=[1])
    add(cls, [x4, x4], **own, attention_axes=[2])
    add(cls, [q, v], **own, kernel_regularizer="l2", bias_regularizer="l1",
        activity_regularizer="l2", kernel_constraint="max_norm", bias_constraint="non_neg")


def multi_head_axes(add):
    """MultiHeadAttention over some axes of [batch, rows, columns, features], with masks."""
    cls = "MultiHeadAttention"
    own = {"num_heads": 2, "key_dim": 3}
    r = rng("layers_attention axes")
    x, v, k = normal(r, 2, 3, 4, 4), normal(r, 2, 5, 4, 5), normal(r, 2, 5, 4, 6)
    wide, square = normal(r, 2, 3, 5, 4), normal(r, 2, 3, 3, 4)
    rows = np.array([[1, 1, 0, 1, 0], [1, 0, 1, 1, 1]], bool)
    own_rows = np.array([[1, 1, 0], [1, 0, 1]], bool)
    columns = np.array(r.random((2, 3, 5)) > 0.4)
    columns[:, :, 0] = True
    pair = np.array(r.random((2, 3, 4, 5)) > 0.4)
    pair[..., 0] = True
    causal = {"use_causal_mask": True}
    first, second = {**own, "attention_axes": [1]}, {**own, "attention_axes": [2]}
    add(cls, [x, v, k], **first, call={"value_mask": rows})
    add(cls, [x, v, k], **first, call={"key_mask": rows, **causal})
    add(cls, [x, x], **first, call=causal)
    add(cls, [x, x], **first, call={"value_mask": own_rows, **causal})
    add(cls, [x, v], **first, call={"value_mask": rows, "return_attention_scores": True})
    add(cls, [x, wide], **second, call={"value_mask": columns})
    add(cls, [x, wide], **second, call={"attention_mask": pair})
    add(cls, [x, wide], **second, call={"attention_mask": pair, "value_mask": columns})
    # Keras measures its causal mask along the first axis, whichever is attended to.
    add(cls, [square, square], **second, call=causal)


def grouped(add):
    """GroupedQueryAttention, which Keras 3.15 exports as GroupQueryAttention only."""
    cls = "GroupQueryAttention"
    own = {"head_dim": 3, "num_query_heads": 4, "num_key_value_heads": 2}
    q, v, k = normal(R, 2, 4, 4), normal(R, 2, 3, 5), normal(R, 2, 3, 5)
    pair = np.array(R.random((2, 4, 3)) > 0.4)
    pair[:, :, 0] = True
    add(cls, [q, q], **own)
    add(cls, [q, v, k], **own)
    add(cls, [q, q], **{**own, "num_key_value_heads": 4})
    add(cls, [q, q], **{**own, "num_key_value_heads": 1})
    add(cls, [q, v], **own, use_bias=False)
    add(cls, [q, q], **own, call={"use_causal_mask": True})
    add(cls, [q, v], **own, call={"attention_mask": pair})
    add(cls, [q, v], **own, call={"query_mask": Q_MASK, "value_mask": V_MASK})
    add(cls, [q, v], **own, call={"return_attention_scores": True})
    add(cls, [q, q], **own, use_gate=True)
    add(cls, [q, q], **own, sliding_window=1)


def add(case):
    """Adds all cases."""
    real, jax.nn.dot_product_attention = jax.nn.dot_product_attention, attend
    try:
        simple(case)
        multi_head(case)
        multi_head_axes(case)
        grouped(case)
    finally:
        jax.nn.dot_product_attention = real
