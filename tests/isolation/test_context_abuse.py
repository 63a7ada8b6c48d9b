"""Code that handles the bound project wrongly, in each way that it has been done: it raises, and writes nothing."""

import asyncio
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextvars import Context
from datetime import UTC, datetime
from typing import Any

import pytest
from django.http import StreamingHttpResponse
from django_mongodb_backend import transaction

from omnia.infra.crypto import new_id
from omnia.mongo.clusters import client, database
from omnia.mongo.context import ProjectRef, TenancyError, bind, current_or_none
from omnia.mongo.transactions import after_commit, together
from tenants.project.models import Template

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
Two = tuple[ProjectRef, ProjectRef]


@pytest.fixture(scope="module")
def two_projects(migrated) -> Iterator[Two]:
    refs = ProjectRef(new_id()), ProjectRef(new_id())
    yield refs
    for ref in refs:
        client().drop_database(ref.database_name)


@pytest.fixture
def projects(two_projects: Two) -> Two:
    """Alice's project and Bob's, each with one template of its name."""
    for ref, name in zip(two_projects, ("Alice", "Bob"), strict=True):
        database(ref)["templates"].delete_many({})
        with bind(ref):
            template("date", name).save()
    return two_projects


def template(key: str, label: str) -> Template:
    return Template(key=key, label={"en": label}, hash="0" * 64, updated_at=NOW, updated_by="test", kind="date")


def held_by(projects: Two) -> list[list[tuple[str, str]]]:
    return [[(row["_id"], row["label"]["en"]) for row in database(ref)["templates"].find(sort=[("_id", 1)])] for ref in projects]


def raised_in_thread(work: Callable[[], object]) -> None:
    """Do work in a thread that nobody gave a context, and raise here what it raises."""
    raised: list[BaseException] = []

    def run() -> None:
        try:
            work()
        except TenancyError as error:
            raised.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    if raised:
        raise raised[0]


def of_alice(alice: ProjectRef) -> Template:
    with bind(alice):
        row = Template.objects.get(key="date")
    row.label = {"en": "taken over"}
    return row


def fail_with(what: object) -> None:
    raise ValueError(what)


def lazy_queryset(alice: ProjectRef, bob: ProjectRef) -> object:
    with bind(alice):
        rows = Template.objects.filter(key="date")
    with bind(bob):
        return rows.update(kind="taken over")


def lazy_filter_on_a_lazy_queryset(alice: ProjectRef, bob: ProjectRef) -> object:
    with bind(alice):
        rows = Template.objects.all()
    with bind(bob):
        return rows.exclude(key="other").order_by("key").delete()


def cross_save(alice: ProjectRef, bob: ProjectRef) -> None:
    row = of_alice(alice)
    with bind(bob):
        row.save()


def cross_save_as_new(alice: ProjectRef, bob: ProjectRef) -> None:
    row = of_alice(alice)
    row.pk = "copied"
    row._state.adding = True
    with bind(bob):
        row.save(force_insert=True)


def thread(alice: ProjectRef, bob: ProjectRef) -> None:
    with bind(alice):
        raised_in_thread(lambda: template("mine", "taken over").save())


def thread_with_an_object(alice: ProjectRef, bob: ProjectRef) -> None:
    row = of_alice(alice)
    with bind(alice):
        raised_in_thread(row.save)


def executor(alice: ProjectRef, bob: ProjectRef) -> None:
    row = of_alice(alice)
    with bind(alice), ThreadPoolExecutor(1) as pool:
        pool.submit(row.save).result()


def executor_whose_thread_was_left_bound(alice: ProjectRef, bob: ProjectRef) -> None:
    row = of_alice(alice)
    with ThreadPoolExecutor(1) as pool:
        pool.submit(bind(bob).__enter__).result()
        pool.submit(row.save).result()


def event_loop(alice: ProjectRef, bob: ProjectRef) -> None:
    row = of_alice(alice)

    async def save() -> None:
        with bind(bob):
            await asyncio.create_task(row.asave())

    asyncio.run(save())


def on_commit_under_another(alice: ProjectRef, bob: ProjectRef) -> None:
    """The transaction is begun under one project and ends under the other, with what waits for that."""
    row, block = of_alice(alice), transaction.atomic(using=alice.alias)
    with bind(alice):
        block.__enter__()
        transaction.on_commit(row.save, using=alice.alias)
        template("mine", "taken over").save()
    with bind(bob):
        block.__exit__(None, None, None)


def on_commit_under_none(alice: ProjectRef, bob: ProjectRef) -> None:
    block = transaction.atomic(using=alice.alias)
    with bind(alice):
        block.__enter__()
        template("mine", "taken over").save()
    block.__exit__(None, None, None)


def after_commit_with_an_object_of_another(alice: ProjectRef, bob: ProjectRef) -> None:
    row = of_alice(alice)
    with bind(bob):
        together(bob, lambda: after_commit(row.save))


def transaction_of_another(alice: ProjectRef, bob: ProjectRef) -> None:
    with bind(bob):
        together(alice, lambda: template("mine", "taken over").save())


def lines_of(rows: Iterable[Template]) -> Iterator[str]:
    for row in rows:
        yield f"{row.key}\n"


def streaming(alice: ProjectRef, bob: ProjectRef) -> object:
    """What is streamed is made when the view has long returned."""
    with bind(alice):
        response = StreamingHttpResponse(lines_of(Template.objects.all()))
    return b"".join(response)


def streaming_under_another(alice: ProjectRef, bob: ProjectRef) -> object:
    with bind(alice):
        response = StreamingHttpResponse(lines_of(Template.objects.iterator()))
    with bind(bob):
        return b"".join(response)


def binding_inside_a_generator(alice: ProjectRef, bob: ProjectRef) -> None:
    """Between two items, whoever asks for them would work for the generator's project."""

    def keys() -> Iterator[str]:
        with bind(alice):
            for row in Template.objects.all():
                yield row.key

    with bind(bob):
        for _key in keys():
            template("mine", "taken over").save()


def exception_path(alice: ProjectRef, bob: ProjectRef) -> object:
    """The handler of an error touches what the error carries."""
    try:
        with bind(alice):
            fail_with(Template.objects.filter(key="date"))
    except ValueError as error:
        return error.args[0].update(kind="taken over")
    return None


def exception_path_under_another(alice: ProjectRef, bob: ProjectRef) -> None:
    with bind(bob):
        try:
            with bind(alice):
                fail_with(Template.objects.get(key="date"))
        except ValueError as error:
            error.args[0].delete()


def nested(alice: ProjectRef, bob: ProjectRef) -> None:
    with bind(alice):
        outer = Template.objects.get(key="date")
        with bind(bob):
            outer.delete()


def nested_left_early(alice: ProjectRef, bob: ProjectRef) -> None:
    """The inner block ended by an error; what follows works for the outer project again."""
    with bind(alice):
        kept = None
        try:
            with bind(bob):
                kept = Template.objects.get(key="date")
                fail_with(kept)
        except ValueError:
            kept.delete()  # type: ignore[union-attr]


ABUSES: dict[str, Callable[[ProjectRef, ProjectRef], Any]] = {
    each.__name__: each
    for each in (
        lazy_queryset, lazy_filter_on_a_lazy_queryset, cross_save, cross_save_as_new, thread, thread_with_an_object, executor,
        executor_whose_thread_was_left_bound, event_loop, on_commit_under_another, on_commit_under_none,
        after_commit_with_an_object_of_another, transaction_of_another, streaming, streaming_under_another,
        binding_inside_a_generator, exception_path, exception_path_under_another, nested, nested_left_early,
    )
}  # fmt: skip


@pytest.mark.parametrize("name", ABUSES)
def test_wrong_handling_of_the_bound_project_raises_and_writes_nothing(projects, name):
    def act() -> None:
        with pytest.raises(TenancyError):
            ABUSES[name](*projects)
        assert current_or_none() is None

    before = held_by(projects)
    Context().run(act)
    assert held_by(projects) == before == [[("date", "Alice")], [("date", "Bob")]]


def test_transaction_that_could_not_end_leaves_the_next_one_whole(projects):
    alice, bob = projects
    with pytest.raises(TenancyError):
        on_commit_under_another(alice, bob)
    with bind(alice), transaction.atomic(using=alice.alias):
        template("mine", "Alice").save()
    assert held_by(projects) == [[("date", "Alice"), ("mine", "Alice")], [("date", "Bob")]]


def test_tasks_of_one_loop_work_for_their_own_projects(projects):
    async def label(ref: ProjectRef) -> str:
        with bind(ref):
            await asyncio.sleep(0)
            row = await Template.objects.aget(key="date")
            return str(row.label["en"])

    async def both() -> list[str]:
        return await asyncio.gather(*(label(ref) for ref in projects for _time in range(5)))

    assert asyncio.run(both()) == ["Alice"] * 5 + ["Bob"] * 5
