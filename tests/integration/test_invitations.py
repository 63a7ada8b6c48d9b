"""People are invited and accept; nobody learns who has an account, and no project gets a member of the platform's staff."""

import re
import smtplib
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from tenants import selectors
from tenants.access import Absent, access_project
from tenants.actions import inviting
from tenants.actions.erasing import erase_project
from tenants.actions.inviting import InvitationGoneError, accept, invite
from tenants.actions.people import PeopleError, add_member
from tenants.actions.provisioning import ProvisioningError, create_project
from tenants.control.models import Invitation, Membership, Project, User
from tenants.studio import invitation_links

OWN = "newcomer@example.com"


@pytest.fixture
def newcomer(cast):
    return User.objects.create_user(OWN, "a-long-password", name="Nina")


def browser(user):
    client = Client()
    client.force_login(user)
    return client


def send(cast, email=OWN, role="designer"):
    """Invite through the page; the answer's status and what the page says then."""
    owner = browser(cast.owner)
    response = owner.post(f"/p/{cast.project.pk}/people", {"email": email, "role": role})
    return response, owner.get(f"/p/{cast.project.pk}/people").content.decode()


def path_in(message):
    return re.search(r"https?://[^/\s]+(/invitations/\S+)", message.body)[1]


def members(project):
    return {row.user.email: row.role for row in selectors.members(project)}


def last_action(project):
    return selectors.audit_entries(project, 1)[0]["action"]


def test_invited_person_belongs_to_the_project_only_after_accepting(cast, newcomer):
    response, page = send(cast)
    assert response.status_code == 302
    assert OWN in page
    assert OWN not in members(cast.project)
    person = browser(newcomer)
    assert person.get(f"/p/{cast.project.pk}/").status_code == 404
    shown = person.get(path_in(mail.outbox[-1]))
    assert "Acme" in shown.content.decode()
    made = Invitation.objects.get()
    assert person.post(f"/invitations/{made.pk}/answer")["Location"] == f"/p/{cast.project.pk}/"
    assert members(cast.project)[OWN] == "designer"
    entry = selectors.audit_entries(cast.project, 1)[0]
    assert (entry["action"], entry["actor"]["id"]) == ("member.added", str(newcomer.pk))


def test_page_answers_the_same_whether_or_not_there_is_an_account(cast, newcomer):
    superuser = User.objects.create_superuser("root@example.com", "a-long-password")
    texts = []
    for email in (OWN, "nobody@example.com", superuser.email, cast.staff.email, cast.stranger.email):
        before = len(mail.outbox)
        response, page = send(cast, email)
        sent = mail.outbox[before:]
        assert [message.to for message in sent] == [[email]]
        invitation = Invitation.objects.get(email=email)
        texts.append((response.status_code, _without(page, email, invitation), len(sent)))
        Invitation.objects.all().delete()
    assert len(set(texts)) == 1


def _without(page, email, invitation):
    """The page without what names the invitation and without tokens, which are new each time."""
    page = page.replace(email, "…").replace(invitation.pk, "…")
    page = re.sub(r"/invitations/[^\s<]+", "…", page)
    page = re.sub(r'(csrfmiddlewaretoken" value|X-CSRFToken": )[^>}]*', "…", page)
    return re.sub(r"<time.*?</time>", "…", page, flags=re.DOTALL)


@pytest.mark.parametrize("spelling", ["NEWCOMER@example.com", " newcomer@example.com ", "ｎewcomer@example.com"], ids=ascii)
def test_second_invitation_of_an_address_is_refused_however_it_is_spelled(cast, spelling):
    send(cast)
    response, _page = send(cast, spelling)
    assert "is invited already" in response.content.decode()
    assert Invitation.objects.count() == 1


@pytest.mark.parametrize("email", ["", "nobody", "a@b@example.com", "x@example.com\nBcc: y@example.com\u2028,"])
def test_what_is_no_address_is_not_invited(cast, email):
    response, _page = send(cast, email)
    assert response.status_code == 200
    assert Invitation.objects.count() == 0
    assert mail.outbox == []


def test_staff_see_no_invitation_and_cannot_accept_one(cast):
    for user in (cast.staff, User.objects.create_superuser("root@example.com", "a-long-password")):
        send(cast, user.email)
        made = Invitation.objects.get(email=user.email)
        person = browser(user)
        assert "Acme" not in person.get("/invitations").content.decode()
        assert person.get(path_in(mail.outbox[-1])).status_code == 404
        assert person.post(f"/invitations/{made.pk}/answer").status_code == 404
        assert user.email not in members(cast.project)
        with pytest.raises(PeopleError, match="staff"):
            accept(user, invitation_id=made.pk)
        with pytest.raises(PeopleError, match="staff"):
            add_member(cast.actor("owner").__class__("system", "tests"), cast.project, email=user.email, role="viewer")
    assert not Membership.objects.filter(user__in=list(User.objects.filter(is_staff=True))).exists()


def test_member_who_became_staff_is_a_stranger_to_the_project(cast):
    access_project(cast.designer, cast.project.pk)
    User.objects.filter(pk=cast.designer.pk).update(is_staff=True)
    with pytest.raises(Absent):
        access_project(User.objects.get(pk=cast.designer.pk), cast.project.pk)
    assert browser(cast.designer).get(f"/p/{cast.project.pk}/").status_code == 404


def test_admin_makes_no_member_staff(cast):
    root = browser(User.objects.create_superuser("root@example.com", "a-long-password"))
    address = f"/admin/tenants/user/{cast.designer.pk}/change/"
    response = root.post(address, {"name": "Designer", "is_active": "on", "is_staff": "on"})
    assert "belongs to projects" in response.content.decode()
    assert not User.objects.get(pk=cast.designer.pk).is_staff
    assert root.post(address, {"name": "Dora", "is_active": "on"}).status_code == 302
    assert User.objects.get(pk=cast.designer.pk).name == "Dora"


def test_staff_cannot_own_a_project(cast):
    before = Project.objects.count()
    with pytest.raises(ProvisioningError, match="staff"):
        create_project(cast.actor("staff"), name="Mine", industries=(), locales=("en",), owner=cast.staff)
    assert Project.objects.count() == before


def test_link_tells_a_stranger_as_much_as_one_that_never_was(cast, newcomer):
    send(cast)
    link = path_in(mail.outbox[-1])
    stranger = browser(cast.stranger)
    answers = [stranger.get(path) for path in (link, "/invitations/never.was:signed", link[:-3] + "AAA")]
    assert {answer.status_code for answer in answers} == {404}
    assert all("Acme" not in answer.content.decode() for answer in answers)
    made = Invitation.objects.get()
    assert stranger.post(f"/invitations/{made.pk}/answer").status_code == 404
    assert Client().get(link)["Location"].startswith("/sign-in?next=/invitations/")
    assert cast.stranger.email not in members(cast.project)
    assert Invitation.objects.filter(pk=made.pk).exists()


def test_link_works_once_and_is_void_after_the_person_was_removed(cast, newcomer):
    send(cast)
    link, made = path_in(mail.outbox[-1]), Invitation.objects.get()
    accept(newcomer, invitation_id=made.pk)
    browser(cast.owner).post(f"/p/{cast.project.pk}/people/{newcomer.pk}", {"remove": "1"})
    person = browser(newcomer)
    assert person.get(link).status_code == 404
    assert person.post(f"/invitations/{made.pk}/answer").status_code == 404
    assert OWN not in members(cast.project)


def test_sending_again_makes_earlier_links_void(cast, newcomer):
    send(cast)
    old, made = path_in(mail.outbox[-1]), Invitation.objects.get()
    owner = browser(cast.owner)
    owner.post(f"/p/{cast.project.pk}/people/invitations/{made.pk}", {"resend": "1"})
    assert len(mail.outbox) == 1  # a minute has not passed
    Invitation.objects.update(sent_at=timezone.now() - timedelta(minutes=2))
    owner.post(f"/p/{cast.project.pk}/people/invitations/{made.pk}", {"resend": "1"})
    assert last_action(cast.project) == "invitation.resent"
    person = browser(newcomer)
    assert person.get(old).status_code == 404
    assert person.get(path_in(mail.outbox[-1])).status_code == 200


def test_withdrawn_invitation_is_no_more(cast, newcomer):
    send(cast)
    made = Invitation.objects.get()
    browser(cast.owner).post(f"/p/{cast.project.pk}/people/invitations/{made.pk}", {"withdraw": "1"})
    assert last_action(cast.project) == "invitation.withdrawn"
    assert browser(newcomer).post(f"/invitations/{made.pk}/answer").status_code == 404
    assert OWN not in members(cast.project)


def test_declined_invitation_is_no_more(cast, newcomer):
    send(cast)
    made = Invitation.objects.get()
    browser(newcomer).post(f"/invitations/{made.pk}/answer", {"decline": "1"})
    assert last_action(cast.project) == "invitation.declined"
    assert Invitation.objects.count() == 0
    assert OWN not in members(cast.project)


def test_old_invitation_is_not_accepted_and_owner_sees_it_as_too_old(cast, newcomer):
    send(cast)
    made = Invitation.objects.get()
    Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    with pytest.raises(InvitationGoneError):
        accept(newcomer, invitation_id=made.pk)
    assert "Too old" in browser(cast.owner).get(f"/p/{cast.project.pk}/people").content.decode()


def test_acceptance_that_broke_off_is_finished_by_the_person_alone(cast, newcomer):
    send(cast)
    Invitation.objects.update(accepted_by=str(newcomer.pk))
    made = Invitation.objects.get()
    accept(newcomer, invitation_id=made.pk)
    assert members(cast.project)[OWN] == "designer"
    assert Invitation.objects.count() == 0


@pytest.mark.parametrize("name", ["designer", "viewer", "stranger", "staff"])
def test_who_is_no_owner_sees_no_invitation_and_changes_none(cast, name):
    send(cast)
    made, person = Invitation.objects.get(), browser(getattr(cast, name))
    page = f"/p/{cast.project.pk}/people"
    assert OWN not in person.get(page).content.decode()
    assert person.post(page, {"email": "more@example.com", "role": "owner"}).status_code in (403, 404)
    for form in ({"withdraw": "1"}, {"resend": "1"}):
        assert person.post(f"{page}/invitations/{made.pk}", form).status_code in (403, 404)
    assert list(Invitation.objects.values_list("pk", "secret")) == [(made.pk, made.secret)]


def test_owner_of_another_project_changes_no_invitation_through_their_own(cast):
    send(cast)
    made = Invitation.objects.get()
    browser(cast.stranger).post(f"/p/{cast.foreign.pk}/people/invitations/{made.pk}", {"withdraw": "1"})
    assert Invitation.objects.filter(pk=made.pk).exists()


def test_owner_adds_nobody_unasked(cast, newcomer):
    with pytest.raises(PermissionError):
        add_member(cast.actor("owner"), cast.project, email=OWN, role="viewer")
    assert OWN not in members(cast.project)


def test_mail_that_cannot_be_sent_leaves_the_link(cast, monkeypatch):
    def refuse(*_any, **_named):
        raise smtplib.SMTPServerDisconnected("away")

    monkeypatch.setattr(invitation_links, "send_mail", refuse)
    response, page = send(cast)
    assert response.status_code == 302
    assert "The mail could not be sent" in page
    assert Invitation.objects.count() == 1


def test_open_invitations_of_a_project_are_bounded(cast, monkeypatch):
    monkeypatch.setattr(inviting, "MOST_OPEN", 2)
    for number in range(2):
        invite(cast.actor("owner"), cast.project, email=f"p{number}@example.com", role="viewer")
    with pytest.raises(PeopleError, match="are open already"):
        invite(cast.actor("owner"), cast.project, email="p3@example.com", role="viewer")
    assert Invitation.objects.count() == 2


def test_invitation_to_a_project_that_was_erased_is_gone(cast, newcomer):
    send(cast)
    erase_project(cast.actor("owner").__class__("system", "tests"), cast.project)
    assert Invitation.objects.count() == 0
    assert "Acme" not in browser(newcomer).get("/invitations").content.decode()


def test_audit_of_an_invitation_names_no_address(cast):
    send(cast)
    assert OWN not in str(selectors.audit_entries(cast.project, 5))


def test_account_creates_as_many_projects_as_the_setting_says(cast, settings):
    settings.OMNIA_PROJECTS_PER_ACCOUNT = 2
    owner = browser(cast.owner)
    form = {"name": "Second", "locales": ["en"], "default_locale": "en", "step": "create"}
    assert owner.post("/projects/new", form).status_code == 302
    before = Project.objects.count()
    refused = owner.post("/projects/new", {**form, "name": "Third"})
    assert "An account may create 2 projects" in refused.content.decode()
    assert Project.objects.count() == before
