"""An e-mail address has one normal form, however it is typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from omnia.infra.email_addresses import normalise_email

SPELLINGS = (
    "anna@example.com",
    "ANNA@EXAMPLE.COM",
    "Anna@Example.Com",
    "  anna@example.com ",
    "anna@example.com\n",
    "\u00a0anna@example.com\u2003",
    "anna\u200b@example.com",
    "\ufeffanna@example.com",
    "an\u00adna@example.com",
    "ａｎｎａ＠ｅｘａｍｐｌｅ．ｃｏｍ",
    "ANNA＠example.com",
    "𝐚𝐧𝐧𝐚@example.com",
)


@pytest.mark.parametrize("spelling", SPELLINGS, ids=ascii)
def test_spellings_of_one_address_have_one_form(spelling):
    assert normalise_email(spelling) == "anna@example.com"


def test_long_s_and_kelvin_sign_are_their_letters():
    assert normalise_email("\u017ftaff@example.com") == "staff@example.com"
    assert normalise_email("mi\u212ae@example.com") == "mike@example.com"


def test_domain_in_ascii_form_is_the_one_that_it_stands_for():
    assert normalise_email("anna@xn--mnchen-3ya.example") == normalise_email("Anna@MÜNCHEN.example")
    assert normalise_email("anna@xn--.example") == "anna@xn--.example"


def test_composed_and_decomposed_letters_are_one():
    assert normalise_email("jose\u0301@example.com") == normalise_email("JOSÉ@example.com")


def test_different_addresses_stay_different():
    assert normalise_email("anna@example.com") != normalise_email("anna@example.org")
    assert normalise_email("an.na@example.com") != normalise_email("anna@example.com")


@given(st.text(max_size=40))
def test_normal_form_of_any_text_is_stable(text):
    once = normalise_email(text)
    assert normalise_email(once) == once
