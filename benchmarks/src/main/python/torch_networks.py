"""The workloads' networks as PyTorch's users write them, ending in logits; images are channels first.

usage: torch_networks.py FOLDER NAME,NAME...

writes those of Keras' applications that are here, MobileNetV2 and ResNet50, as TorchScript for DJL, with random weights.
"""

import os
import sys

import torch
from torch import nn
from torch.nn import functional as F

CLASSES = 10


class Last(nn.Module):
    """The last output of a recurrent stack."""

    def __init__(self, stack):
        super().__init__()
        self.stack = stack

    def forward(self, x):
        return self.stack(x)[0][:, -1]


class Residual(nn.Sequential):
    """Layers whose output is added to their input."""

    def forward(self, x):
        return super().forward(x) + x


class Attention(nn.Module):
    def __init__(self, features, heads):
        super().__init__()
        self.heads = heads
        self.query, self.key, self.value, self.output = [nn.Linear(features, features) for _ in range(4)]

    def forward(self, x):
        split = lambda y: y.unflatten(-1, (self.heads, -1)).transpose(1, 2)
        attended = F.scaled_dot_product_attention(split(self.query(x)), split(self.key(x)), split(self.value(x)))
        return self.output(attended.transpose(1, 2).flatten(2)).mean(1)


class Bottleneck(nn.Module):
    """A block of ResNet50."""

    def __init__(self, channels, width, stride):
        super().__init__()
        self.layers = nn.Sequential(
            *normalized(channels, width, 1, stride=stride),
            nn.ReLU(),
            *normalized(width, width, 3),
            nn.ReLU(),
            *normalized(width, 4 * width, 1),
        )
        changes = channels != 4 * width
        self.shortcut = nn.Sequential(*normalized(channels, 4 * width, 1, stride=stride)) if changes else nn.Identity()

    def forward(self, x):
        return F.relu(self.layers(x) + self.shortcut(x))


def normalized(channels, filters, size, stride=1, groups=1):
    conv = nn.Conv2d(channels, filters, size, stride, size // 2, groups=groups, bias=False)
    return [conv, nn.BatchNorm2d(filters)]


def pooled(channels, classes=CLASSES):
    return [nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(channels, classes)]


def mlp():
    hidden = [nn.Linear(784, 512), nn.ReLU(), nn.Linear(512, 512), nn.ReLU()]
    return nn.Sequential(*hidden, nn.Linear(512, CLASSES))


def cnn():
    images = [nn.Conv2d(1, 32, 3), nn.ReLU(), nn.Conv2d(32, 64, 3), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten()]
    return nn.Sequential(*images, nn.Linear(9216, 128), nn.ReLU(), nn.Linear(128, CLASSES))


def recurrent(kind):
    return nn.Sequential(Last(kind(128, 128, 2, batch_first=True)), nn.Linear(128, CLASSES))


def resnet_block():
    block = Residual(*normalized(64, 64, 3), nn.ReLU(), *normalized(64, 64, 3), nn.ReLU())
    return nn.Sequential(block, *pooled(64))


def attention():
    return nn.Sequential(Attention(256, 8), nn.Linear(256, CLASSES))


def resnet50(classes=CLASSES):
    layers = [*normalized(3, 64, 7, stride=2), nn.ReLU(), nn.MaxPool2d(3, 2, 1)]
    channels = 64
    for stage, (width, blocks) in enumerate([(64, 3), (128, 4), (256, 6), (512, 3)]):
        for block in range(blocks):
            layers.append(Bottleneck(channels, width, 2 if stage > 0 and block == 0 else 1))
            channels = 4 * width
    return nn.Sequential(*layers, *pooled(channels, classes))


def mobilenet_v2(classes=CLASSES):
    layers, channels = [*normalized(3, 32, 3, stride=2), nn.ReLU6()], 32
    for expansion, filters, blocks, first in [
        (1, 16, 1, 1),
        (6, 24, 2, 2),
        (6, 32, 3, 2),
        (6, 64, 4, 2),
        (6, 96, 3, 1),
        (6, 160, 3, 2),
        (6, 320, 1, 1),
    ]:
        for block in range(blocks):
            wide, stride = channels * expansion, first if block == 0 else 1
            inner = [*normalized(channels, wide, 1), nn.ReLU6()] if expansion > 1 else []
            inner += [*normalized(wide, wide, 3, stride=stride, groups=wide), nn.ReLU6()]
            inner += normalized(wide, filters, 1)
            layers.append(Residual(*inner) if stride == 1 and channels == filters else nn.Sequential(*inner))
            channels = filters
    return nn.Sequential(*layers, *normalized(channels, 1280, 1), nn.ReLU6(), *pooled(1280, classes))


NETWORKS = {
    "mlp": mlp,
    "cnn": cnn,
    "lstm": lambda: recurrent(nn.LSTM),
    "gru": lambda: recurrent(nn.GRU),
    "resnet-block": resnet_block,
    "attention": attention,
    "resnet50": resnet50,
    "mobilenet-v2": mobilenet_v2,
}


def write(folder, names):
    makers = {"MobileNetV2": mobilenet_v2, "ResNet50": resnet50}
    for name in names:
        file = f"{folder}/{name}.pt"
        if name in makers and not os.path.exists(file):
            torch.jit.trace(makers[name](1000).eval(), torch.zeros(1, 3, 224, 224)).save(file)


if __name__ == "__main__":
    write(sys.argv[1], sys.argv[2].split(","))
