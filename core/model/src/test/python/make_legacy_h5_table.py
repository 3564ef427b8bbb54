"""Writes what h5py reads from a folder of HDF5 files, as one checksum per file.

Usage: python make_legacy_h5_table.py keras-files/legacy-h5 > legacy-h5.tsv

The checksum is the SHA-1 of all groups and datasets in the order of their paths: the path, the
text attributes in the order of their names, then a dataset's shape and its elements as
little-endian float32.
"""

import hashlib
import sys
from pathlib import Path

import h5py
import numpy as np

root = Path(sys.argv[1])


def texts(value):
    if isinstance(value, (str, bytes)):
        value = [value]
    for item in np.asarray(value, dtype=object).ravel():
        yield item if isinstance(item, bytes) else item.encode()


def is_text(attribute):
    dtype = attribute.dtype
    return dtype.kind == "S" or h5py.check_string_dtype(dtype) is not None


for path in sorted(root.rglob("*.h5")):
    digest = hashlib.sha1()
    count = 0
    with h5py.File(path, "r") as file:
        names = ["/"]
        file.visit(lambda name: names.append("/" + name))
        for name in sorted(names):
            node = file[name]
            digest.update(name.encode() + b"\n")
            for key in sorted(node.attrs):
                if is_text(node.attrs.get_id(key)):
                    digest.update(key.encode() + b"=")
                    for text in texts(node.attrs[key]):
                        digest.update(text.rstrip(b"\0") + b"\n")
            if isinstance(node, h5py.Dataset):
                count += 1
                digest.update(str(list(node.shape)).encode() + b"\n")
                digest.update(np.ascontiguousarray(node[()], "<f4").tobytes())
    print(path.relative_to(root).as_posix(), count, digest.hexdigest(), sep="\t")
