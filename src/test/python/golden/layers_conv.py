"""Convolutions: plain, transposed, depthwise, separable, in one to three dimensions."""

from golden.common import normal, rng

R = rng("layers_conv")
SIZES = {1: [2, 7], 2: [1, 5, 6], 3: [1, 4, 3, 4]}
FIRST = {"data_format": "channels_first"}


def inputs(rank, channels):
    """An input with the channels last and one with the channels first."""
    batch, *space = SIZES[rank]
    return normal(R, batch, *space, channels), normal(R, batch, channels, *space)


def plain(case):
    """Conv1D, Conv2D, Conv3D."""
    for rank in (1, 2, 3):
        cls = f"Conv{rank}D"
        x, xf = inputs(rank, 2)
        same = {"filters": 3, "kernel_size": 3, "padding": "same"}
        case(cls, x, filters=3, kernel_size=2)
        case(cls, x, **same)
        case(cls, x, strides=2, **same)
        case(cls, x, strides=2, filters=2, kernel_size=2)
        case(cls, x, dilation_rate=2, **same)
        case(cls, x, filters=2, kernel_size=2, dilation_rate=2)
        case(cls, xf, strides=2, **same, **FIRST)
        case(cls, xf, filters=2, kernel_size=2, **FIRST)
        case(cls, x, filters=4, kernel_size=2, groups=2)
        case(cls, xf, filters=4, kernel_size=2, groups=2, **FIRST)
        case(cls, x, filters=2, kernel_size=1, use_bias=False)
        case(cls, x, filters=2, kernel_size=2, activation="relu")
        if rank > 1:
            case(cls, x, filters=2, kernel_size=(2, 3, 1)[:rank], strides=(2, 1, 1)[:rank],
                 padding="same")
            case(cls, x, filters=2, kernel_size=(1, 2, 2)[:rank], dilation_rate=(1, 2, 1)[:rank])
    x, _ = inputs(1, 2)
    case("Conv1D", x, filters=3, kernel_size=3, padding="causal")
    case("Conv1D", x, filters=3, kernel_size=2, padding="causal", dilation_rate=2)
    case("Conv1D", x, filters=3, kernel_size=3, padding="causal", strides=2)
    x, _ = inputs(2, 2)
    case("Conv2D", x, filters=2, kernel_size=2, kernel_regularizer="l2", bias_regularizer="l1",
         activity_regularizer="l2", kernel_constraint="max_norm", bias_constraint="non_neg",
         kernel_initializer="he_normal", bias_initializer="ones")


def transposed(case):
    """Conv1DTranspose, Conv2DTranspose, Conv3DTranspose."""
    for rank in (1, 2, 3):
        cls = f"Conv{rank}DTranspose"
        x, xf = inputs(rank, 2)
        if rank == 3:
            x, xf = x[:, :2, :2, :3], xf[:, :, :2, :2, :3]
        case(cls, x, filters=3, kernel_size=2)
        case(cls, x, filters=3, kernel_size=3, padding="same")
        case(cls, x, filters=2, kernel_size=3, strides=2)
        case(cls, x, filters=2, kernel_size=3, strides=2, padding="same")
        case(cls, x, filters=2, kernel_size=2, strides=3)
        case(cls, x, filters=2, kernel_size=3, strides=2, padding="same", output_padding=1)
        case(cls, x, filters=2, kernel_size=3, strides=2, output_padding=1)
        case(cls, x, filters=2, kernel_size=2, dilation_rate=2)
        case(cls, x, filters=2, kernel_size=3, dilation_rate=2, padding="same")
        case(cls, xf, filters=2, kernel_size=3, strides=2, padding="same", **FIRST)
        case(cls, xf, filters=2, kernel_size=2, **FIRST)
        case(cls, x, filters=2, kernel_size=2, use_bias=False, activation="tanh")


def depthwise(case):
    """Depthwise and separable convolutions."""
    for rank in (1, 2):
        x, xf = inputs(rank, 3)
        for cls, own in [(f"DepthwiseConv{rank}D", {}), (f"SeparableConv{rank}D", {"filters": 2})]:
            case(cls, x, kernel_size=3, **own)
            case(cls, x, kernel_size=3, padding="same", **own)
            case(cls, x, kernel_size=3, padding="same", strides=2, **own)
            case(cls, x, kernel_size=2, strides=2, **own)
            case(cls, x, kernel_size=2, depth_multiplier=2, **own)
            case(cls, x, kernel_size=2, dilation_rate=2, **own)
            case(cls, x, kernel_size=2, use_bias=False, activation="relu", **own)
            case(cls, xf, kernel_size=3, padding="same", depth_multiplier=2, **own, **FIRST)
    case("SeparableConv2D", x, filters=2, kernel_size=2, depthwise_regularizer="l1",
         pointwise_regularizer="l2", bias_regularizer="l2", depthwise_constraint="non_neg",
         pointwise_constraint="max_norm", bias_constraint="unit_norm")
    case("DepthwiseConv2D", x, kernel_size=2, depthwise_regularizer="l1", bias_regularizer="l2",
         depthwise_constraint="non_neg", bias_constraint="unit_norm")


def add(case):
    """Adds all cases."""
    plain(case)
    transposed(case)
    depthwise(case)
