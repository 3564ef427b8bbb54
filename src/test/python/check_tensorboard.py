"""Compares event files that Hornbill wrote with what they must hold, as TensorBoard itself reads them.

  python check_tensorboard.py FOLDER    # FOLDER/logs and FOLDER/expected.json, made by TensorBoardLogsTest

Needs `pip install tensorboard`; TensorFlow is not needed. Says how many values were compared.
"""

import io
import json
import pathlib
import re
import sys

import numpy as np
from google.protobuf import text_format
from PIL import Image
from tensorboard.backend.event_processing import event_accumulator
from tensorboard.compat.proto import event_pb2, graph_pb2, node_def_pb2, summary_pb2, tensor_pb2
from tensorboard.compat.proto import tensor_shape_pb2, versions_pb2
from tensorboard.plugins.graph import keras_util
from tensorboard.plugins.histogram import summary_v2 as histograms
from tensorboard.plugins.hparams import plugin_data_pb2
from tensorboard.plugins.projector import projector_config_pb2
from tensorboard.util import tensor_util

HERE = pathlib.Path(__file__).resolve().parent
PROTO = HERE.parents[2] / "callbacks/src/main/resources/io/hornbill/callbacks/internal/events/events.proto"
TYPES = {
    "Event": event_pb2.Event,
    "Summary": summary_pb2.Summary,
    "Value": summary_pb2.Summary.Value,
    "SummaryMetadata": summary_pb2.SummaryMetadata,
    "PluginData": summary_pb2.SummaryMetadata.PluginData,
    "Tensor": tensor_pb2.TensorProto,
    "Shape": tensor_shape_pb2.TensorShapeProto,
    "Dim": tensor_shape_pb2.TensorShapeProto.Dim,
    "Graph": graph_pb2.GraphDef,
    "Node": node_def_pb2.NodeDef,
    "Versions": versions_pb2.VersionDef,
    "HParams": plugin_data_pb2.HParamsPluginData,
    "SessionStart": plugin_data_pb2.SessionStartInfo,
    "SessionEnd": plugin_data_pb2.SessionEndInfo,
    "Projector": projector_config_pb2.ProjectorConfig,
    "Embedding": projector_config_pb2.EmbeddingInfo,
}


class Check:
    """Compares and counts."""

    def __init__(self):
        self.count = 0

    def same(self, actual, expected, what):
        self.count += np.size(expected)
        if np.shape(actual) != np.shape(expected) or not np.all(np.asarray(actual) == np.asarray(expected)):
            raise SystemExit(f"{what}: expected {expected}. Received: {actual}.")

    def near(self, actual, expected, what):
        self.count += np.size(expected)
        np.testing.assert_allclose(actual, expected, rtol=1e-12, atol=1e-12, err_msg=what)


def load(folder):
    every = {kind: 0 for kind in (event_accumulator.TENSORS, event_accumulator.SCALARS)}
    run = event_accumulator.EventAccumulator(str(folder), size_guidance=every)
    run.Reload()
    return run


def points(run, tag):
    return [(event.step, tensor_util.make_ndarray(event.tensor_proto)) for event in run.Tensors(tag)]


def scalars(check, run, tag, expected):
    check.same([step for step, _ in points(run, tag)], [step for step, _ in expected], f"steps of {tag}")
    check.same([float(v) for _, v in points(run, tag)], [float(np.float32(v)) for _, v in expected], tag)


def array(value):
    return np.array(value["data"]).reshape(value["shape"])


def check_fields(check):
    """The numbers and types of all fields are those of TensorBoard's own messages."""
    scopes = []
    for line in PROTO.read_text().splitlines():
        if opened := re.match(r" *(message|enum|oneof) (\w+) {", line):
            scopes.append(scopes[-1] if opened[1] == "oneof" else TYPES.get(opened[2]))
        elif line.strip() == "}":
            scopes.pop()
        field = re.match(r" +(?:repeated )?(?:map<\w+, \w+>|\w+) (\w+) = (\d+);", line)
        if field and scopes[-1] is not None:
            number = scopes[-1].DESCRIPTOR.fields_by_name[field[1]].number
            check.same(number, int(field[2]), f"field {field[1]}")


def check_scalars(check, train, validation, expected):
    history = expected["history"]
    for name, values in history.items():
        run = validation if name.startswith("val_") else train
        scalars(check, run, "epoch_" + name.removeprefix("val_"), list(enumerate(values)))
    rate = expected["learning_rate"]
    scalars(check, train, "epoch_learning_rate", [(i, rate) for i in range(len(history["loss"]))])
    for name in expected["batches"][0]:
        written = [(i + 1, b[name]) for i, b in enumerate(expected["batches"]) if (i + 1) % 2 == 0]
        scalars(check, train, "batch_" + name, written)
        tests = [(e["step"], e["logs"][name]) for e in expected["evaluations"]]
        scalars(check, validation, f"evaluation_{name}_vs_iterations", tests)
    for tag in ("epoch_steps_per_second", "batch_steps_per_second"):
        assert all(value > 0 for _, value in points(train, tag)), tag


def check_histograms(check, train, expected):
    wanted = [({k + "/histogram": v for k, v in w.items()} | {k + "_out": v for k, v in a.items()})
              for w, a in zip(expected["weights"], expected["activations"])]
    for tag in wanted[0]:
        written = points(train, tag)
        check.same([step for step, _ in written], range(len(wanted)), f"steps of {tag}")
        for step, rows in written:
            theirs = histograms.histogram_pb(tag, array(wanted[step][tag]))
            check.near(rows, tensor_util.make_ndarray(theirs.value[0].tensor), tag)


def check_images(check, train, expected):
    for path, first in expected["weights"][0].items():
        if np.size(first["data"]) == 1:  # as in Keras
            assert path + "/image" not in train.Tags()["tensors"], path
            continue
        for step, strings in points(train, path + "/image"):
            weight = np.squeeze(array(expected["weights"][step][path]))
            weight = weight.reshape(-1, 1) if weight.ndim == 1 else weight
            weight = weight.T if weight.shape[0] > weight.shape[1] and weight.shape[1] > 1 else weight
            pixels = np.clip(np.trunc(weight.astype(np.float32) * np.float32(255.5)), 0, 255)
            picture = Image.open(io.BytesIO(strings[2]))
            check.same([int(strings[0]), int(strings[1])], picture.size, path)
            check.same(np.array(picture), pixels, path)


def check_graph(check, train, expected):
    graph = graph_pb2.GraphDef.FromString(train.Graph().SerializeToString())
    wanted = [tuple(layer) for layer in expected["layers"]]
    check.same([(node.name, node.op) for node in graph.node], wanted, "graph")
    [(_, text)] = points(train, "keras")
    conceptual = keras_util.keras_model_to_graph_def(json.loads(text.item()))
    classes = {n.name.split("/")[-1]: n.attr["keras_class"].s.decode() for n in conceptual.node}
    check.same([classes[name] for name, _ in wanted], [c for _, c in wanted], "conceptual graph")


def check_rest(check, folder, train):
    [(_, text)] = points(train, "about")
    check.same(text.item().decode(), "Words below **6** count as good.", "text")
    whole = load(folder)
    content = whole.PluginTagToContent("hparams")
    start = plugin_data_pb2.HParamsPluginData.FromString(content["_hparams_/session_start_info"])
    hparams = {k: getattr(v, v.WhichOneof("kind")) for k, v in start.session_start_info.hparams.items()}
    assert hparams == {"units": 5, "optimizer": "adam", "bias": True}, hparams
    end = plugin_data_pb2.HParamsPluginData.FromString(content["_hparams_/session_end_info"])
    check.same(end.session_end_info.status, 1, "status")
    config = projector_config_pb2.ProjectorConfig()
    text_format.Parse((folder / "projector_config.pbtxt").read_text(), config)
    [embedding] = config.embeddings
    check.same(embedding.metadata_path, "words.tsv", "metadata")
    return np.loadtxt(folder / embedding.tensor_path), tuple(embedding.tensor_shape)


def main():
    folder = pathlib.Path(sys.argv[1])
    expected = json.loads((folder / "expected.json").read_text())
    train, validation = (load(folder / "logs" / run) for run in ("train", "validation"))
    check = Check()
    check_fields(check)
    check_scalars(check, train, validation, expected)
    check_histograms(check, train, expected)
    check_images(check, train, expected)
    check_graph(check, train, expected)
    vectors, shape = check_rest(check, folder / "logs", train)
    last = array(expected["weights"][-1]["sequential/words/embeddings"])
    check.same(shape, last.shape, "shape of the embeddings")
    check.same(vectors.astype(np.float32), last.astype(np.float32), "embeddings")
    print(f"TensorBoard reads what Hornbill wrote: {check.count} values compared")


if __name__ == "__main__":
    main()
