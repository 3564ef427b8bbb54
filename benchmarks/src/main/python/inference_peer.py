"""ONNX Runtime or OpenVINO as a process that answers as SavedModelEngine does.

usage: inference_peer.py onnxruntime|openvino FILE.onnx [once]

Written for onnxruntime 1.32 and openvino 2026.4; float32, as many threads as there are processors.
"""

import os
import sys
import threading
import time

import numpy as np

KIND, FILE = sys.argv[1], sys.argv[2]
THREADS = os.cpu_count()
FEWEST = 5


def onnxruntime_caller():
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = THREADS
    session = onnxruntime.InferenceSession(FILE, options, providers=["CPUExecutionProvider"])
    source = session.get_inputs()[0]

    def caller(batch):
        return lambda x: session.run(None, {source.name: x})[0]

    return "ONNX Runtime " + onnxruntime.__version__, source.shape[1:], caller


def openvino_caller():
    import openvino

    core = openvino.Core()
    model = core.read_model(FILE)
    shape = [d.get_length() for d in list(model.input(0).partial_shape)[1:]]
    settings = {
        "INFERENCE_PRECISION_HINT": "f32",
        "PERFORMANCE_HINT": "LATENCY",
        "INFERENCE_NUM_THREADS": THREADS,
    }
    compiled = {}

    def caller(batch):
        if batch not in compiled:
            model.reshape([batch] + shape)
            compiled[batch] = core.compile_model(model, "CPU", settings)
        request = compiled[batch].create_infer_request()
        return lambda x: request.infer({0: x})

    return "OpenVINO " + openvino.__version__, shape, caller


def calls(call, x, millis, durations):
    start = now = time.perf_counter()
    while now - start < millis / 1e3 or len(durations) < FEWEST:
        call(x)
        then, now = now, time.perf_counter()
        durations.append(now - then)


def infer(caller, shape, callers, batch, millis):
    x = np.random.default_rng(0).uniform(0, 1, [batch] + list(shape)).astype("float32")
    lists = [[] for _ in range(callers)]
    threads = [
        threading.Thread(target=calls, args=(caller(batch), x, millis, durations))
        for durations in lists
    ]
    start = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    elapsed = time.perf_counter() - start
    every = np.sort(np.concatenate(lists)) * 1e3
    rank = lambda percent: every[max(int(np.ceil(percent / 100 * len(every))), 1) - 1]
    return "@infer count=%d median-ms=%.4f p99-ms=%.4f per-second=%.3f" % (
        len(every),
        rank(50),
        rank(99),
        len(every) / elapsed,
    )


def main():
    name, shape, caller = onnxruntime_caller() if KIND == "onnxruntime" else openvino_caller()
    if len(sys.argv) > 3:
        caller(1)(np.zeros([1] + list(shape), "float32"))
        print("@done", flush=True)
        sys.stdin.read()  # the coordinator looks at the process, and then ends it
        return
    print("@ready " + name, flush=True)
    for line in sys.stdin:
        words = line.split()
        if words[0] == "quit":
            return
        print(infer(caller, shape, *map(int, words[1:4])), flush=True)


main()
