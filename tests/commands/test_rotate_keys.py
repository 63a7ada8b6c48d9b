"""Every key that the product has is replaced while it is used: by commands, without a word of what it protects being lost."""

import copy
import json

import pytest
from backing_up import platform
from django.test import Client

from fleet.backups.backing_up import vault_of
from omnia.backups.storage import DirectoryStorage
from omnia.infra import background
from omnia.infra.audit import Actor
from omnia.infra.crypto import secret_name
from omnia.infra.envelope import EnvelopeError, derived_ring_key
from omnia.mongo import data_keys
from omnia.mongo.clusters import database
from tenants.actions.keys import issue_key
from tenants.actions.rotating import rewrap_second_factors
from tenants.audit_chains import chain_of
from tenants.control.models import SecondFactor
from tenants.control.second_factor import opened_seed, sealed_seed
from tenants.project.collections import API_KEYS, KEYS

NEXT = "the-next-secret-" + "n" * 40
RING = f"ours={'1' * 64}"


@pytest.fixture
def know(settings):
    """Make this process one that knows some secrets, the first of them being today's, and a key ring."""

    def become(today: str, *others: str, ring: str = "") -> None:
        settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS, settings.OMNIA_KEY_RING = today, list(others), ring
        background.reset_process()

    yield become
    # The next test's process must not have this one's ring.
    background.reset_process()


@pytest.fixture
def first(settings) -> str:
    """The secret that everything was made under."""
    return settings.SECRET_KEY


@pytest.fixture
def answer(manage):
    """What a command says in JSON, which must have succeeded."""

    def ask(*arguments: str):
        called = manage(*arguments, "--json")
        assert called.status == 0, called.err
        return json.loads(called.out)

    return ask


def wrapped_by(project) -> list[str]:
    return [each["ring_key"] for each in database(project.ref)[KEYS].find_one()["keys"]]


def sealed(project) -> bytes:
    return data_keys.seal(project.ref, b"word", "name")


def test_all_data_keys_come_under_the_rings_current_key_and_a_second_run_finds_nothing_to_do(cast, answer, know, first):
    kept = sealed(cast.project)
    know(first, ring=RING)
    assert answer("rotate_keys", "--status")["data_keys"] == {derived_ring_key(first)[0]: 2}
    done = answer("rotate_keys")
    assert (done["ring_key"], done["projects"], done["rewrapped"], done["failed"]) == ("ours", 2, 2, [])
    assert wrapped_by(cast.project) == wrapped_by(cast.foreign) == ["ours"]
    assert chain_of(cast.project.ref).log.find_one({"action": "data_keys.rewrapped"})["details"] == {"keys": 1}
    assert answer("rotate_keys")["rewrapped"] == 0
    assert chain_of(cast.project.ref).log.count_documents({"action": "data_keys.rewrapped"}) == 1
    # The secret can go now: the ring does without it.
    know(NEXT, ring=RING)
    assert data_keys.unseal(cast.project.ref, kept, "name") == b"word"


def test_second_factors_come_under_the_rings_current_key_and_their_codes_stay_right(cast, answer, know, first):
    held = [SecondFactor(user=user, ring_key="", wrapped="") for user in (cast.owner, cast.staff)]
    for each in held:
        each.ring_key, each.wrapped = sealed_seed(each.user, b"twenty bytes of seed")
        each.save(force_insert=True)
    SecondFactor.objects.filter(pk=cast.staff.pk).update(ring_key="lost")
    know(first, ring=RING)
    assert answer("rotate_keys", "--status")["left"][1].startswith("2 second factors")
    with pytest.raises(EnvelopeError, match="lost"):
        rewrap_second_factors(Actor("command", "tests"))
    assert opened_seed(SecondFactor.objects.get(pk=cast.owner.pk)) == b"twenty bytes of seed"
    assert dict(SecondFactor.objects.values_list("pk", "ring_key")) == {cast.owner.pk: "ours", cast.staff.pk: "lost"}
    SecondFactor.objects.filter(pk=cast.staff.pk).update(ring_key=derived_ring_key(first)[0])
    assert answer("rotate_keys")["second_factors"] == 1
    know(NEXT, ring=RING)
    assert {opened_seed(each) for each in SecondFactor.objects.all()} == {b"twenty bytes of seed"}


def test_project_whose_key_cannot_be_unwrapped_is_named_and_keeps_no_other_from_its_turn(cast, manage, know, first):
    before = copy.deepcopy(database(cast.project.ref)[KEYS].find_one())
    database(cast.project.ref)[KEYS].update_one({}, {"$set": {"keys.0.ring_key": "lost"}})
    know(first, ring=RING)
    called = manage("rotate_keys", "--json")
    done = json.loads(called.out)
    assert (called.status, done["rewrapped"]) == (1, 1)
    assert [(row["project"], row["sentence"]) for row in done["failed"]] == [(cast.project.pk, "The key ring has no key “lost”.")]
    assert wrapped_by(cast.foreign) == ["ours"]
    stands = database(cast.project.ref)[KEYS].find_one()
    assert stands["keys"][0]["wrapped"] == before["keys"][0]["wrapped"]
    # Mended, the same call finishes it.
    database(cast.project.ref)[KEYS].replace_one({}, before)
    assert json.loads(manage("rotate_keys", "--json").out)["rewrapped"] == 1


def test_new_data_key_seals_and_those_before_it_still_open(cast, answer):
    kept = sealed(cast.project)
    assert answer("rotate_keys", "--data-keys", "--project", "Acme")["renewed"] == 1
    assert len(wrapped_by(cast.project)) == 2
    assert len(wrapped_by(cast.foreign)) == 1
    later = sealed(cast.project)
    assert kept[1:9] != later[1:9]
    background.reset_process()
    assert [data_keys.unseal(cast.project.ref, each, "name") for each in (kept, later)] == [b"word", b"word"]


def test_status_names_the_api_keys_that_would_end_with_the_earlier_secret_and_what_else_stands_under_it(
    cast, answer, manage, know, first
):
    issued = issue_key(cast.actor("owner"), cast.project, name="voice", scopes=("read",))
    assert answer("rotate_keys", "--status")["left"] == []
    know(NEXT, first)
    told = answer("rotate_keys", "--status")
    assert (told["secret"], told["other_secrets"]) == (secret_name(NEXT), [secret_name(first)])
    assert told["unused_api_keys"] == [
        {"project": cast.project.pk, "id": issued.id, "name": "voice", "last_four": issued.key[-4:]}
    ]
    assert [sentence.split(" ", 1)[1][:12] for sentence in told["left"]] == ["data keys ar", "API keys wer", "of the audit"]
    assert "1 API keys were not used" in manage("rotate_keys", "--status").out
    answer("rotate_keys")
    place = f"rehashed.{secret_name(NEXT)}"
    database(cast.project.ref)[API_KEYS].update_one({"_id": issued.id}, {"$set": {place: "as its use stores it"}})
    assert [sentence[:7] for sentence in answer("rotate_keys", "--status")["left"]] == ["Entries"]


def test_audit_logs_hold_after_the_secret_is_gone_if_the_key_that_came_from_it_is_named(
    cast, answer, manage, know, first, settings
):
    issue_key(cast.actor("owner"), cast.project, name="voice", scopes=("read",))
    know(NEXT, first)
    issue_key(cast.actor("owner"), cast.project, name="voice", scopes=("read",))
    assert answer("verify_audit")["ok"]
    [named] = answer("rotate_keys", "--derived")["OMNIA_AUDIT_KEYS"]
    know(NEXT)
    assert manage("verify_audit").status == 1
    settings.OMNIA_AUDIT_KEYS = f"new={'2' * 64} {named}"
    background.reset_process()
    assert answer("verify_audit")["ok"]


def test_backup_is_opened_after_its_secret_is_gone_if_another_was_made_since(cast, answer, know, first, tmp_path):
    folder = str(tmp_path / "backups")
    answer("backup", "--out", folder, "--project", "Acme")
    know(first, ring=RING)
    answer("backup", "--out", folder, "--project", "Acme")
    know(NEXT, ring=RING)
    vault = vault_of(DirectoryStorage(tmp_path / "backups"), f"project-{cast.project.pk}")
    assert json.loads((tmp_path / "backups" / vault.scope / "key").read_text())["ring_key"] == "ours"
    assert len(vault.moments()) == 2
    for moment in vault.moments():
        assert b"api_keys" in vault.get_manifest(moment)


def test_person_stays_signed_in_and_known_and_sees_a_fresh_key_when_the_secret_is_replaced(cast, know, first):
    browser = Client()
    assert browser.post("/sign-in", {"username": "owner@example.com", "password": "a-long-password"}).status_code == 302
    page = f"/p/{cast.project.pk}/keys"
    browser.post(page, {"name": "voice", "scopes": "read"})
    know(NEXT, first)
    assert "omk_default_" in browser.get(page).content.decode()
    browser.cookies.pop("sessionid")
    for _attempt in range(12):
        browser.post("/sign-in", {"username": "owner@example.com", "password": "wrong"}, REMOTE_ADDR="198.51.100.9")
    # Strangers wait there now; a browser in which the account has signed in before is known by its cookie of the earlier secret.
    from tenants.control.sign_in import known_device

    request = browser.get("/sign-in").wsgi_request
    request.COOKIES = {name: morsel.value for name, morsel in browser.cookies.items()}
    assert known_device(request, "owner@example.com")
    assert known_device(request, "viewer@example.com") == ""


def test_key_that_is_replaced_is_good_beside_the_new_one_until_its_end(cast, answer, manage):
    first = issue_key(cast.actor("owner"), cast.project, name="voice", scopes=("read", "manage"), channels=("canary",))
    done = answer("replace_key", "--project", "Acme", "--key", first.id, "--days", "3")
    rows = {row["_id"]: row for row in database(cast.project.ref)[API_KEYS].find()}
    granted = ("name", "scopes", "channels", "revoked_at")
    assert [rows[done["id"]][name] for name in granted] == [rows[first.id][name] for name in granted]
    assert rows[done["id"]]["expires_at"] is None
    ends_in = rows[first.id]["expires_at"] - rows[done["id"]]["created_at"]
    assert 2.9 < ends_in.total_seconds() / 86400 < 3.1
    for key in (first.key, done["key"]):
        assert Client().get("/api/v1/templates", headers={"Authorization": f"Bearer {key}"}).status_code in (200, 409, 404, 503)
    assert manage("replace_key", "--project", "Acme", "--key", "nowhere").status == 1
    assert manage("replace_key", "--project", "Acme", "--key", first.id, "--days", "91").status == 1
    assert database(cast.project.ref)[API_KEYS].count_documents({}) == 2
    assert platform("default") is not None
