"""The staff's pages: a blast radius begun, watched and read; a draft published for a wave; who may what."""

from html import unescape

import pytest
from crowds import change_copies, crowd
from staff_pages import DATE, everything, page, revision, say, with_draft

from factory.models import Rollout, Template
from fleet import runs, store
from fleet.worker import Worker
from tenants import updates

BLAST = f"{DATE}blast-radius/"
ROLLOUT = f"{DATE}rollout/"


def work():
    worker = Worker()
    while worker.step():
        pass
    worker.let_go()


def stored():
    return everything(), list(store.runs().find()), list(store.found().find())


def drafted(text="Which day?"):
    with_draft(lambda body: say(body, text))


def test_page_begins_a_run_tells_how_far_it_is_and_then_what_it_found(cast, browser):
    changed = crowd(cast.project, 2, name="Firm <b>")
    change_copies(changed, lambda body: say(body, "A secret of ours."))
    drafted()
    client = browser("editor")
    assert "What would this draft do to your projects?" in page(client, BLAST)
    assert client.post(BLAST, {"act": "begin"}).status_code == 302
    html = page(client, BLAST)
    assert "0 of 4 projects" in html
    assert 'data-follow="' in html
    assert "0 of 4 projects" in page(client, f"{BLAST}progress/")
    work()
    assert client.get(f"{BLAST}progress/").status_code == 204
    html = unescape(page(client, BLAST))
    assert "4 projects of 4 would be offered it" in html
    assert "Date › Question › English" in html.replace("level 1 › ", "")
    assert "Firm &lt;b&gt; 1" in page(client, BLAST)
    assert "A secret of ours." not in html
    assert "Acme" in page(client, BLAST, show="clean")
    assert "None." in page(client, BLAST, show="failing", page="9")
    drafted("Another one.")
    assert "The draft has changed since" in page(client, BLAST)


def test_run_is_cancelled_and_resumed_on_its_page(cast, browser):
    drafted()
    client = browser("publisher")
    client.post(BLAST, {"act": "begin"})
    client.post(BLAST, {"act": "cancel"})
    assert "Cancelled after 0 of 2 projects." in page(client, BLAST)
    client.post(BLAST, {"act": "resume"})
    work()
    assert "2 projects of 2 would be offered it" in page(client, BLAST)


@pytest.mark.parametrize(("name", "status"), [("auditor", 403), ("staff", 403), ("customer", 302), ("anonymous", 302)])
def test_who_neither_edits_nor_publishes_begins_no_run_and_changes_no_rollout(cast, browser, name, status):
    drafted()
    publisher = browser("publisher")
    publisher.post(f"{DATE}publish/", revision(publisher, "publish/") | {"wave": "wave", "share": "5", "named": "Acme"})
    client, before = browser(name), stored()
    for url in (BLAST, ROLLOUT):
        for act in ("begin", "cancel", "widen", "pause", "all", "withdraw"):
            answer = client.post(url, {"act": act, "number": "2", "revision": "1", "share": "50"})
            assert answer.status_code == status
    assert stored() == before


def test_auditor_reads_what_a_run_found_and_an_editor_changes_no_rollout(cast, browser):
    drafted()
    publisher = browser("publisher")
    publisher.post(f"{DATE}publish/", revision(publisher, "publish/") | {"wave": "wave", "share": "0", "named": "Acme"})
    assert "1 of 2 projects are offered it" in page(browser("auditor"), ROLLOUT)
    assert 'name="act"' not in page(browser("auditor"), BLAST)
    before = stored()
    assert browser("editor").post(ROLLOUT, {"act": "all", "number": "2", "revision": "1"}).status_code == 403
    assert stored() == before


def test_publish_page_shows_the_last_run_and_says_when_it_is_about_another_draft(cast, browser):
    client = browser("publisher")
    drafted()
    assert "Nobody has looked yet." in page(client, f"{DATE}publish/")
    runs.begin(runs.Staff.command("tests"), "template", "date")
    assert "It is being found out: 0 of 2 projects." in page(client, f"{DATE}publish/")
    work()
    assert "It is about the very draft that you publish." in page(client, f"{DATE}publish/")
    drafted("Another one.")
    assert "The last blast radius is stale" in page(client, f"{DATE}publish/")


def test_draft_is_published_for_a_wave_that_grows_pauses_and_ends(cast, browser):
    client = browser("publisher")
    drafted()
    form = revision(client, "publish/") | {"note": "Shorter", "wave": "wave", "share": "0", "named": "Acme\n"}
    assert client.post(f"{DATE}publish/", form)["Location"] == ROLLOUT
    assert "1 of 2 projects are offered it" in page(client, ROLLOUT)
    assert (len(updates.offers(cast.project)), len(updates.offers(cast.foreign))) == (1, 0)

    def act(name, **more):
        row = Rollout.objects.get(pk="template:date:2")
        return client.post(ROLLOUT, {"act": name, "number": "2", "revision": str(row.revision), **more})

    refused = act("widen", share="25", named="Moon & Sons").content.decode()
    assert ">Moon &amp; Sons</textarea>" in refused
    assert '<option value="25" selected>' in refused
    assert updates.offers(cast.foreign) == []
    act("widen", share="0", named="Globex")
    assert len(updates.offers(cast.foreign)) == 1
    assert "0 % and 2 projects by name" in page(client, "/admin/")
    act("pause")
    assert updates.offers(cast.foreign) == []
    assert "Versions that not every project is offered yet" in page(client, "/admin/")
    act("resume")
    assert act("pause", revision="1").status_code == 409
    act("all")
    assert "Version 2 is offered to all projects" in page(client, ROLLOUT)
    assert "Versions that not every project is offered yet" not in page(client, "/admin/")
    assert [len(updates.offers(project)) for project in (cast.project, cast.foreign)] == [1, 1]


@pytest.mark.parametrize(
    ("form", "told"),
    [
        ({"share": "5", "named": "Moon"}, "There is no project “Moon”"),
        ({"share": "0", "named": ""}, "There is nobody in this wave"),
        ({"share": "x", "named": ""}, "Choose a share"),
        ({"share": "100", "named": ""}, "for all of them take no wave"),
    ],
)
def test_wave_that_cannot_be_is_refused_on_the_page_and_nothing_is_published(cast, browser, form, told):
    client = browser("publisher")
    drafted()
    sent, before = revision(client, "publish/") | {"note": "Kept", "wave": "wave"} | form, stored()
    answer = client.post(f"{DATE}publish/", sent)
    assert answer.status_code == 422
    assert told in unescape(answer.content.decode())
    assert 'value="Kept"' in answer.content.decode()
    assert stored() == before


def test_withdrawn_version_leaves_its_text_as_the_draft(cast, browser):
    client = browser("publisher")
    drafted()
    client.post(f"{DATE}publish/", revision(client, "publish/") | {"wave": "wave", "share": "50", "named": ""})
    client.post(ROLLOUT, {"act": "withdraw", "number": "2", "revision": "1"})
    head = Template.objects.get(key="date")
    assert (head.published, head.status) == (1, "ahead")
    assert "Version 1 is offered to all projects" in page(client, ROLLOUT)
