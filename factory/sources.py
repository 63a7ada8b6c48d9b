"""The files of the catalogue as they were written, and those that are written for what has none."""

from collections.abc import Iterable, Mapping

import orjson

from factory.catalogue_compact import compact, normal
from factory.catalogue_files import EXPORTED, INDUSTRIES, LAYOUT
from factory.catalogue_format import Body
from factory.catalogue_yaml import comment_of, write
from factory.drafts import MODELS
from factory.models import CatalogueFile, Industry
from omnia.dialogue.canonical import content_hash
from omnia.documents.archives import Files

FORMAT = 1


def keep(texts: Mapping[str, tuple[str, str]]) -> None:
    """Keep files as they were written: by name, the hash of what each says, and its text. Done again, nothing changes."""
    held = dict(CatalogueFile.objects.filter(id__in=list(texts)).values_list("id", "text"))
    for name, (hashed, text) in texts.items():
        if held.get(name) != text:
            CatalogueFile(id=name, hash=hashed, text=text).save()


def industries_hash(industries: Mapping[str, Mapping[str, str]]) -> str:
    """What the list of industries says."""
    return content_hash({key: dict(label) for key, label in industries.items()})


def industry_name(key: str) -> str:
    """What an industry is called where it is noted what was exported: it shares its file with the others."""
    return f"{INDUSTRIES}#{key}"


def normal_hash(document: str, body: Body) -> str:
    """The hash of a body as reading its file makes it: with every derived field."""
    return content_hash(normal(document, body))


def exported(keys: Iterable[str] | None = None) -> Files:
    """The catalogue's drafts as files: each as it was last taken in if it says the same, else newly written, its remarks kept.

    Args:
        keys: names such as `template:date`; all documents if None.
    """
    wanted = None if keys is None else set(keys)
    kept = {row.id: row for row in CatalogueFile.objects.all()}
    files: Files = {}
    hashes = {}
    if wanted is None:
        labels = {row.key: row.label for row in Industry.objects.all()}
        files[INDUSTRIES] = _industries(labels, kept.get(INDUSTRIES)).encode()
        hashes = {industry_name(key): content_hash(label) for key, label in labels.items()}
    for document, model in MODELS.items():
        for key, draft in model.objects.order_by("key").values_list("key", "draft"):
            if wanted is None or f"{document}:{key}" in wanted:
                name = LAYOUT.name(document, key)
                files[name] = _file(document, draft, kept.get(name)).encode()
                hashes[name] = normal_hash(document, draft)
    files[EXPORTED] = orjson.dumps(
        {"format": FORMAT, "hashes": hashes}, option=orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS | orjson.OPT_APPEND_NEWLINE
    )
    return dict(sorted(files.items()))


def _file(document: str, draft: Body, kept: CatalogueFile | None) -> str:
    if kept is not None and kept.hash == normal_hash(document, draft):
        return kept.text
    return write(compact(document, draft), comment_of(kept.text) if kept is not None else "")


def _industries(labels: Mapping[str, Mapping[str, str]], kept: CatalogueFile | None) -> str:
    if kept is not None and kept.hash == industries_hash(labels):
        return kept.text
    return write([{"key": key, "label": label} for key, label in labels.items()], comment_of(kept.text) if kept else "")


def bases_of(files: Mapping[str, bytes]) -> dict[str, str]:
    """What each file's document said when the files were exported, by name; empty where the files do not tell."""
    try:
        read = orjson.loads(files.get(EXPORTED, b"{}"))
    except orjson.JSONDecodeError:
        return {}
    hashes = read.get("hashes") if isinstance(read, dict) and read.get("format") == FORMAT else None
    return {str(name): str(held) for name, held in hashes.items()} if isinstance(hashes, dict) else {}
