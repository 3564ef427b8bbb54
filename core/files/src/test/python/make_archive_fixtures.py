"""Writes small .tar.gz archives: one of folders, a long name and a link, one that leads outside.

Usage: python make_archive_fixtures.py FOLDER   (written with Python 3.11's tarfile)
"""

import io
import sys
import tarfile
from pathlib import Path

out = Path(sys.argv[1])


def add(archive, name, content):
    entry = tarfile.TarInfo(name)
    entry.size = len(content)
    archive.addfile(entry, io.BytesIO(content))


with tarfile.open(out / "archive.tar.gz", "w:gz", format=tarfile.GNU_FORMAT) as archive:
    folder = tarfile.TarInfo("a")
    folder.type = tarfile.DIRTYPE
    archive.addfile(folder)
    add(archive, "a/one.txt", b"one")
    add(archive, "a/two.bin", bytes(1500))
    add(archive, "a/" + "long" * 40 + "/three.txt", b"three")
    link = tarfile.TarInfo("a/link")
    link.type = tarfile.SYMTYPE
    link.linkname = "/etc/passwd"
    archive.addfile(link)

with tarfile.open(out / "outside.tar.gz", "w:gz") as archive:
    add(archive, "../outside.txt", b"outside")
