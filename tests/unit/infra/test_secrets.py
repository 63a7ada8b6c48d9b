"""Secrets are random over their whole alphabet, and keyed hashes are of the text, the purpose and the product's secret."""

import hashlib
import hmac
import string
from collections import Counter

import pytest

from omnia.infra import crypto
from omnia.infra.crypto import ALPHANUMERIC, equal, keyed_hash, keyed_hash_of_bytes, new_id, new_secret


def test_secret_has_its_length_and_uses_every_letter_and_digit_alike():
    assert len(new_secret()) == 40
    assert [len(new_secret(length)) for length in (0, 1, 7, 200)] == [0, 1, 7, 200]
    counts = Counter(new_secret(62_000))
    assert set(counts) == set(string.ascii_letters + string.digits)
    assert max(counts.values()) < 1.25 * min(counts.values())
    assert new_secret() != new_secret()


def test_bytes_that_would_favour_some_letters_are_thrown_away(monkeypatch):
    given = iter([bytes([248, 255, 250, 247]), bytes([0, 61, 62, 124]), bytes([1, 2, 3, 4])])
    monkeypatch.setattr(crypto.secrets, "token_bytes", lambda _length: next(given))
    assert new_secret(4) == ALPHANUMERIC[61] + ALPHANUMERIC[0] + ALPHANUMERIC[61] + ALPHANUMERIC[0]


def test_identifier_begins_with_a_letter_and_has_its_length():
    made = [new_id() for _number in range(500)]
    assert {len(each) for each in made} == {12}
    assert {each[0] for each in made} <= set(string.ascii_lowercase)
    assert set("".join(made)) == set(string.ascii_lowercase + string.digits)
    assert len(set(made)) == 500
    assert [len(new_id(length)) for length in (1, 8)] == [1, 8]


def test_keyed_hash_is_hmac_sha_256_under_a_key_of_the_purpose_alone(settings):
    settings.SECRET_KEY = "one"
    key = hashlib.sha256(b"omnia:api-key:one").digest()
    assert keyed_hash("a text", purpose="api-key") == hmac.new(key, b"a text", hashlib.sha256).hexdigest()
    assert keyed_hash("è", purpose="api-key") == keyed_hash_of_bytes("è".encode(), purpose="api-key")
    others = {
        keyed_hash("a text", purpose="x"),
        keyed_hash("another", purpose="api-key"),
        keyed_hash("a text", purpose="api-key"),
    }
    settings.SECRET_KEY = "two"
    assert len(others | {keyed_hash("a text", purpose="api-key")}) == 4


@pytest.mark.parametrize(
    ("one", "other", "are"), [("a", "a", True), ("a", "b", False), ("a", "aa", False), ("è", "è", True), ("", "", True)]
)
def test_texts_are_equal_or_not(one, other, are):
    assert equal(one, other) is are
