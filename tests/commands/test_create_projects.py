"""`create_projects FILE`: a project a row, side by side; what is there stays, what broke off is finished, what fails is named."""

import json

import pytest
from conftest import everything_stored
from sampling import is_exhaustive

from omnia.mongo.clusters import database
from tenants.control.models import Project, ProjectStatus

HEAD = "name,industry,locales,owner,cluster\n"
MANY = 300 if is_exhaustive() else 4


@pytest.fixture
def create(manage, tmp_path):
    """Writes a file, calls the command with it, and returns its status, what it says and what it complains of."""

    def call(content, *arguments):
        (tmp_path / "projects.csv").write_text(content, encoding="utf-8")
        called = manage("create_projects", str(tmp_path / "projects.csv"), "--json", *arguments)
        assert "Traceback" not in called.err
        return called.status, json.loads(called.out) if called.out else None, called.err

    return call


def numbers(answer):
    return {name: answer[name] for name in ("created", "finished", "there", "failed")}


def test_each_row_becomes_a_project_with_its_copies_and_a_second_call_makes_none(cast, create):
    rows = "".join(f"Shop {number},utilities,it en,owner@example.com,\n" for number in range(MANY))
    status, answer, _err = create(HEAD + rows, "--jobs", "4")
    assert (status, numbers(answer)) == (0, {"created": MANY, "finished": 0, "there": 0, "failed": 0})
    made = Project.objects.get(name="Shop 3")
    assert (made.status, made.locales, made.default_locale) == (ProjectStatus.ACTIVE, ["it", "en"], "it")
    assert database(made.ref)["templates"].count_documents({}) == database(cast.project.ref)["templates"].count_documents({})
    before = Project.objects.count()
    assert numbers(create(HEAD + rows)[1]) == {"created": 0, "finished": 0, "there": MANY, "failed": 0}
    assert Project.objects.count() == before


def test_rows_that_cannot_be_met_are_named_and_the_others_are_made_and_one_that_broke_off_is_finished(cast, create):
    Project.objects.filter(pk=cast.project.pk).update(status=ProjectStatus.FAILED, status_detail="The step “x” failed.")
    rows = (
        "Acme,,en,owner@example.com,\n"
        "No industry,tourism of the moon,en,owner@example.com,\n"
        "No owner,,en,nobody@example.com,\n"
        "No cluster,,en,owner@example.com,mars\n"
        "Good,,en,owner@example.com,default\n"
    )
    status, answer, err = create(HEAD + rows)
    assert (status, numbers(answer)) == (1, {"created": 1, "finished": 1, "there": 0, "failed": 3})
    named = {row["name"]: row["sentence"] for row in answer["projects"] if row["state"] == "failed"}
    assert "There is no industry" in named["No industry"]
    assert "nobody@example.com" in named["No owner"]
    assert "mars" in named["No cluster"]
    assert "3 projects could not be made" in err
    assert Project.objects.get(pk=cast.project.pk).status == ProjectStatus.ACTIVE


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("name,colour\nA,red\n", "its first line must name columns among"),
        (HEAD + "A,,en,,\n", "Line 2 of"),
        (HEAD + "A,,en,owner@example.com,\nA,,it,owner@example.com,\n", "twice for one owner"),
    ],
)
def test_file_that_cannot_be_meant_is_refused_before_anything_is_made(cast, create, content, sentence):
    before = everything_stored()
    status, answer, err = create(content)
    assert (status, answer) == (1, None)
    assert sentence in err
    assert everything_stored() == before
