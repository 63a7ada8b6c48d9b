"""Nothing of one project can be read, written or evaluated while another, or none, is bound."""

import asyncio
import copy
import pickle
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from datetime import UTC, datetime

import pytest
from django.db import connections, models
from django.db.models import Count, F, Q
from django.test.utils import isolate_apps

from omnia.infra.crypto import new_id
from omnia.mongo.clusters import client, database
from omnia.mongo.context import CrossTenantAccess, NoProjectBound, ProjectRef, bind, current_or_none
from omnia.mongo.models import ProjectModel
from tenants.project.models import Release, Template

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)


def template(key: str, label: str) -> Template:
    return Template(key=key, label={"en": label}, hash="0" * 64, updated_at=NOW, updated_by="test", kind="date")


@pytest.fixture(scope="module")
def two_projects(migrated) -> Iterator[tuple[ProjectRef, ProjectRef]]:
    refs = ProjectRef(new_id()), ProjectRef(new_id())
    yield refs
    for ref in refs:
        client().drop_database(ref.database_name)


def refill(ref: ProjectRef, label: str, *keys: str) -> ProjectRef:
    database(ref)["templates"].delete_many({})
    with bind(ref):
        Template.objects.bulk_create([template(key, label) for key in keys])
    return ref


@pytest.fixture
def alice(two_projects) -> ProjectRef:
    return refill(two_projects[0], "Alice", "date", "email")


@pytest.fixture
def bob(two_projects) -> ProjectRef:
    return refill(two_projects[1], "Bob", "date")


def labels(ref: ProjectRef) -> dict[str, str]:
    return {row["_id"]: row["label"]["en"] for row in database(ref)["templates"].find()}


EVALUATIONS = {
    "list": list,
    "len": len,
    "bool": bool,
    "repr": repr,
    "index": lambda rows: rows[0],
    "slice": lambda rows: list(rows[:1]),
    "first": lambda rows: rows.first(),
    "last": lambda rows: rows.last(),
    "get": lambda rows: rows.get(key="date"),
    "earliest": lambda rows: rows.earliest("updated_at"),
    "count": lambda rows: rows.count(),
    "exists": lambda rows: rows.exists(),
    "contains": lambda rows: rows.contains(Template(key="date")),
    "aggregate": lambda rows: rows.aggregate(Count("key")),
    "in_bulk": lambda rows: rows.in_bulk(["date"]),
    "iterator": lambda rows: list(rows.iterator()),
    "values": lambda rows: list(rows.values()),
    "values_list": lambda rows: list(rows.values_list("key", flat=True)),
    "values iterator": lambda rows: list(rows.values().iterator()),
    "dates": lambda rows: list(rows.datetimes("updated_at", "year")),
    "filter": lambda rows: list(rows.filter(key="date")),
    "annotate": lambda rows: list(rows.annotate(same=F("key"))),
    "union": lambda rows: list(rows.union(rows)),
    "explain": lambda rows: rows.explain(),
    "raw_aggregate": lambda rows: list(rows.raw_aggregate([{"$match": {}}])),
    "subquery": lambda rows: list(Template.objects.filter(key__in=rows.values("key"))),
    "pickle": pickle.dumps,
    "deepcopy": lambda rows: list(copy.deepcopy(rows)),
    "async list": lambda rows: asyncio.run(_collect(rows)),
    "async iterator": lambda rows: asyncio.run(_collect(rows.aiterator())),
    "async count": lambda rows: asyncio.run(rows.acount()),
    "async first": lambda rows: asyncio.run(rows.afirst()),
    "update": lambda rows: rows.update(kind="x"),
    "delete": lambda rows: rows.delete(),
    "create": lambda rows: rows.create(key="new", label={}, hash="", updated_at=NOW, updated_by=""),
    "get_or_create": lambda rows: rows.get_or_create(key="new", defaults={"updated_at": NOW}),
    "update_or_create": lambda rows: rows.update_or_create(key="date", defaults={"kind": "x"}),
    "bulk_create": lambda rows: rows.bulk_create([template("new", "x")]),
    "bulk_update": lambda rows: rows.bulk_update([template("date", "x")], ["kind"]),
    "or": lambda rows: list(Template.objects.all() | rows),
    "and": lambda rows: list(Template.objects.all() & rows),
    "using": lambda rows: list(Template.objects.using(rows.db)),
    "db_manager": lambda rows: list(Template.objects.db_manager(rows.db).all()),
    "class": lambda rows: list(Template.objects.none().union(rows)),
}


async def _collect(rows):
    return [row async for row in rows]


@pytest.mark.parametrize("evaluate", EVALUATIONS.values(), ids=EVALUATIONS.keys())
def test_queryset_evaluated_under_another_project_raises_and_changes_nothing(alice, bob, evaluate):
    with bind(alice):
        carried = Template.objects.order_by("key")
    with bind(bob), pytest.raises(CrossTenantAccess):
        evaluate(carried)
    assert labels(alice) == {"date": "Alice", "email": "Alice"}
    assert labels(bob) == {"date": "Bob"}


@pytest.mark.parametrize("evaluate", EVALUATIONS.values(), ids=EVALUATIONS.keys())
def test_queryset_evaluated_without_a_project_raises_and_changes_nothing(alice, evaluate):
    with bind(alice):
        carried = Template.objects.order_by("key")
    with pytest.raises(NoProjectBound):
        evaluate(carried)
    assert labels(alice) == {"date": "Alice", "email": "Alice"}


@pytest.mark.parametrize(
    "evaluate", [list, len, bool, lambda rows: rows[0], pickle.dumps], ids=["list", "len", "bool", "index", "pickle"]
)
def test_queryset_already_evaluated_raises_under_another_project(alice, bob, evaluate):
    with bind(alice):
        carried = Template.objects.order_by("key")
        assert len(carried) == 2
    with bind(bob), pytest.raises(CrossTenantAccess):
        evaluate(carried)


def test_queryset_built_without_a_project_raises():
    with pytest.raises(NoProjectBound):
        Template.objects.all()


def test_iterator_begun_under_one_project_stops_under_another(alice, bob):
    with bind(alice):
        rows = Template.objects.values_list("key", flat=True).order_by("key").iterator()
        assert next(rows) == "date"
    with bind(bob), pytest.raises(CrossTenantAccess):
        next(rows)


def test_pickled_queryset_opened_under_another_project_raises(alice, bob):
    with bind(alice):
        frozen = pickle.dumps(Template.objects.all())
    with bind(bob), pytest.raises(CrossTenantAccess):
        list(pickle.loads(frozen))


CHANGES = {
    "save": lambda row: row.save(),
    "force insert": lambda row: row.save(force_insert=True),
    "update_fields": lambda row: row.save(update_fields=["kind"]),
    "save_base": lambda row: row.save_base(raw=True),
    "delete": lambda row: row.delete(),
    "refresh": lambda row: row.refresh_from_db(),
    "bulk_create": lambda row: Template.objects.bulk_create([row]),
    "bulk_update": lambda row: Template.objects.bulk_update([row], ["kind"]),
    "contains": lambda row: Template.objects.contains(row),  # noqa: PLW0108  # a queryset bound while no project is
    "async save": lambda row: asyncio.run(row.asave()),
    "async delete": lambda row: asyncio.run(row.adelete()),
    "pickled save": lambda row: pickle.loads(pickle.dumps(row)).save(),
    "copied save": lambda row: copy.deepcopy(row).save(),
    "save into the bound project": lambda row: row.save(using=f"project:{current_or_none().id}"),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_object_loaded_from_one_project_and_used_under_another_raises_and_changes_nothing(alice, bob, change):
    with bind(alice):
        row = Template.objects.get(key="date")
    with bind(bob), pytest.raises(CrossTenantAccess):
        change(row)
    assert labels(alice) == {"date": "Alice", "email": "Alice"}
    assert labels(bob) == {"date": "Bob"}


@pytest.mark.parametrize("change", [CHANGES["save"], CHANGES["delete"], CHANGES["refresh"]], ids=["save", "delete", "refresh"])
def test_object_used_without_a_project_raises_and_changes_nothing(alice, change):
    with bind(alice):
        row = Template.objects.get(key="date")
    with pytest.raises(NoProjectBound):
        change(row)
    assert labels(alice) == {"date": "Alice", "email": "Alice"}


def test_object_made_under_one_project_and_saved_under_another_raises(alice, bob):
    with bind(alice):
        row = template("new", "Alice")
    with bind(bob), pytest.raises(CrossTenantAccess):
        row.save()
    assert labels(bob) == {"date": "Bob"}


def test_object_made_without_a_project_raises():
    with pytest.raises(NoProjectBound):
        template("new", "nobody")


def test_deferred_field_read_under_another_project_raises(alice, bob):
    with bind(alice):
        row = Template.objects.only("key").get(key="date")
    with bind(bob), pytest.raises(CrossTenantAccess):
        _ = row.label


@isolate_apps("tenants.project")
def test_related_lookup_from_an_object_of_another_project_raises(alice, bob):
    class Note(ProjectModel):
        template = models.ForeignKey(Template, on_delete=models.CASCADE, related_name="notes")

        class Meta(ProjectModel.Meta):
            app_label = "project"
            abstract = False
            db_table = "notes"

    with bind(alice):
        parent = Template.objects.get(key="date")
        Note(id="507f1f77bcf86cd799439011", template=parent).save()
        child = Note.objects.get()
    with bind(bob):
        foreign = Template.objects.get(key="date")
        with pytest.raises(CrossTenantAccess):
            _ = child.template
        with pytest.raises(CrossTenantAccess):
            list(Note.objects.filter(template=parent, pk__in=Note.objects.using(parent._state.db)))
        with pytest.raises((CrossTenantAccess, ValueError)):
            child.template = foreign
    assert database(bob)["notes"].count_documents({}) == 0


def test_binding_inside_a_binding_comes_back_after_an_error(alice, bob):
    with bind(alice):
        with pytest.raises(RuntimeError), bind(bob):
            raise RuntimeError("anything")
        assert current_or_none() == alice
        assert Template.objects.count() == 2
    assert current_or_none() is None


def test_thread_without_a_copied_context_has_no_project(alice):
    with bind(alice), ThreadPoolExecutor(1) as pool, pytest.raises(NoProjectBound):
        pool.submit(Template.objects.count).result()


def test_thread_with_a_copied_context_works_for_its_project_only(alice, bob):
    with bind(alice):
        carried = Template.objects.all()
        context = copy_context()
    with ThreadPoolExecutor(1) as pool:
        with bind(bob):
            assert pool.submit(context.run, carried.count).result() == 2
        with pytest.raises(NoProjectBound):
            pool.submit(carried.count).result()


def test_wrapper_of_a_project_that_is_not_bound_hands_out_no_collection(alice, bob):
    with bind(alice):
        Template.objects.count()
        wrapper = connections[alice.alias]
        assert wrapper.get_collection("templates").count_documents({}) == 2
    with bind(bob), pytest.raises(CrossTenantAccess):
        wrapper.get_collection("templates")
    with pytest.raises(NoProjectBound):
        wrapper.get_database()


def test_project_data_asked_for_in_the_control_database_raises(alice):
    with bind(alice), pytest.raises(CrossTenantAccess):
        Template.objects.using("default")
    with bind(alice), pytest.raises(CrossTenantAccess):
        template("new", "x").save(using="default")


def test_thirty_two_threads_of_mixed_projects_see_their_own_texts_only(make_project_database):
    refs = [make_project_database() for _ in range(8)]
    for ref in refs:
        with bind(ref):
            template("date", ref.id).save()
            Release(number=1, manifest={"owner": ref.id}, locales=[], default_locale="en", author="t", at=NOW).save()

    def read(number: int) -> set[tuple[str, str]]:
        seen = set()
        for turn in range(10):
            ref = refs[(number + turn) % len(refs)]
            with bind(ref):
                row = Template.objects.get(Q(key="date"))
                release = Release.objects.latest("number")
                row.save(update_fields=["updated_by"])
                seen |= {(ref.id, row.label["en"]), (ref.id, release.manifest["owner"])}
        return seen

    with ThreadPoolExecutor(32) as pool:
        seen = set().union(*pool.map(read, range(32)))
    assert seen == {(ref.id, ref.id) for ref in refs}
