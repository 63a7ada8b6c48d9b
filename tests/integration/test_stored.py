"""A test begins with the documents that it expects, whoever wrote what before."""

import subprocess
import sys

import casting
import pytest
from django.db import connections
from pymongo import IndexModel, MongoClient, UpdateOne
from stored import by_id

from factory.models import Industry, Template
from omnia.infra import audit, background
from omnia.mongo import clusters
from tenants.audit_chains import chain_of
from tenants.control.models import User

ELSEWHERE = "import pymongo, sys; pymongo.MongoClient(sys.argv[1])[sys.argv[2]]['factory_template'].delete_many({})"


@pytest.fixture
def held(databases, catalogue):
    entry = connections.settings["factory"]
    base = clusters.client_for_uri(entry["HOST"])[entry["NAME"]]
    indexes = [IndexModel(index.pop("key"), **index) for index in base["factory_flow"].list_indexes()]
    yield base
    base.drop_collection("made_by_a_test")  # emptied like the others, but the product has none of this name
    base["factory_flow"].create_indexes(indexes)  # a test drops the collection, and others expect what `migrate` made


def everything(held):
    return {name: rows for name in held.list_collection_names() if (rows := by_id(held[name].find()))}


def over_the_product(held, _uri):
    Template.objects.filter(key="date").delete()
    Industry.objects.update(label={"en": "Other"})


def over_a_client_of_its_own(held, uri):
    with MongoClient(uri) as client:
        client[held.name]["factory_template"].bulk_write([UpdateOne({"key": "date"}, {"$set": {"kind": "other"}})])
        client[held.name]["made_by_a_test"].insert_one({})
        client[held.name]["factory_flow"].drop()


def by_a_pipeline(held, _uri):
    list(held["factory_template"].aggregate([{"$limit": 1}, {"$out": "factory_industry"}]))


def in_a_transaction(held, _uri):
    with held.client.start_session() as session, session.start_transaction():
        held["factory_template"].delete_many({}, session=session)


def in_another_process(held, uri):
    subprocess.run([sys.executable, "-c", ELSEWHERE, uri, held.name], check=True)


@pytest.mark.parametrize(
    "write", [over_the_product, over_a_client_of_its_own, by_a_pipeline, in_a_transaction, in_another_process]
)
def test_what_was_written_is_gone_and_what_was_there_is_there_again(held, databases, contents, catalogue_documents, write):
    before = everything(held)
    write(held, databases)
    assert everything(held) != before
    contents.bring(held, catalogue_documents)
    assert everything(held) == before
    contents.bring(held, {})
    assert Template.objects.count() == 0


def test_only_documents_that_are_otherwise_are_written(held, contents, catalogue_documents, monkeypatch):
    contents.bring(held, catalogue_documents)
    written, put = [], casting.put
    monkeypatch.setattr(casting, "put", lambda where, rows: (written.extend(row["key"] for row in rows), put(where, rows)))
    before = everything(held)
    Template.objects.filter(key="date").update(kind="other")
    Template.objects.filter(key="email").delete()
    held["factory_template"].insert_one({**held["factory_template"].find_one({"key": "phone"}), "_id": "more", "key": "more"})
    contents.bring(held, catalogue_documents)
    assert sorted(written) == ["date", "email"]
    assert everything(held) == before


def test_what_nobody_wrote_to_is_left_alone(held, contents, catalogue_documents, monkeypatch):
    contents.bring(held, catalogue_documents)
    User.objects.create_user("ann@example.com", "a-long-password")
    held.client.drop_database("omnia_p_nobodys")
    monkeypatch.setattr(contents, "_put", lambda *_arguments: pytest.fail("Nothing is to be put."))
    contents.bring(held, catalogue_documents)
    assert Template.objects.count() == len(catalogue_documents["factory_template"])


class Remembered:
    """What a process remembers of an earlier test."""

    def __init__(self) -> None:
        self.things = ["how often somebody asked"]

    def reset(self) -> None:
        self.things = []


def test_projects_are_made_anew_only_where_somebody_wrote_to_them(cast, mould, spare, contents):
    entry = connections.settings["default"]
    control = clusters.client_for_uri(entry["HOST"])[entry["NAME"]]

    def poured():
        contents.bring(control, {})
        return casting.pour(mould[0], control, spare)

    first, second = poured(), poured()
    assert (first.project.pk, first.foreign.pk) == (second.project.pk, second.foreign.pk)
    assert audit.verify(chain_of(second.project.ref)) == 1 + len(casting.MEMBERS)
    clusters.database(second.project.ref)["templates"].delete_many({})
    third = poured()
    assert (third.project.pk == second.project.pk, third.foreign.pk == second.foreign.pk) == (False, True)
    held = casting.documents_of(clusters.database(third.project.ref))
    assert {name: len(rows) for name, rows in held.items()} == {
        name: len(rows) for name, rows in next(iter(mould[0].projects.values())).items()
    }
    # Where they were the first of this worker, nobody else knows of them any more.
    for project in cast.project, cast.foreign:
        clusters.database(project.ref).client.drop_database(project.ref.database_name)


def test_process_forgets_what_it_remembers_before_a_project_is_used_again(cast, mould, spare, contents):
    entry = connections.settings["default"]
    control = clusters.client_for_uri(entry["HOST"])[entry["NAME"]]
    spare.keep(dict(zip(mould[0].projects, (cast.project, cast.foreign), strict=True)))
    clusters.database(cast.project.ref)["templates"].delete_many({})
    remembered = Remembered()
    background.register(remembered)
    contents.bring(control, {})
    again = casting.pour(mould[0], control, spare)
    assert (again.project.pk == cast.project.pk, again.foreign.pk == cast.foreign.pk) == (False, True)
    assert remembered.things == []
