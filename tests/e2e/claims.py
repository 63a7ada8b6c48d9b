"""Whose a document is: one that the tests of a file change is changed by no other file's.

Files meet in one product or in two, as the run deals them out; a version that another file's test counted up too is then seen
once in many runs.
"""

import re
from pathlib import Path
from urllib.parse import urlparse

# A simulated conversation changes nothing.
_DOCUMENT = re.compile(r"^/p/\w+/(?:templates|flows)/[\w-]+|^/admin/factory/(?:template|flow)/\w+(?=/)(?!/simulator/(?:turn/)?$)")


def document_of(url: str) -> str:
    """What a form that is posted there changes; nothing if it is no document."""
    found = _DOCUMENT.match(urlparse(url).path)
    return found.group(0) if found else ""


def claim(folder: Path, document: str, file: str) -> str:
    """Note that the tests of a file change a document; answers with the file whose it is."""
    folder.mkdir(parents=True, exist_ok=True)
    mark = folder / document.replace("/", ":")
    try:
        with mark.open("x") as new:
            new.write(file)
    except FileExistsError:
        # Empty for as long as the other process writes it.
        return mark.read_text() or file
    return file
