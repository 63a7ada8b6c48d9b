"""Documents as files: over HTTP and by command, round and round, all or nothing, and what is never taken in."""

import io
import json
import stat
import zipfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from pymongo.errors import PyMongoError

from omnia.dialogue import lint_flows
from omnia.infra import audit
from omnia.mongo.clusters import database
from tenants import document_files, selectors
from tenants.actions import editing, importing
from tenants.audit_chains import chain_of
from tenants.document_files import MAX_DOCUMENT, MAX_FILES, MAX_PARTS, FilesRefused, archive_of, documents_of, files_in_archive
from tests.commands.conftest import everything_stored
from tests.integration.test_updates import customise, reword, text
from tests.manage.pipelines import Pipeline, key_for

ZIP = {"content_type": "application/zip"}


def exported(pipeline):
    return files_in_archive(pipeline.call("GET", "/export").content)


def send(pipeline, files, query="", **headers):
    content = files if isinstance(files, bytes) else archive_of(files)
    return pipeline.call("POST", f"/import{query}", content, **ZIP, **headers)


def edited(files, name, change):
    body = json.loads(files[name])
    change(body)
    return files | {name: json.dumps(body).encode()}


def what(answer):
    return {(row["document"], row["key"]): row["what"] for row in answer.json()["documents"] if row["what"] != "unchanged"}


def by_command(command, **options):
    out = io.StringIO()
    call_command(command, json=True, stdout=out, **options)
    return json.loads(out.getvalue())


def test_export_is_the_same_bytes_each_time_and_importing_it_changes_nothing(cast, pipeline):
    first = pipeline.call("GET", "/export")
    assert (first.status, first.headers["Content-Type"]) == (200, "application/zip")
    assert pipeline.call("GET", "/export").content == first.content
    assert pipeline.call("GET", "/export", if_none_match=first.headers["ETag"]).status == 304
    before = everything_stored()
    answer = send(pipeline, first.content, "?delete_missing=true", if_match=first.headers["ETag"])
    assert (answer.status, what(answer)) == (200, {})
    assert everything_stored() == before
    assert pipeline.call("GET", "/export").content == first.content


def test_files_of_one_project_make_another_project_the_same(cast, pipeline, foreign):
    changed = edited(exported(pipeline), "templates/date.json", lambda body: reword(body, "Which day?"))
    changed["templates/delivery_day.json"] = changed["templates/date.json"].replace(b'"key": "date"', b'"key": "delivery_day"', 1)
    assert send(pipeline, changed).status == 200
    theirs = pipeline.call("GET", "/export").content
    assert send(foreign, theirs, "?delete_missing=true").status == 200
    assert exported(foreign) == files_in_archive(theirs)


def provenance_in(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return json.loads(archive.read(document_files.PROVENANCE))


def test_who_wrote_each_part_is_exported_and_an_import_that_claims_something_else_is_not_believed(cast, pipeline):
    customise(cast, lambda body: reword(body, "The designer's."))
    first = pipeline.call("GET", "/export")
    told = provenance_in(first.content)
    assert told["templates"]["url"] == {"factory_key": "url", "factory_version": 1, "written": []}
    (row,) = told["templates"]["date"]["written"]
    assert (row["address"], row["by"].partition(" (")[0]) == (
        "/nodes/@date/steps/start/@date.start.1/actions/@date.start.1.say/text/en",
        "Designer",
    )
    told["templates"]["date"]["written"][0]["by"] = "Somebody else"
    claim = archive_of(files_in_archive(first.content) | {document_files.PROVENANCE: json.dumps(told).encode()})
    before = everything_stored()
    assert (send(pipeline, claim).status, what(send(pipeline, claim))) == (200, {})
    assert everything_stored() == before
    assert pipeline.call("GET", "/export").content == first.content


def test_export_has_another_tag_when_somebody_else_wrote_what_the_drafts_say_and_imports_take_either(cast, pipeline):
    written = lambda words: customise(cast, lambda body: reword(body, words))  # noqa: E731
    written("One.")
    first = pipeline.call("GET", "/export")
    written("Two.")
    body = pipeline.call("GET", "/templates/date").json()
    pipeline.call("PUT", "/templates/date", reword(body, "One."), if_match="*")
    second = pipeline.call("GET", "/export", if_none_match=first.headers["ETag"])
    assert (second.status, second.headers["ETag"] == first.headers["ETag"]) == (200, False)
    assert files_in_archive(second.content) == files_in_archive(first.content)
    assert [send(pipeline, first.content, if_match=each.headers["ETag"]).status for each in (first, second)] == [200, 200]


def test_trial_tells_what_would_change_by_document_and_place_and_writes_nothing(cast, pipeline):
    files = edited(exported(pipeline), "templates/date.json", lambda body: reword(body, "Which day?"))
    del files["templates/url.json"]
    before = everything_stored()
    trial = send(pipeline, files, "?dry_run=true&delete_missing=true")
    assert what(trial) == {("template", "date"): "changed", ("template", "url"): "deleted"}
    (row,) = [row for row in trial.json()["documents"] if row["key"] == "date"]
    assert [(each["pointer"], each["to"]) for each in row["changes"]] == [
        ("/nodes/0/steps/start/0/actions/0/text/en", "Which day?")
    ]
    assert everything_stored() == before
    done = send(pipeline, files, "?delete_missing=true&message=From+git")
    assert what(done) == what(trial)
    assert selectors.versions(cast.project, "template", "date")[0].note == "From git"
    assert pipeline.call("GET", "/templates/url").status == 404
    entry = selectors.audit_entries(cast.project, 1)[0]
    assert (entry["action"], entry["actor"]["kind"], entry["details"]) == (
        "documents.imported", "api_key", {"added": 0, "changed": 1, "deleted": 1},
    )  # fmt: skip
    assert audit.verify(chain_of(cast.project.ref))


def test_import_over_drafts_that_somebody_changed_is_refused(cast, pipeline):
    first = pipeline.call("GET", "/export")
    files = edited(files_in_archive(first.content), "templates/date.json", lambda body: reword(body, "Mine."))
    pipeline.call("PUT", "/templates/email", pipeline.call("GET", "/templates/email").json() | {"tags": ["x"]}, if_match="*")
    before = everything_stored()
    for query in ("", "?dry_run=true"):
        answer = send(pipeline, files, query, if_match=first.headers["ETag"])
        assert (answer.status, answer.json()["type"]) == (412, "/problems/precondition-failed")
    assert everything_stored() == before


def test_documents_that_would_be_left_with_errors_refuse_the_whole_import_with_every_place(cast, pipeline):
    files = edited(exported(pipeline), "templates/email.json", lambda body: reword(body, "Fine."))
    files = edited(files, "templates/date.json", lambda body: body["nodes"][0].pop("kind"))
    del files["templates/pod_code.json"]
    before = everything_stored()
    answer = send(pipeline, files, "?delete_missing=true")
    assert (answer.status, answer.json()["type"]) == (422, "/problems/invalid-document")
    places = [row["pointer"] for row in answer.json()["errors"]]
    assert any(place.startswith("/templates/date/nodes/0") for place in places)
    assert any(place.startswith("/flows/") for place in places), "A flow runs the template that would go."
    assert send(pipeline, files, "?delete_missing=true&dry_run=true").json()["valid"] is False
    assert everything_stored() == before


def test_import_that_breaks_off_in_the_middle_leaves_nothing_of_itself(cast, pipeline, monkeypatch):
    files = exported(pipeline)
    for name in ("templates/date.json", "templates/email.json", "templates/phone.json"):
        files = edited(files, name, lambda body: reword(body, "New."))
    written, write_row = [], importing._write_row

    def fail(actor, project, row, message):
        if len(written) == 2:
            raise PyMongoError("the connection broke")
        written.append(row.key)
        write_row(actor, project, row, message)

    before = {name: value for name, value in everything_stored().items() if not name.endswith(".bodies")}
    monkeypatch.setattr(importing, "_write_row", fail)
    assert send(pipeline, files).status == 500
    assert len(written) == 2
    after = {name: value for name, value in everything_stored().items() if not name.endswith(".bodies")}
    assert after == before
    monkeypatch.undo()
    assert len(what(send(pipeline, files))) == 3


def test_draft_saved_while_an_import_runs_refuses_the_whole_import(cast, pipeline, monkeypatch):
    files = exported(pipeline)
    for name in ("templates/date.json", "templates/email.json"):
        files = edited(files, name, lambda body: reword(body, "New."))
    together = importing.together

    def late(project, work):
        other = Pipeline(key_for(cast, cast.project).key)
        body = other.call("GET", "/templates/email").json()
        assert other.call("PUT", "/templates/email", reword(body, "Somebody's."), if_match="*").status == 200
        return together(project, work)

    monkeypatch.setattr(importing, "together", late)
    assert send(pipeline, files).status == 412
    assert selectors.draft(cast.project, "template", "date").version == 1
    assert selectors.draft(cast.project, "template", "email").version == 2


@pytest.fixture
def somebody_saves(cast, monkeypatch):
    """Somebody saves a template just before, or just after, an import writes."""

    def arrange(key, *, after):
        together = importing.together

        def save():
            other = Pipeline(key_for(cast, cast.project).key)
            body = other.call("GET", f"/templates/{key}").json()
            assert other.call("PUT", f"/templates/{key}", reword(body, "Somebody's."), if_match="*").status == 200

        def beside(project, work):
            if not after:
                save()
            done = together(project, work)
            if after:
                save()
            return done

        monkeypatch.setattr(importing, "together", beside)

    return arrange


def test_draft_saved_just_before_an_import_would_delete_it_stays_and_nothing_is_imported(cast, pipeline, somebody_saves):
    first = pipeline.call("GET", "/export")
    files = edited(files_in_archive(first.content), "templates/date.json", lambda body: reword(body, "Mine."))
    del files["templates/url.json"]
    somebody_saves("url", after=False)
    assert send(pipeline, files, "?delete_missing=true", if_match=first.headers["ETag"]).status == 412
    assert text(pipeline.call("GET", "/templates/url").json()) == "Somebody's."
    assert selectors.draft(cast.project, "template", "date").version == 1


def test_state_that_an_import_answers_is_the_one_that_it_left_whoever_saves_next(cast, pipeline, somebody_saves, monkeypatch):
    files = edited(exported(pipeline), "templates/date.json", lambda body: reword(body, "Mine."))
    somebody_saves("email", after=True)
    answer = send(pipeline, files)
    assert (answer.status, answer.headers["ETag"]) == (200, f'"{answer.json()["draft"]}"')
    assert pipeline.call("GET", "/export").headers["ETag"] != answer.headers["ETag"]
    monkeypatch.undo()
    assert send(pipeline, files, if_match=answer.headers["ETag"]).status == 412
    assert text(pipeline.call("GET", "/templates/email").json()) == "Somebody's."


def test_import_that_publishes_releases_nothing_that_somebody_saved_just_after_it(cast, tmp_path, somebody_saves):
    folder = tmp_path / "content"
    by_command("export_documents", project=cast.project.pk, to=str(folder))
    body = json.loads((folder / "templates" / "date.json").read_text())
    (folder / "templates" / "date.json").write_text(json.dumps(reword(body, "Which day?")))
    somebody_saves("email", after=True)
    with pytest.raises(CommandError):
        by_command("import_documents", project=cast.project.pk, folder=str(folder), publish=True)
    assert selectors.releases(cast.project) == []
    assert text(selectors.draft(cast.project, "template", "date").body) == "Which day?"


def test_import_of_many_flows_looks_at_each_template_once_and_reads_none_while_it_writes(cast, pipeline, monkeypatch):
    files = exported(pipeline)
    flow = json.loads(next(text for name, text in files.items() if name.startswith("flows/")))
    row = {"id": "asked", "type": "acquire", "template": "date"}
    for number in range(3):
        made = flow | {"key": f"own_{number}", "nodes": [flow["nodes"][0] | {"rows": [row], "edges": []}], "tests": []}
        files[f"flows/own_{number}.json"] = json.dumps(made | {"start": flow["nodes"][0]["key"]}).encode()
    files = edited(files, "templates/date.json", lambda body: reword(body, "Which day?"))
    del files["templates/url.json"]
    looked, lint = [], lint_flows.lint_template_rules
    monkeypatch.setattr(lint_flows, "lint_template_rules", lambda report, body: (looked.append(body["key"]), lint(report, body)))
    monkeypatch.setattr(editing, "draft_bodies", lambda *_given: pytest.fail("All drafts are read for one document."))
    answer = send(pipeline, files, "?delete_missing=true")
    assert answer.status == 200, answer.json()
    assert list(what(answer).values()).count("added") == 3
    assert "date" in looked
    assert len(looked) == len(set(looked))


def test_import_whose_flows_run_more_templates_than_are_looked_at_is_refused(cast, pipeline, monkeypatch):
    files = exported(pipeline)
    for name in [name for name in files if name.startswith("flows/")]:
        files = edited(files, name, lambda body: body.update(label={"en": "New", "it": "Nuovo"}))
    before = everything_stored()
    monkeypatch.setattr(importing, "MAX_RUNS", 0)
    answer = send(pipeline, files)
    assert (answer.status, answer.json()["type"]) == (422, "/problems/invalid-document")
    assert "Import in parts" in answer.json()["detail"]
    assert everything_stored() == before


def test_import_finishes_a_save_that_was_killed_before_it_was_done_and_stands_on_it(cast, pipeline):
    held = database(cast.project.ref)["versions"]
    first = held.find_one({"_id": "template:date:1"})
    long_ago = datetime.now(UTC) - timedelta(minutes=1)
    held.insert_one(first | {"_id": "template:date:2", "number": 2, "message": "Never done", "at": long_ago})
    files = edited(exported(pipeline), "templates/date.json", lambda body: reword(body, "Which day?"))
    answer = send(pipeline, files, "?message=From+git")
    assert (answer.status, what(answer)) == (200, {("template", "date"): "changed"})
    assert selectors.draft(cast.project, "template", "date").version == 3
    messages = [held.find_one({"_id": f"template:date:{number}"})["message"] for number in (2, 3)]
    assert messages == ["Never done", "From git"]
    saves = database(cast.project.ref)["audit"].find({"action": "document.saved"}, sort=[("_id", 1)])
    assert [row["details"]["version"] for row in saves] == [2, 3]


def archive(**entries):
    """An archive whose entries are made by hand: a text, or how the entry is, too."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("omnia.json", '{"format": 1}')
        for name, content in entries.items():
            info, text = content if isinstance(content, tuple) else (zipfile.ZipInfo(name), content)
            info.compress_type = info.compress_type or zipfile.ZIP_DEFLATED
            made.writestr(info, text, compress_type=info.compress_type)
    return written.getvalue()


def link(name):
    info = zipfile.ZipInfo(name)
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    return info


def lying(content):
    """The archive announces a small file where a large one is packed."""
    packed = archive(**{"templates/date.json": b" " * (MAX_DOCUMENT * 4)})
    return packed.replace((MAX_DOCUMENT * 4).to_bytes(4, "little"), (100).to_bytes(4, "little"))


def displaced(content):
    """The end record says that the list of entries begins a byte further than it does."""
    place = content.rindex(b"PK\x05\x06") + 16
    return (
        content[:place] + (int.from_bytes(content[place : place + 4], "little") + 1).to_bytes(4, "little") + content[place + 4 :]
    )


HOSTILE = {
    "no archive": b"nothing",
    "cut off": archive(**{"templates/date.json": "{}"})[:-30],
    "offset that points before the archive": displaced(archive(**{"templates/date.json": "{}"})),
    "bomb": archive(**{f"templates/t{number}.json": b" " * MAX_DOCUMENT for number in range(40)}),
    "file too large": archive(**{"templates/date.json": b" " * (MAX_DOCUMENT + 1)}),
    "sizes that lie": lying(b""),
    "too many": archive(**{f"templates/t{number}.json": "{}" for number in range(MAX_FILES + 1)}),
    "up": archive(**{"../templates/date.json": "{}"}),
    "up inside": archive(**{"templates/../../date.json": "{}"}),
    "absolute": archive(**{"/etc/passwd": "x"}),
    "backslash": archive(**{"templates\\date.json": "{}"}),
    "other": archive(**{"readme.md": "x"}),
    "link": archive(**{"templates/date.json": (link("templates/date.json"), "/etc/passwd")}),
    "bzip2": archive(**{"templates/date.json": (zipfile.ZipInfo("templates/date.json"), "{}")}).replace(b"\x08\x00", b"\x0c\x00"),
    "no documents": archive(),
    "not JSON": archive(**{"templates/date.json": "{"}),
    "too many values": archive(
        **{
            f"templates/t{number}.json": "[" + "[]," * (MAX_DOCUMENT // 4) + "[]]"
            for number in range(MAX_PARTS * 4 // MAX_DOCUMENT)
        }
    ),
    "too deep": archive(**{"templates/date.json": "[" * 40 + "]" * 40}),
    "key twice": archive(**{"templates/date.json": '{"key": "date", "key": "date"}'}),
    "other key": archive(**{"templates/date.json": '{"key": "email"}'}),
    "a list": archive(**{"templates/date.json": "[]"}),
    "other format": archive_of({"omnia.json": b'{"format": 2}', "templates/date.json": b"{}"}),
    "no format": archive_of({"templates/date.json": b"{}"}),
}


def test_documents_of_more_values_than_memory_is_for_are_refused_before_any_is_read(monkeypatch):
    monkeypatch.setattr(document_files.orjson, "loads", lambda _text: pytest.fail("A file was read."))
    with pytest.raises(FilesRefused, match="values together"):
        documents_of(files_in_archive(HOSTILE["too many values"]))


def test_archives_that_are_not_what_they_should_be_are_refused_and_change_nothing(cast, pipeline):
    before = everything_stored()
    for name, content in HOSTILE.items():
        answer = send(pipeline, content, "?delete_missing=true")
        assert (answer.status, answer.json()["type"]) == (422, "/problems/invalid-archive"), name
    assert send(pipeline, b"PK" + b"x" * (2 * 1024 * 1024)).status == 413
    assert pipeline.call("POST", "/import", archive(), content_type="application/json").status in (415, 422)
    assert everything_stored() == before


def test_file_of_a_foreign_project_changes_the_project_of_the_key_alone(cast, pipeline, foreign):
    files = edited(exported(pipeline), "templates/date.json", lambda body: reword(body, "Which day?"))
    send(foreign, files)
    assert selectors.draft(cast.project, "template", "date").version == 1
    assert selectors.draft(cast.foreign, "template", "date").version == 2


# --- commands --------------------------------------------------------------------------------------------------------


def bytes_of(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(Path(folder).rglob("*")) if path.is_file()}


def test_folder_that_was_exported_and_imported_is_exported_to_the_same_bytes(cast, tmp_path, pipeline):
    first = by_command("export_documents", project=cast.project.pk, to=str(tmp_path / "a"))
    assert first["documents"] == len(first["written"]) - len(("omnia.json", "provenance.json"))
    told = by_command("import_documents", project=cast.foreign.pk, folder=str(tmp_path / "a"), delete_missing=True)
    assert {row["what"] for row in told["documents"]} == {"unchanged"}
    by_command("export_documents", project=cast.foreign.pk, to=str(tmp_path / "b"))
    assert bytes_of(tmp_path / "a") == bytes_of(tmp_path / "b")
    assert {name: text for name, text in bytes_of(tmp_path / "a").items() if name != document_files.PROVENANCE} == exported(
        pipeline
    )
    again = by_command("export_documents", project=cast.project.pk, to=str(tmp_path / "a"))
    assert (again["written"], again["removed"]) == ([], [])


def test_import_by_command_tells_writes_and_publishes_and_export_follows(cast, tmp_path, pipeline):
    folder = tmp_path / "content"
    by_command("export_documents", project=cast.project.pk, to=str(folder))
    (folder / "README.md").write_text("Ours.")
    (folder / "templates" / ".draft").write_text("Hidden.")
    body = json.loads((folder / "templates" / "date.json").read_text())
    (folder / "templates" / "date.json").write_text(json.dumps(reword(body, "Which day?")))
    (folder / "templates" / "url.json").unlink()
    options = {"project": cast.project.pk, "folder": str(folder), "delete_missing": True}
    before = everything_stored()
    told = by_command("import_documents", dry_run=True, **options)
    changed = {row["key"]: row["what"] for row in told["documents"] if row["what"] != "unchanged"}
    assert (changed, told["release"]) == ({"date": "changed", "url": "deleted"}, None)
    assert everything_stored() == before
    done = by_command("import_documents", publish=True, message="From git", **options)
    assert (done["release"], done["documents"]) == (1, told["documents"])
    after = by_command("export_documents", project=cast.project.pk, to=str(folder))
    assert (after["written"], after["removed"]) == (["provenance.json", "templates/date.json"], [])
    assert (folder / "README.md").read_text() == "Ours."


def test_folder_that_is_not_as_it_should_be_is_refused_and_nothing_changes(cast, tmp_path):
    folder = tmp_path / "content"
    by_command("export_documents", project=cast.project.pk, to=str(folder))
    before = everything_stored()

    def refused(folder):
        with pytest.raises(CommandError) as refusal:
            by_command("import_documents", project=cast.project.pk, folder=str(folder), delete_missing=True)
        assert everything_stored() == before
        return str(refusal.value)

    assert "no folder" in refused(tmp_path / "nowhere")
    (tmp_path / "empty").mkdir()
    assert "omnia.json" in refused(tmp_path / "empty")
    (folder / "templates" / "evil.json").symlink_to("/etc/passwd")
    assert "templates/evil.json" in refused(folder)
    (folder / "templates" / "evil.json").unlink()
    (folder / "templates" / "notes.txt").write_text("x")
    assert "templates/notes.txt" in refused(folder)
    (folder / "templates" / "notes.txt").unlink()
    body = json.loads((folder / "templates" / "date.json").read_text())
    del body["nodes"][0]["kind"]
    (folder / "templates" / "date.json").write_text(json.dumps(body))
    assert "templates/date.json at /nodes/0" in refused(folder)


def test_export_follows_no_link_out_of_its_folder(cast, tmp_path):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "date.json").write_text("Mine.")
    folder = tmp_path / "content"
    folder.mkdir()
    (folder / "templates").symlink_to(elsewhere)
    with pytest.raises(CommandError, match="templates"):
        by_command("export_documents", project=cast.project.pk, to=str(folder))
    assert bytes_of(elsewhere) == {"date.json": b"Mine."}


def test_export_writes_through_no_link_that_was_left_beside_a_file(cast, tmp_path):
    elsewhere = tmp_path / "elsewhere.txt"
    elsewhere.write_text("Mine.")
    folder = tmp_path / "content"
    (folder / "templates").mkdir(parents=True)
    (folder / "templates" / ".date.json.new").symlink_to(elsewhere)
    by_command("export_documents", project=cast.project.pk, to=str(folder))
    assert elsewhere.read_text() == "Mine."
    written = folder / "templates" / "date.json"
    assert (written.is_symlink(), json.loads(written.read_text())["key"]) == (False, "date")
