"""The other format of layers whose cases elsewhere are all of channels last."""

from golden.common import normal, rng

R = rng("layers_formats")
FIRST = {"data_format": "channels_first"}


def add(case):
    """Adds all cases."""
    x = normal(R, 1, 2, 2, 3, 2, 2)
    case("ConvLSTM3D", x, filters=2, kernel_size=2, padding="same", return_sequences=True, **FIRST)
    case("ConvLSTM3D", x, filters=2, kernel_size=2, **FIRST)
    case("SpatialDropout2D", normal(R, 1, 2, 2, 3), rate=0.5, **FIRST)
    case("SpatialDropout3D", normal(R, 1, 2, 2, 3, 2), rate=0.5, **FIRST)
