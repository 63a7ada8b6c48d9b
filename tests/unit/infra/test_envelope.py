"""Sealing: what opens, what does not, and rings that wrap the keys."""

from hashlib import sha256

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from hypothesis import given
from hypothesis import strategies as st

from omnia.infra.envelope import (
    DataKeys,
    EnvelopeError,
    LocalKeyRing,
    RingKeyError,
    UnknownKeyError,
    derived_ring_key,
    is_sealed,
    key_name,
    new_data_key,
    parse_ring,
)

OLD, NEW = b"old-key-", b"new-key-"
KEYS = DataKeys({OLD: b"o" * 32}, OLD)
ROTATED = DataKeys({OLD: b"o" * 32, NEW: b"n" * 32}, NEW)


@given(st.binary(max_size=300), st.text(max_size=30))
def test_what_was_sealed_opens_under_its_name_and_never_looks_the_same_twice(data, name):
    sealed = KEYS.seal(data, name)
    assert KEYS.open(sealed, name) == data
    assert is_sealed(sealed)
    assert KEYS.seal(data, name) != sealed
    with pytest.raises(EnvelopeError, match="changed, or belongs elsewhere"):
        KEYS.open(sealed, name + "x")


@given(st.data())
def test_no_changed_byte_goes_unnoticed(data):
    sealed = bytearray(KEYS.seal(b"4929573638125985", "p:session:s_1:1"))
    sealed[data.draw(st.integers(0, len(sealed) - 1))] ^= data.draw(st.integers(1, 255))
    with pytest.raises(EnvelopeError):
        KEYS.open(bytes(sealed), "p:session:s_1:1")


def test_key_that_was_replaced_still_opens_and_the_new_one_seals():
    sealed = KEYS.seal(b"data", "name")
    assert ROTATED.open(sealed, "name") == b"data"
    with pytest.raises(UnknownKeyError):
        KEYS.open(ROTATED.seal(b"data", "name"), "name")


def test_data_key_is_unwrapped_by_the_ring_that_wrapped_it_and_for_its_project_alone():
    ring = LocalKeyRing({"a": b"a" * 32})
    key = new_data_key(ring, b"project one")
    replaced = LocalKeyRing({"b": b"b" * 32, "a": b"a" * 32})
    assert len(replaced.unwrap(key.ring_key, key.wrapped, b"project one")) == 32
    assert replaced.wrap(b"k" * 32, b"")[0] == "b"
    with pytest.raises(EnvelopeError):
        ring.unwrap(key.ring_key, key.wrapped, b"project two")
    with pytest.raises(RingKeyError, match="no key “a”"):
        LocalKeyRing({"b": b"b" * 32}).unwrap(key.ring_key, key.wrapped, b"project one")


def test_derived_key_follows_from_the_secret_and_its_id_tells_which():
    assert derived_ring_key("one") == derived_ring_key("one")
    assert derived_ring_key("one")[0] != derived_ring_key("two")[0]


@pytest.mark.parametrize("text", ["a", "a=00", "a=" + "0" * 63, "=" + "0" * 64, f"a={'0' * 64} a={'1' * 64}", f"a b={'0' * 64}"])
def test_ring_that_is_written_wrongly_is_refused(text):
    with pytest.raises(ValueError, match="64 hexadecimal digits"):
        parse_ring(text)


def test_ring_keeps_the_order_of_its_keys():
    assert list(parse_ring(f"b={'1' * 64}\na={'0' * 64}")) == ["b", "a"]
    assert parse_ring("") == {}


def test_key_that_is_derived_from_the_secret_is_of_the_ring_alone():
    expanded = HKDF(hashes.SHA256(), 32, salt=None, info=b"omnia:key-ring").derive(b"a secret")
    assert derived_ring_key("a secret") == (key_name(expanded), expanded)
    assert key_name(expanded) == f"secret-{sha256(expanded).hexdigest()[:8]}"
