"""Prints the bytes on disk of a package and of what it requires.

usage: installed_size.py PACKAGE
"""

import re
import sys
from importlib import metadata


def required(name, seen):
    try:
        package = metadata.distribution(name)
    except metadata.PackageNotFoundError:  # for other systems
        return seen
    if package.metadata["Name"] not in seen:
        seen[package.metadata["Name"]] = package
        for requirement in package.requires or []:
            if "extra ==" not in requirement:
                required(re.match(r"[\w.-]+", requirement)[0], seen)
    return seen


files = [file for package in required(sys.argv[1], {}).values() for file in package.files]
print(sum(file.locate().stat().st_size for file in files if file.locate().is_file()))
