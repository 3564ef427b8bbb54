"""ONNX Runtime or OpenVINO as a process that answers as PredictionProcess does, and to `calls` as EngineProcess.

usage: inference_peer.py onnxruntime|openvino FILE.onnx [once]

Written for onnxruntime 1.32 and openvino 2026.4; float32, as many threads as there are processors.
"""

import concurrent.futures
import functools
import os
import sys
import time

import numpy as np

KIND, FILE = sys.argv[1], sys.argv[2]
THREADS = os.cpu_count()
FEWEST = 5
WARM_UP_CALLS = 1000


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


def for_millis(call, millis):
    durations = []
    start = now = time.perf_counter()
    while now - start < millis / 1e3 or len(durations) < FEWEST:
        call()
        then, now = now, time.perf_counter()
        durations.append(now - then)
    return durations


def for_count(call, count):
    for _ in range(WARM_UP_CALLS):
        call()
    durations = []
    for _ in range(count):
        start = time.perf_counter()
        call()
        durations.append(time.perf_counter() - start)
    return durations


def together(works):
    """What works that run at the same time return, and how long all of them took."""
    start = time.perf_counter()
    with concurrent.futures.ThreadPoolExecutor(len(works)) as pool:
        lists = [future.result() for future in [pool.submit(work) for work in works]]
    return np.sort(np.concatenate(lists)) * 1e3, time.perf_counter() - start


def rank(every, percent):
    return every[max(int(np.ceil(percent / 100 * len(every))), 1) - 1]


def figures(every):
    names = {25: "q1", 50: "median", 75: "q3", 99: "p99"}
    ranks = " ".join("%s-ms=%.4f" % (name, rank(every, percent)) for percent, name in names.items())
    return "count=%d mean-ms=%.4f %s" % (len(every), np.mean(every), ranks)


def prepared(caller, shape, batch):
    x = np.random.default_rng(0).uniform(0, 1, [batch] + list(shape)).astype("float32")
    call = caller(batch)
    return lambda: call(x)


def infer(caller, shape, callers, batch, millis):
    calls = [prepared(caller, shape, batch) for _ in range(callers)]
    every, elapsed = together([functools.partial(for_millis, call, millis) for call in calls])
    return "@infer %s per-second=%.3f" % (figures(every), len(every) / elapsed)


def single_rows(caller, shape, threads, count):
    calls = [prepared(caller, shape, 1) for _ in range(threads)]
    every, _ = together([functools.partial(for_count, call, count // threads) for call in calls])
    micros = 1e3 * rank(every, 50), 1e3 * rank(every, 99)
    return "@calls %s p50-us=%.2f p99-us=%.2f" % ((figures(every),) + micros)


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
        answer = infer if words[0] == "infer" else single_rows
        print(answer(caller, shape, *map(int, words[1:])), flush=True)


main()
