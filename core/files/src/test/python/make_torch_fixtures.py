"""Writes files as torch.save does, for TorchFileTest and TorchFormatTest.

Made with PyTorch 2.15.0:

    python make_torch_fixtures.py ../resources/io/hornbill/files/internal/torch ../../../../model/src/test/resources/io/hornbill/saving/internal/torch
"""

import os
import sys

import torch
from torch import nn


def tensors():
    base = torch.arange(24, dtype=torch.float32).reshape(4, 6)
    return {
        "plain": base,
        "view": base[1:3, 2:5],
        "turned": base.t(),
        "scalar": torch.tensor(2.5),
        "empty": torch.zeros(0, 3),
        "double": torch.tensor([1.5, -2.5], dtype=torch.float64),
        "half": torch.tensor([0.5, 65504.0], dtype=torch.float16),
        "brain": torch.tensor([1.0, -3.0], dtype=torch.bfloat16),
        "long": torch.tensor([1, -(2**40)], dtype=torch.int64),
        "byte": torch.tensor([0, 255], dtype=torch.uint8),
        "bool": torch.tensor([True, False]),
        "parameter": nn.Parameter(torch.tensor([[7.0, 8.0]])),
        "epoch": 3,
        "inner": {"list": [torch.tensor([1.0]), "text", None]},
    }


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.features = nn.Sequential(
            nn.Conv2d(2, 4, 3, padding=1), nn.BatchNorm2d(4), nn.ReLU(), nn.Conv2d(4, 8, 3, groups=4, bias=False)
        )
        self.fc = nn.Linear(8, 3)

    def forward(self, x):
        return self.fc(self.features(x).mean((2, 3)))


def main(files, model):
    torch.manual_seed(1)
    torch.save(tensors(), os.path.join(files, "tensors.pt"))
    torch.save(tensors(), os.path.join(files, "tensors-legacy.pth"), _use_new_zipfile_serialization=False)
    torch.save(nn.Linear(2, 2), os.path.join(files, "module.pt"))
    net = Net().eval()
    net.features[1].running_mean.uniform_(-1, 1)
    net.features[1].running_var.uniform_(0.5, 2)
    torch.save(net.state_dict(), os.path.join(model, "net.pth"))
    torch.save(net.state_dict(), os.path.join(model, "net-legacy.pth"), _use_new_zipfile_serialization=False)
    x = torch.arange(2 * 2 * 5 * 5, dtype=torch.float32).reshape(2, 2, 5, 5) / 50 - 1
    print(torch.__version__, net(x).flatten().tolist())


if __name__ == "__main__":
    main(*sys.argv[1:])
