"""Flatten, Reshape, Permute, RepeatVector, Cropping, ZeroPadding, UpSampling."""

from golden.common import normal, rng

R = rng("layers_reshape")


def add(case):
    """Adds all cases."""
    x2, x3 = normal(R, 2, 4), normal(R, 2, 5, 3)
    x4, x5 = normal(R, 1, 4, 5, 2), normal(R, 1, 4, 3, 4, 2)
    for x in [normal(R, 3), x2, x3, x4]:
        case("Flatten", x)
    case("Flatten", x4, data_format="channels_first")
    case("Reshape", x3, target_shape=(3, 5))
    case("Reshape", x3, target_shape=(-1,))
    case("Reshape", x3, target_shape=(5, -1, 1))
    case("Permute", x3, dims=(2, 1))
    case("Permute", x4, dims=(3, 1, 2))
    case("RepeatVector", x2, n=3)
    case("Cropping1D", x3, cropping=1)
    case("Cropping1D", x3, cropping=(0, 2))
    case("Cropping2D", x4, cropping=1)
    case("Cropping2D", x4, cropping=(1, 2))
    case("Cropping2D", x4, cropping=((0, 1), (2, 1)))
    case("Cropping2D", normal(R, 1, 2, 4, 5), cropping=((0, 1), (2, 1)),
         data_format="channels_first")
    case("Cropping3D", x5, cropping=1)
    case("Cropping3D", x5, cropping=((0, 1), (1, 0), (2, 1)))
    case("Cropping3D", normal(R, 1, 2, 4, 3, 4), cropping=(1, 1, 1), data_format="channels_first")
    case("ZeroPadding1D", x3, padding=2)
    case("ZeroPadding1D", x3, padding=(0, 2))
    case("ZeroPadding1D", x3, padding=(1, 2), data_format="channels_first")
    case("ZeroPadding2D", x4, padding=1)
    case("ZeroPadding2D", x4, padding=(1, 2))
    case("ZeroPadding2D", x4, padding=((0, 1), (2, 1)))
    case("ZeroPadding2D", x4, padding=((0, 1), (2, 1)), data_format="channels_first")
    case("ZeroPadding3D", x5, padding=1)
    case("ZeroPadding3D", x5, padding=((0, 1), (1, 0), (2, 1)))
    case("ZeroPadding3D", normal(R, 1, 2, 2, 2, 2), padding=(1, 0, 1),
         data_format="channels_first")
    case("UpSampling1D", x3, size=3)
    for interpolation in ["nearest", "bilinear", "bicubic", "lanczos3", "lanczos5"]:
        case("UpSampling2D", x4, size=(2, 3), interpolation=interpolation)
    case("UpSampling2D", x4, size=2)
    for interpolation in ["nearest", "bilinear"]:
        case("UpSampling2D", normal(R, 1, 2, 3, 4), size=2, data_format="channels_first",
             interpolation=interpolation)
    case("UpSampling3D", normal(R, 1, 2, 3, 2, 2), size=(2, 1, 3))
    case("UpSampling3D", normal(R, 1, 2, 2, 3, 2), size=2, data_format="channels_first")
