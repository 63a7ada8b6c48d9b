"""The key ring in a Vault: what wraps the data keys is never here, and whatever the Vault does, nothing sealed is lost."""

import threading

import pytest
import transit_server
from certificates import make
from talks import post_turn, problem, start
from waiting import wait_until

from omnia.infra import background
from omnia.infra.envelope import EnvelopeError, RingKeyError, RingUnreachableError
from omnia.infra.vault_transit import VaultKeyRing, VaultPlace
from omnia.mongo import data_keys
from omnia.mongo.clusters import database
from runtime_api.conversations import session_cache
from tenants.project.collections import KEYS

KEY, CONTEXT = b"k" * 32, b"omnia:data-key:project"


@pytest.fixture
def transit():
    with transit_server.running() as server:
        yield server


@pytest.fixture
def place_of(tmp_path):
    """Where a server's key is, with a file of the token that only its owner reads."""

    def place(server, **changes) -> VaultPlace:
        file = tmp_path / "token"
        file.write_text(f"{server.token}\n")
        file.chmod(0o600)
        return VaultPlace(server.url, file, **{"seconds": 60.0, **changes})

    return place


@pytest.fixture
def use(settings, place_of):
    """Have this process's key ring in a Vault, as a process that just started has it."""

    def begin(server, *, wraps: bool = True, **changes) -> None:
        settings.OMNIA_VAULT, settings.OMNIA_VAULT_WRAPS = place_of(server, **changes), wraps
        background.reset_process()

    return begin


def wrapped_by(project) -> list[str]:
    return [each["ring_key"] for each in database(project.ref)[KEYS].find_one()["keys"]]


def opened(project, session: str):
    """What a process answers that has the conversation neither at hand nor its key."""
    session_cache.forget(project.ref, session)
    data_keys.forget(project.ref)
    return project.client.get(f"/api/v1/sessions/{session}")


def test_key_comes_back_and_only_in_its_own_context(transit, place_of):
    ring = VaultKeyRing(place_of(transit))
    name, wrapped = ring.wrap(KEY, CONTEXT)
    assert (name, ring.holds(name), ring.current()) == ("vault/transit/omnia/v1", True, name)
    assert KEY not in wrapped
    assert ring.unwrap(name, wrapped, CONTEXT) == KEY
    # What second factors are made from is shorter than a key.
    assert ring.unwrap(*ring.wrap(b"twenty bytes of seed", CONTEXT), CONTEXT) == b"twenty bytes of seed"
    with pytest.raises(EnvelopeError, match="belongs elsewhere"):
        ring.unwrap(name, wrapped, CONTEXT + b"x")
    with pytest.raises(RingKeyError, match="no key “vault/transit/other/v1”"):
        ring.unwrap("vault/transit/other/v1", wrapped, CONTEXT)


def test_what_was_wrapped_before_the_vaults_key_was_rotated_still_opens_until_that_version_is_gone(transit, place_of):
    place = place_of(transit)
    name, wrapped = VaultKeyRing(place).wrap(KEY, CONTEXT)
    transit.rotate()
    ring = VaultKeyRing(place)
    assert ring.current() == "vault/transit/omnia/v2"
    assert ring.unwrap(name, wrapped, CONTEXT) == KEY
    del transit.versions[1]
    with pytest.raises(RingKeyError, match="that version of the key is gone"):
        ring.unwrap(name, wrapped, CONTEXT)


@pytest.mark.parametrize(
    ("answer", "kind", "sentence"),
    [
        ((503, b'{"errors":["Vault is sealed"]}'), RingUnreachableError, "sealed"),
        ((307, b""), RingUnreachableError, "status 307"),
        ((404, b"{}"), RingKeyError, "OMNIA_VAULT_MOUNT"),
        ((400, b"{}"), RingKeyError, "that version of the key is gone"),
        ((200, b"<html>"), RingKeyError, "OMNIA_VAULT_URL"),
        ((200, b'{"data": []}'), RingKeyError, "OMNIA_VAULT_URL"),
        ((200, b'{"data": {"plaintext": 7}}'), RingKeyError, "OMNIA_VAULT_URL"),
        ((200, b'{"data": {"plaintext": ""}}'), EnvelopeError, "changed"),
    ],
    ids=lambda value: str(value)[:20],
)
def test_whatever_is_answered_is_said_in_a_sentence_without_the_token(transit, place_of, answer, kind, sentence):
    ring = VaultKeyRing(place_of(transit))
    name, wrapped = ring.wrap(KEY, CONTEXT)
    transit.answer = answer
    with pytest.raises(kind, match=sentence) as raised:
        ring.unwrap(name, wrapped, CONTEXT)
    assert transit.token not in str(raised.value)


def test_refused_token_is_named_and_a_renewed_one_is_read_without_a_restart(transit, place_of):
    place = place_of(transit)
    ring = VaultKeyRing(place)
    transit.token = "hvs.renewed"
    with pytest.raises(RingKeyError, match=f"refuses the token in {place.token_file}"):
        ring.wrap(KEY, CONTEXT)
    place.token_file.write_text(transit.token)
    assert ring.wrap(KEY, CONTEXT)


@pytest.mark.parametrize(("content", "mode"), [("hvs.x", 0o644), ("", 0o600), ("two words", 0o600), (None, 0)])
def test_token_file_that_is_open_to_everybody_empty_or_not_there_is_refused_before_anything_is_sent(
    transit, place_of, content, mode
):
    place = place_of(transit)
    if content is None:
        place.token_file.unlink()
    else:
        place.token_file.write_text(content)
        place.token_file.chmod(mode)
    with pytest.raises(RingKeyError, match=str(place.token_file)):
        VaultKeyRing(place).wrap(KEY, CONTEXT)
    assert transit.asked == []


def test_vault_that_does_not_answer_is_given_up_and_left_alone_for_a_moment(transit, place_of, clock):
    clock.stop()
    transit.waits = threading.Event()
    ring = VaultKeyRing(place_of(transit, seconds=0.2))
    for sentence in ("does not answer", "a moment ago"):
        with pytest.raises(RingUnreachableError, match=sentence):
            ring.wrap(KEY, CONTEXT)
    wait_until(lambda: transit.asked)
    assert len(transit.asked) == 1


def test_vault_over_tls_is_believed_by_its_authority_alone(tmp_path, place_of):
    made = make(tmp_path)
    with transit_server.running(certificate=made.certificate, key=made.key) as server:
        assert VaultKeyRing(place_of(server, ca_file=made.authority)).wrap(KEY, CONTEXT)
        with pytest.raises(RingUnreachableError, match="does not answer"):
            VaultKeyRing(place_of(server)).wrap(KEY, CONTEXT)
    assert len(server.asked) == 1


def test_conversation_begun_under_a_local_ring_goes_on_while_the_ring_moves_into_a_vault_and_back(
    published_project, transit, use, settings
):
    opening = start(published_project.client)
    local = wrapped_by(published_project)
    # First every process only learns to unwrap, one after the other; then the Vault wraps.
    for wraps in (False, True):
        use(transit, wraps=wraps)
        assert opened(published_project, opening["session"]).status == 200
    assert data_keys.rewrap(published_project.ref) == 1
    assert wrapped_by(published_project) == ["vault/transit/omnia/v1"]
    assert opened(published_project, opening["session"]).status == 200
    transit.rotate()
    background.reset_process()
    assert data_keys.rewrap(published_project.ref) == 1
    assert data_keys.rewrap(published_project.ref) == 0
    assert wrapped_by(published_project) == ["vault/transit/omnia/v2"]
    use(transit, wraps=False)
    assert data_keys.rewrap(published_project.ref) == 1
    assert wrapped_by(published_project) == local
    settings.OMNIA_VAULT = None
    background.reset_process()
    assert post_turn(published_project.client, opening["session"], opening["turn"], "next Friday").status == 200


def test_process_that_has_unwrapped_a_key_serves_on_while_the_vault_is_away_and_another_refuses_and_loses_nothing(
    published_project, transit, use, monkeypatch
):
    use(transit)
    opening = start(published_project.client)
    transit.answer = (503, b"{}")
    monkeypatch.setattr(data_keys, "KEPT_SECONDS", 0.0)
    assert post_turn(published_project.client, opening["session"], opening["turn"], "next Friday").status == 200
    assert problem(opened(published_project, opening["session"]))[:2] == (503, "unavailable")
    transit.answer = None
    background.reset_process()
    assert opened(published_project, opening["session"]).status == 200


def test_conversation_is_unavailable_not_gone_while_the_vault_refuses(published_project, transit, use):
    use(transit)
    opening = start(published_project.client)
    transit.token = "hvs.another"
    assert problem(opened(published_project, opening["session"]))[:2] == (503, "unavailable")
    transit.token = transit_server.TOKEN
    assert opened(published_project, opening["session"]).status == 200


def test_data_key_is_unwrapped_once_however_many_turns_use_it(published_project, transit, use):
    use(transit)
    data_keys.ensure_data_key(published_project.ref)
    transit.asked.clear()
    for _time in range(5):
        opening = start(published_project.client)
        assert post_turn(published_project.client, opening["session"], opening["turn"], "next Friday").status == 200
    assert transit.asked == ["/v1/transit/decrypt/omnia"]
