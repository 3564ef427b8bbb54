"""Writes published-files.tsv: the weight files that Keras' sources name, for PublishedFilesTest.

Nothing of Keras is run, unlike in make_weight_files.py. The rows come from a table of the weight files of all
versions of Keras, of which those of Keras 3 and, for what differed, of Keras 1.2.2 are taken; for networks
that the table has not, from the hashes in the sources of Keras 3.15.1:

    python make_published_files.py keras-weights.tsv site-packages/keras ../resources/io/hornbill/applications/published-files.tsv
"""

import ast
import csv
import pathlib
import sys

KERAS1 = ("ResNet50", "InceptionV3", "MusicTaggerCRNN")


def of_table(path):
    with open(path) as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            name, versions = row["architecture"], row["keras_versions"]
            # The kernels of Theano's files have another order; the others serve both.
            old = versions.startswith("1.2.0") and name in KERAS1 and "_tf_dim_ordering" in row["cache_file_in_models/"]
            if "3.x" in versions or old:
                md5 = "" if "none" in row["md5"] else row["md5"]
                yield row["cache_file_in_models/"], row["url"], md5


def constants(path):
    found = {}
    for statement in ast.parse(path.read_text()).body:
        if isinstance(statement, ast.Assign) and isinstance(statement.targets[0], ast.Name):
            try:
                found[statement.targets[0].id] = ast.literal_eval(statement.value)
            except ValueError:
                pass
    return found


def of_sources(keras):
    forms = {
        "efficientnet_v2": ("efficientnetv2-{}.h5", "efficientnetv2-{}_notop.h5"),
        "convnext": ("{}.h5", "{}_notop.h5"),
        "mobilenet_v3": ("weights_mobilenet_v3_{}.h5", "weights_mobilenet_v3_{}_no_top_v2.h5"),
    }
    for module, form in forms.items():
        known = constants(pathlib.Path(keras) / "src" / "applications" / (module + ".py"))
        base = known.get("BASE_WEIGHTS_PATH") or known["BASE_WEIGHT_PATH"]
        for variant, hashes in known["WEIGHTS_HASHES"].items():
            for pattern, value in zip(form, hashes):
                name = pattern.format(variant.lstrip("-"))
                yield name, base + name, value


def main(table, keras, path):
    rows = sorted({*of_table(table), *of_sources(keras)})
    with open(path, "w") as out:
        out.write("file\turl\thash\n")
        for row in rows:
            out.write("\t".join(row) + "\n")
    print(len(rows), "files")


if __name__ == "__main__":
    main(*sys.argv[1:])
