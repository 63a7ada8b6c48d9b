"""A project as a whole on pages: an owner downloads its bundle; operators take one in and move one, and see how far it is."""

import io

import backing_up
import pytest
import second_cluster
from django.test import Client as Browser

from factory import actions as catalogue_actions
from omnia.bundles import container
from omnia.mongo.clusters import database
from tenants import selectors
from tenants.actions import move_lease, relocating, relocating_asked
from tenants.control.models import Membership, Project, User

PASSPHRASE = "correct horse battery staple"
SIGNED_IN = {"django_session", "tenants_user"}
"""Where it shows who signs in."""

LIST = "/admin/tenants/project/"


def signed_in(cast, name: str) -> Browser:
    browser = Browser()
    browser.force_login(getattr(cast, name))
    return browser


@pytest.fixture
def staff(cast):
    """Signs a member of one of the staff's groups in."""
    catalogue_actions.ensure_staff_groups()

    def sign_in(group: str) -> Browser:
        from django.contrib.auth.models import Group

        user = User.objects.create_user(f"{group}@example.com", "a-long-password", name=group.title(), is_staff=True)
        user.groups.add(Group.objects.get(name=group))
        browser = Browser()
        browser.force_login(user)
        return browser

    return sign_in


def download(cast, passphrase: str = "") -> bytes:
    answer = signed_in(cast, "owner").post(f"/p/{cast.project.pk}/export", {"passphrase": passphrase})
    assert answer["Content-Disposition"] == f'attachment; filename="{cast.project.pk}.bundle"'
    return b"".join(answer.streaming_content)


def test_owner_downloads_a_bundle_and_nothing_of_it_stays(cast, tmp_path):
    path = tmp_path / "acme.bundle"
    path.write_bytes(download(cast))
    with container.opened(path) as bundle:
        assert bundle.manifest.project.id == cast.project.pk
        assert bundle.manifest.sealing is None
    path.write_bytes(download(cast, PASSPHRASE))
    with container.opened(path) as bundle:
        assert {part.collection for part in bundle.manifest.parts if part.is_sealed} == {"conversations", "insight"}
    assert selectors.audit_entries(cast.project, 1)[0]["action"] == "project.exported"


def test_download_is_refused_with_a_short_passphrase_or_without_the_right_and_changes_nothing(cast):
    before = backing_up.everything(cast, without=SIGNED_IN)
    answer = signed_in(cast, "owner").post(f"/p/{cast.project.pk}/export", {"passphrase": "short"})
    assert "12 characters or more" in answer.content.decode()
    for name, status in (("designer", 403), ("viewer", 403), ("stranger", 404)):
        assert signed_in(cast, name).post(f"/p/{cast.project.pk}/export").status_code == status
    assert backing_up.everything(cast, without=SIGNED_IN) == before


def test_operator_takes_a_project_in_and_is_told_whom_to_invite(cast, staff):
    content = io.BytesIO(download(cast))
    content.name = "acme.bundle"
    browser = staff("operator")
    assert "Take a project in from a bundle" in browser.get(LIST).content.decode()
    form = {"file": content, "name": "Taken", "owner": "stranger@example.com", "cluster": "default", "passphrase": ""}
    page = browser.post(f"{LIST}import/", form, follow=True).content.decode()
    made = Project.objects.get(name="Taken")
    assert "designer@example.com" in page
    assert [row.user for row in Membership.objects.filter(project=made)] == [cast.stranger]
    assert database(made.ref)["templates"].count_documents({}) == database(cast.project.ref)["templates"].count_documents({})


def test_taking_in_is_refused_in_a_sentence_and_to_others_at_all(cast, staff):
    rows = Project.objects.count()
    browser, broken = staff("operator"), {"name": "Taken", "owner": "stranger@example.com", "cluster": "default"}
    page = browser.post(f"{LIST}import/", broken)
    assert (page.status_code, "Choose a bundle." in page.content.decode()) == (422, True)
    page = browser.post(f"{LIST}import/", {**broken, "file": io.BytesIO(b"x" * 500)})
    assert (page.status_code, "This file is no bundle" in page.content.decode()) == (422, True)
    page = browser.post(f"{LIST}import/", {**broken, "owner": "nobody@example.com", "file": io.BytesIO(b"x")})
    assert (page.status_code, "no account with this address" in page.content.decode()) == (422, True)
    assert staff("auditor").post(f"{LIST}import/", broken).status_code == 403
    assert Project.objects.count() == rows


def test_operator_moves_a_project_sees_how_far_it_is_and_confirms(cast, staff, second_server, monkeypatch):
    monkeypatch.setattr(relocating, "QUIET_SECONDS", 0.05)
    operator, auditor, address = staff("operator"), staff("auditor"), f"{LIST}{cast.project.pk}/move/"
    with second_cluster.configured(second_server):
        assert "Move it to another cluster" in operator.get(f"{LIST}{cast.project.pk}/change/").content.decode()
        assert operator.post(address, {"act": "begin", "to": "second"}).status_code == 302
        assert "It is moving to second" in operator.get(address).content.decode()
        assert "data-follow" in auditor.get(f"{address}progress/").content.decode()
        for step, said in (
            ("copy", "Passaggio 2: templates"),
            ("hold", "Il progetto viene tenuto fermo"),
            ("compare", "Confronto di templates"),
        ):
            move_lease.moves().update_one({"_id": cast.project.pk}, {"$set": {"step": step, "about": "templates", "passes": 2}})
            assert said in auditor.get(f"{address}progress/", headers={"accept-language": "it"}).content.decode()
        assert relocating_asked.step()
        assert not relocating_asked.step()
        assert operator.get(f"{address}progress/").status_code == 204
        assert Project.objects.get(pk=cast.project.pk).cluster == "second"
        assert "kept until you confirm" in operator.get(address).content.decode()
        assert auditor.post(address, {"act": "confirm"}).status_code == 403
        page = operator.post(address, {"act": "confirm"}, follow=True)
        assert "The old copy is dropped." in page.content.decode()
        assert database(cast.project.ref).list_collection_names() == ["api_keys"]
        # And the way back, which is a move like any other.
        assert operator.post(address, {"act": "begin", "to": "default"}).status_code == 302
        assert relocating_asked.step()
        assert Project.objects.get(pk=cast.project.pk).cluster == "default"


def test_move_that_was_given_up_says_why_on_its_page_and_can_be_undone(cast, staff, second_server, monkeypatch):
    monkeypatch.setattr(relocating, "QUIET_SECONDS", 0.05)
    operator, address = staff("operator"), f"{LIST}{cast.project.pk}/move/"
    with second_cluster.configured(second_server):
        assert "is not configured" in operator.post(address, {"act": "begin", "to": "moon"}).content.decode()
        operator.post(address, {"act": "begin", "to": "second"})
        with monkeypatch.context() as patch:
            patch.setattr(relocating.mirroring, "mirror_indexes", lambda *_given: ["by_moon"])
            assert relocating_asked.step()
        page = operator.get(address).content.decode()
        assert "by_moon" in page
        assert "Give the move up" in page
        page = operator.post(address, {"act": "back"}, follow=True).content.decode()
        assert "the project is where it was" in page
        assert Project.objects.get(pk=cast.project.pk).cluster == "default"
        assert relocating.state_of(Project.objects.get(pk=cast.project.pk)).state == "none"
