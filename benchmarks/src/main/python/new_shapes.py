"""What shapes cost PyTorch or ONNX Runtime that were never seen before, measured as NewShapes does.

usage: new_shapes.py torch|onnxruntime

Written for torch 2.15 and onnxruntime 1.32; float32, as many threads as there are processors. The
LSTM has no mask: sequences of one batch are of one length.
"""

import io
import random
import sys
import time
import warnings

import numpy as np
import torch

KIND = sys.argv[1]
FEATURES, UNITS, CLASSES = 32, 64, 10
AGAIN = 5

warnings.filterwarnings("ignore")


class Lstm(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.lstm = torch.nn.LSTM(FEATURES, UNITS, batch_first=True)
        self.dense = torch.nn.Linear(UNITS, CLASSES)

    def forward(self, x):
        return torch.softmax(self.dense(self.lstm(x)[0][:, -1]), -1)


def mlp():
    sizes = [784, 512, 512, CLASSES]
    layers = [torch.nn.Linear(a, b) for a, b in zip(sizes, sizes[1:])]
    relu, softmax = torch.nn.ReLU(), torch.nn.Softmax(-1)
    return torch.nn.Sequential(layers[0], relu, layers[1], relu, layers[2], softmax)


def caller(module, x):
    module.eval()
    if KIND == "torch":

        def call(x):
            with torch.inference_mode():
                return module(torch.from_numpy(x)).numpy()

        return call
    import onnxruntime

    file = io.BytesIO()
    axes = {"x": {i: "d%d" % i for i in range(x.ndim - 1)}}
    options = dict(input_names=["x"], output_names=["y"], dynamic_axes=axes)
    torch.onnx.export(module, (torch.from_numpy(x),), file, dynamo=False, **options)
    session = onnxruntime.InferenceSession(file.getvalue(), providers=["CPUExecutionProvider"])
    return lambda x: session.run(None, {"x": x})[0]


def clock(call, x):
    start = time.perf_counter()
    call(x)
    return (time.perf_counter() - start) * 1e3


def ask(module, name, questions):
    random.Random(1).shuffle(questions)
    call = caller(module, questions[0])
    extra, known = [], []
    for i, x in enumerate(questions):
        first = clock(call, x)
        again = [clock(call, x) for _ in range(AGAIN)]
        if i >= len(questions) // 2:
            extra.append(first - np.median(again))
            known += again
    numbers = (np.median(extra), np.mean(extra), np.percentile(extra, 90), np.median(known))
    text = "extra-ms median %.3f mean %.3f p90 %.3f, known-ms %.3f" % numbers
    print("new-shapes  %-13s %-24s %s" % (KIND, name, text), flush=True)


def values(*shape):
    return np.random.default_rng(0).uniform(0, 1, shape).astype("float32")


ask(mlp(), "mlp-rows", [values(n, 784) for n in range(1, 201)])
for rows in (1, 32):
    name = "lstm-lengths-b%d" % rows
    ask(Lstm(), name, [values(rows, n, FEATURES) for n in range(5, 105)])
