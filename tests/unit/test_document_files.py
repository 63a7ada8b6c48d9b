"""Documents become files and documents again: the same bytes whatever the documents are, from an archive and from a folder."""

import copy
import tempfile
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from omnia.dialogue.canonical import content_hash, normalised
from tenants.document_files import archive_of, documents_of, files_in_archive, files_in_folder, files_of, write_folder
from tests.specimens import seed

CATALOGUE = seed().templates
TEXT = st.text(st.characters(blacklist_categories=("Cs",)), max_size=40)


@st.composite
def documents(draw):
    """Templates of the catalogue with other texts and fields in them."""
    found = {}
    for key in draw(st.lists(st.sampled_from(sorted(CATALOGUE)), min_size=1, max_size=3, unique=True)):
        body = copy.deepcopy(CATALOGUE[key])
        body["description"] = {"en": draw(TEXT), draw(st.sampled_from(["it", "no", "y"])): draw(TEXT)}
        body["extra"] = draw(
            st.recursive(
                st.none()
                | st.booleans()
                | st.integers(-(2**53), 2**53)
                | st.floats(allow_nan=False, allow_infinity=False)
                | TEXT,
                lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
                max_leaves=8,
            )
        )
        found["template", body["key"]] = normalised(body)
    return found


@given(documents())
def test_documents_that_were_exported_and_imported_are_exported_to_the_same_bytes(held):
    files = files_of(held)
    from_archive = documents_of(files_in_archive(archive_of(files)))
    with tempfile.TemporaryDirectory() as name:
        write_folder(Path(name), files)
        from_folder = documents_of(files_in_folder(Path(name)))
    for read in (from_archive, from_folder):
        assert files_of(read) == files
        assert archive_of(files_of(read)) == archive_of(files)
        assert {place: content_hash(body) for place, body in read.items()} == {
            place: content_hash(body) for place, body in held.items()
        }
