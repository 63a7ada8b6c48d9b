"""The studio's pages of updates: what people see, decide and take; who may."""

import itertools

import pytest
from django.test import Client

from omnia.mongo.clusters import database
from tenants import selectors, update_queue, updates
from tenants.access import withdraw_rights
from tenants.actions import update_job, update_worker
from tenants.control.models import User
from tests.commands.conftest import everything_stored
from tests.integration.test_updates import add_to_catalogue, customise, improve, offer, reword, text


def signed_in(cast, name):
    client = Client()
    client.force_login(getattr(cast, name))
    return client


def address(cast, path=""):
    return f"/p/{cast.project.pk}/updates{path}"


def form_of(cast, **choices):
    found = offer(cast)
    version = selectors.draft(cast.project, "template", "date").version
    return {"offered": found.offered, "base_version": version, **choices}


def in_conflict(cast):
    customise(cast, lambda body: reword(body, "My own words."))
    improve(lambda body: reword(reword(body, "The factory's words."), "Once more?", "no_match", 0))


def conflict_address(cast):
    return updates.merge(cast.project, offer(cast)).conflicts[0].address


def leaves(branch):
    return [*branch.leaves, *(leaf for part in branch.branches for leaf in leaves(part))]


def entries(cast, action):
    return list(database(cast.project.ref)["audit"].find({"action": action}))


def versions(cast):
    return database(cast.project.ref)["versions"].count_documents({})


def test_page_without_updates_says_so_and_teaches(cast):
    answer = signed_in(cast, "designer").get(address(cast))
    assert answer.status_code == 200
    assert "Everything is current" in answer.content.decode()


def test_list_tells_versions_note_and_what_it_means_for_the_copy(cast):
    in_conflict(cast)
    page = signed_in(cast, "designer").get(address(cast)).content.decode()
    assert [words in page for words in ("1 → 2", "Shorter", "1 safe change", "1 conflict", "Wording")] == [True] * 5


def test_update_page_shows_both_sides_and_taking_it_keeps_mine_unless_told_otherwise(cast):
    in_conflict(cast)
    designer = signed_in(cast, "designer")
    page = designer.get(address(cast, "/template/date")).content.decode()
    assert [words in page for words in ("My own words.", "The factory&#x27;s words.", "Once more?")] == [True] * 3
    answer = designer.post(address(cast, "/template/date"), form_of(cast))
    assert (answer.status_code, answer.url) == (302, f"/p/{cast.project.pk}/templates/date/history")
    body = selectors.draft(cast.project, "template", "date").body
    assert (text(body), text(body, "no_match", 0)) == ("My own words.", "Once more?")


def test_page_is_the_result_as_a_tree_with_who_wrote_each_field_as_it_is_kept_afterwards(cast):
    customise(cast, lambda body: reword(body, "Mine at silence.", "no_input", 0))
    in_conflict(cast)
    designer = signed_in(cast, "designer")
    page = designer.get(address(cast, "/template/date"))
    assert "1 change to your copy" in page.content.decode()
    shown = page.context["tree"]
    fields = {leaf.address: leaf for leaf in leaves(shown)}
    assert {leaf.after for leaf in fields.values() if leaf.is_own} == {"My own words.", "Mine at silence."}
    [new] = [leaf for leaf in fields.values() if leaf.is_changed]
    assert (new.after, new.writer.version) == ("Once more?", 2)
    assert [leaf.after for leaf in fields.values() if leaf.was_decided] == ["My own words."]
    designer.post(address(cast, "/template/date"), form_of(cast))
    kept = selectors.field_writers(cast.project, "template", "date")
    assert {where: kept.of_present(where) for where in fields} == {where: leaf.writer for where, leaf in fields.items()}


def test_what_is_decided_anew_is_shown_as_written_by_who_decides(cast):
    in_conflict(cast)
    where = conflict_address(cast)
    form = form_of(cast, **{f"choice:{where}": "ours", f"text:{where}": "Both in one.", "offered": 1})
    page = signed_in(cast, "designer").post(address(cast, "/template/date"), form)
    [leaf] = [leaf for leaf in leaves(page.context["tree"]) if leaf.address == where]
    assert (page.status_code, leaf.before, leaf.after) == (409, "My own words.", "Both in one.")
    assert leaf.writer.by == str(cast.actor("designer"))


@pytest.mark.parametrize(
    ("choice", "typed", "result"),
    [
        ("theirs", "My own words.", "The factory's words."),
        ("ours", "My own words.", "My own words."),
        ("ours", "Both in one.", "Both in one."),
    ],
)
def test_conflict_is_taken_as_it_was_decided(cast, choice, typed, result):
    in_conflict(cast)
    where = conflict_address(cast)
    decided = {f"choice:{where}": choice, f"text:{where}": typed}
    signed_in(cast, "designer").post(address(cast, "/template/date"), form_of(cast, **decided))
    assert text(selectors.draft(cast.project, "template", "date").body) == result


def limited(misses):
    def change(body):
        body["nodes"][0]["limits"] = {"no_match": misses}

    return change


@pytest.mark.parametrize(("typed", "misses"), [("6", 6), ("4", 4), (" 7 ", 7)])
def test_number_that_both_sides_changed_may_be_written_anew(cast, typed, misses):
    customise(cast, limited(4))
    improve(limited(5))
    where = conflict_address(cast)
    page = signed_in(cast, "designer").get(address(cast, "/template/date")).content.decode()
    assert f'name="number:{where}" value="4"' in page
    decided = {f"choice:{where}": "ours", f"number:{where}": typed}
    signed_in(cast, "designer").post(address(cast, "/template/date"), form_of(cast, **decided))
    assert selectors.draft(cast.project, "template", "date").body["nodes"][0]["limits"]["no_match"] == misses


@pytest.mark.parametrize("typed", ["many", "nan", "1e9", "0x10", "9" * 40])
def test_number_written_anew_that_is_none_is_refused_with_its_place_and_stays_in_the_form(cast, typed):
    customise(cast, limited(4))
    improve(limited(5))
    where, before = conflict_address(cast), versions(cast)
    decided = {f"choice:{where}": "ours", f"number:{where}": typed}
    answer = signed_in(cast, "designer").post(address(cast, "/template/date"), form_of(cast, **decided))
    assert (answer.status_code, versions(cast)) == (422, before)
    assert f'name="number:{where}" value="{typed}"' in answer.content.decode()


def test_draft_saved_meanwhile_is_told_and_what_was_decided_stays_in_the_form(cast):
    in_conflict(cast)
    where = conflict_address(cast)
    form = form_of(cast, **{f"choice:{where}": "ours", f"text:{where}": "Typed for long."})
    customise(cast, lambda body: reword(body, "Somebody's.", "no_match", 1))
    before = versions(cast)
    answer = signed_in(cast, "designer").post(address(cast, "/template/date"), form)
    assert (answer.status_code, versions(cast)) == (409, before)
    page = answer.content.decode()
    assert "Typed for long." in page
    assert "saved this document meanwhile" in page


def test_newer_version_published_meanwhile_is_shown_before_it_is_taken(cast):
    in_conflict(cast)
    form = form_of(cast)
    improve(lambda body: reword(body, "Newer still."))
    before = versions(cast)
    answer = signed_in(cast, "designer").post(address(cast, "/template/date"), form)
    assert (answer.status_code, versions(cast)) == (409, before)
    assert "Newer still." in answer.content.decode()


def test_merge_that_fails_its_tests_is_refused_with_the_problem_and_nothing_is_saved(cast):
    def fail(body):
        body["tests"][0]["expect"] = {"date": {"year": 1}}

    customise(cast, fail)
    improve(lambda body: reword(body, "Which day?"))
    before = versions(cast)
    answer = signed_in(cast, "designer").post(address(cast, "/template/date"), form_of(cast))
    assert (answer.status_code, versions(cast)) == (422, before)
    assert "Cannot be taken yet" in answer.content.decode()


def test_all_safe_updates_are_taken_at_once_and_those_in_conflict_are_left(cast):
    in_conflict(cast)
    improve(lambda body: reword(body, "Your e-mail?"), key="email")
    signed_in(cast, "designer").post(address(cast, "/take-safe"))
    assert text(selectors.draft(cast.project, "template", "email").body) == "Your e-mail?"
    assert text(selectors.draft(cast.project, "template", "date").body) == "My own words."
    assert offer(cast).key == "date"


@pytest.mark.parametrize(("person", "status"), [("viewer", 403), ("stranger", 404), ("staff", 404)])
def test_update_taken_by_who_may_not_is_refused_and_changes_nothing(cast, person, status):
    in_conflict(cast)
    before, form = versions(cast), form_of(cast)
    client = signed_in(cast, person)
    for path in ("/template/date", "/take-safe"):
        assert client.post(address(cast, path), form).status_code == status
    assert versions(cast) == before


def test_viewer_sees_an_update_but_no_way_to_take_it(cast):
    in_conflict(cast)
    viewer = signed_in(cast, "viewer")
    assert "into the draft" not in viewer.get(address(cast, "/template/date")).content.decode()
    assert "Take 1 safe update" not in viewer.get(address(cast)).content.decode()


@pytest.mark.parametrize("path", ["/template/nothing", "/nonsense/date", "/template/date"])
def test_address_without_an_update_is_no_error_of_ours(cast, path):
    answer = signed_in(cast, "designer").get(address(cast, path))
    assert answer.status_code in (302, 404)
    assert signed_in(cast, "designer").post(address(cast, path), {"base_version": "x"}).status_code == 404


def kept(cast):
    return [(row.key, row.declined, row.pinned) for row in updates.set_aside(cast.project)]


def test_version_is_kept_away_and_offered_again(cast):
    in_conflict(cast)
    designer, before = signed_in(cast, "designer"), versions(cast)
    assert "Keep mine for good" in designer.get(address(cast, "/template/date")).content.decode()
    assert designer.post(address(cast, "/template/date/decline"), {"offered": "2"}).status_code == 302
    assert kept(cast) == [("date", 2, None)]
    page = designer.get(address(cast)).content.decode()
    assert [words in page for words in ("Kept as they are", "Version 2 is not wanted", "Offer again")] == [True] * 3
    designer.post(address(cast, "/template/date/want"))
    assert (kept(cast), offer(cast).offered, versions(cast)) == ([], 2, before)


def test_copy_stays_at_its_version_whatever_the_factory_publishes(cast):
    in_conflict(cast)
    designer = signed_in(cast, "designer")
    designer.post(address(cast, "/template/date/pin"), {"version": "1"})
    improve(lambda body: reword(body, "Newer still."))
    page = designer.get(address(cast)).content.decode()
    assert ("Stays at version 1" in page, "Look at it" in page, kept(cast)) == (True, False, [("date", None, 1)])


def test_new_document_of_the_factory_is_offered_and_added(cast):
    add_to_catalogue("delivery_day")
    designer = signed_in(cast, "designer")
    assert "New in the factory" in designer.get(address(cast)).content.decode()
    assert designer.post(address(cast, "/template/delivery_day/add")).status_code == 302
    assert selectors.draft(cast.project, "template", "delivery_day").status == "current"
    assert "New in the factory" not in designer.get(address(cast)).content.decode()


CHOICES = (("decline", {"offered": "2"}), ("pin", {"version": "1"}), ("want", {}), ("add", {}))


def test_choices_of_who_may_not_and_those_that_name_nothing_change_nothing(cast):
    in_conflict(cast)
    add_to_catalogue("delivery_day")
    # Signing in is noted with the person.
    clients = {name: signed_in(cast, name) for name in ("viewer", "stranger", "staff", "designer")}
    before = everything_stored()
    for person, status in (("viewer", 403), ("stranger", 404), ("staff", 404)):
        client = clients[person]
        for name, form in CHOICES:
            key = "delivery_day" if name == "add" else "date"
            assert client.post(address(cast, f"/template/{key}/{name}"), form).status_code == status, (person, name)
        for name in ("take-safe", "take-safe/told"):
            assert client.post(address(cast, f"/{name}")).status_code == status
    designer = clients["designer"]
    for name, form in (("decline", {"offered": "9" * 30}), ("decline", {"offered": "x"}), ("decline", {}), ("add", {})):
        assert designer.post(address(cast, f"/template/date/{name}"), form).status_code == 404
    for form in ({"version": "7"}, {"version": "9" * 5000}, {}):
        assert designer.post(address(cast, "/template/date/pin"), form).status_code == 302
    assert designer.post(address(cast, "/nonsense/date/want")).status_code == 404
    assert without_sessions(everything_stored()) == without_sessions(before)


def without_sessions(stored):
    return {name: rows for name, rows in stored.items() if "session" not in name}


def several_offered(cast):
    keys = ("email", "phone", "url")
    for key in keys:
        improve(lambda body: reword(body, "Shorter."), key=key)
    return keys


@pytest.fixture
def long_job(cast, monkeypatch):
    """A job of three updates, of which the request that began it took one."""
    keys = several_offered(cast)
    monkeypatch.setattr(update_job.go_on, "__kwdefaults__", {**update_job.go_on.__kwdefaults__, "seconds": 0.0})
    signed_in(cast, "designer").post(address(cast, "/take-safe"))
    return keys


def taken(cast, keys):
    return [text(selectors.draft(cast.project, "template", key).body) == "Shorter." for key in keys]


def test_safe_updates_are_taken_to_the_end_though_nobody_asks_again_and_what_became_of_them_is_told_until_it_is_seen(
    cast, long_job
):
    assert taken(cast, long_job) == [True, False, False]
    while update_worker.step():
        pass
    assert taken(cast, long_job) == [True] * 3
    actors = [row["actor"]["label"].partition(" (")[0] for row in entries(cast, "update.taken")]
    assert actors == ["Designer"] * 3
    page = signed_in(cast, "viewer").get(address(cast)).content.decode()
    assert ("3 updates were taken into the draft" in page, "Seen" in page) == (True, False)
    designer = signed_in(cast, "designer")
    assert "Seen" in designer.get(address(cast)).content.decode()
    designer.post(address(cast, "/take-safe/told"))
    assert "were taken into the draft" not in designer.get(address(cast)).content.decode()


def test_page_shows_how_far_the_safe_updates_are_and_is_told_of_the_end(cast, long_job):
    viewer, htmx = signed_in(cast, "viewer"), {"HX-Request": "true"}
    page = viewer.get(address(cast)).content.decode()
    assert ("Safe updates are being taken" in page, "1 of 3" in page, 'max="3"' in page) == (True, True, True)
    part = viewer.get(address(cast, "/take-safe/progress"), headers=htmx)
    assert ("1 of 3" in part.content.decode(), "<html" in part.content.decode()) == (True, False)
    while update_worker.step():
        pass
    done = viewer.get(address(cast, "/take-safe/progress"), headers=htmx)
    assert done.headers["HX-Redirect"] == address(cast)
    for person in ("stranger", "staff"):
        assert signed_in(cast, person).get(address(cast, "/take-safe/progress"), headers=htmx).status_code == 404


def test_safe_updates_of_who_may_not_any_more_are_left_and_told(cast, long_job):
    withdraw_rights(cast.designer, cast.project)
    while update_worker.step():
        pass
    assert taken(cast, long_job) == [True, False, False]
    page = signed_in(cast, "owner").get(address(cast)).content.decode()
    assert page.count("may not change templates in this project any more") == 2


def test_update_that_fails_for_a_fault_of_the_product_is_told_and_the_others_are_taken(cast, long_job, monkeypatch):
    take = update_job.take_update

    def fail(actor, project, offer):
        if offer.key == "phone":
            raise ZeroDivisionError
        return take(actor, project, offer)

    monkeypatch.setattr(update_job, "take_update", fail)
    while update_worker.step():
        pass
    assert taken(cast, long_job) == [True, False, True]
    assert [item.key for item in update_job.current(cast.project).refused] == ["phone"]


def test_many_updates_of_one_project_do_not_keep_another_one_waiting(cast, long_job):
    update_job.begin(cast.actor("stranger"), cast.foreign)
    ticks = itertools.count()
    for _slice in range(2):
        # Each look at the clock is later than a slice may take, so that one update is a slice.
        assert update_worker.step(clock=lambda: next(ticks) * 3600.0)
    assert [update_job.current(project).done for project in (cast.project, cast.foreign)] == [2, 1]


def test_job_that_nobody_carries_on_is_gone_on_with_by_who_presses_the_button(cast, long_job):
    while (entry := update_queue.claim()) is not None:
        update_queue.forget(entry)
    database(cast.project.ref)["settings"].update_one({"_id": update_job.JOB}, {"$unset": {"job.actor": ""}})
    assert update_worker.step() is False
    designer = signed_in(cast, "designer")
    assert "Go on" in designer.get(address(cast)).content.decode()
    designer.post(address(cast, "/take-safe"))
    assert "Go on" not in designer.get(address(cast)).content.decode()
    while update_worker.step():
        pass
    assert taken(cast, long_job) == [True] * 3


def test_project_that_another_process_works_on_is_left_to_it(cast, long_job):
    entry = update_queue.claim(cast.project.ref)
    assert update_worker.step() is False
    assert update_job.go_on(cast.actor("designer"), cast.project).done == 1
    update_queue.let_go(entry)
    assert update_worker.step() is True


def test_process_that_dies_between_taking_and_noting_takes_nothing_twice(cast, monkeypatch):
    several_offered(cast)
    note = update_job._note

    def die(*_arguments):
        raise KeyboardInterrupt

    monkeypatch.setattr(update_job, "_note", die)
    actor = cast.actor("designer")
    update_job.begin(actor, cast.project)
    with pytest.raises(KeyboardInterrupt):
        update_job.go_on(actor, cast.project)
    monkeypatch.setattr(update_job, "_note", note)
    before = versions(cast)
    job = update_job.go_on(actor, cast.project, seconds=3600.0)
    assert (len(job.taken), job.left, versions(cast)) == (3, [], before + 2)


def test_update_that_conflicts_by_the_time_it_is_reached_is_left_and_told(cast):
    several_offered(cast)
    actor = cast.actor("designer")
    update_job.begin(actor, cast.project)
    customise(cast, lambda body: reword(body, "Mine."), key="phone")
    job = update_job.go_on(actor, cast.project, seconds=3600.0)
    assert ([item.key for item in job.taken], [item.key for item in job.refused]) == (["email", "url"], ["phone"])
    assert text(selectors.draft(cast.project, "template", "phone").body) == "Mine."


def test_history_says_who_wrote_each_place_and_which_version_the_rest_is_from(cast):
    in_conflict(cast)
    designer = signed_in(cast, "designer")
    page = designer.get(f"/p/{cast.project.pk}/templates/date/history").content.decode()
    assert [words in page for words in ("Who wrote it", "as version 1 of the factory has it", "Designer ·")] == [True] * 3
    designer.post(address(cast, "/template/date"), form_of(cast))
    page = designer.get(f"/p/{cast.project.pk}/templates/date/history").content.decode()
    assert ("as version 2 of the factory has it" in page, page.count("Designer ·")) == (True, 1)


def test_page_says_what_takes_the_place_of_what_the_factory_has_no_more(cast):
    add_to_catalogue("delivery_day")
    staff = Client()
    staff.force_login(User.objects.create_superuser("root@example.com", "a-long-password", name="Root"))
    form = staff.get("/admin/factory/template/date/deprecate/").content.decode()
    assert '<option value="delivery_day">' in form
    assert staff.post("/admin/factory/template/date/deprecate/", {"successor": "delivery_day"}).status_code == 302
    page = signed_in(cast, "designer").get(address(cast)).content.decode()
    assert ("No longer in the factory" in page, "“delivery_day” takes its place: add it" in page) == (True, True)
