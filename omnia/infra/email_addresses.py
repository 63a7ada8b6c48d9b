"""The one normal form of an e-mail address: what is compared, counted, looked up and stored."""

import unicodedata

INVISIBLE = frozenset({"Cc", "Cf", "Zl", "Zp", "Zs"})
"""Unicode's categories of controls, invisible marks and spaces: none of them is part of an address that a person means."""


def normalise_email(email: str) -> str:
    """Return the normal form of an address as somebody typed it: compatible letters, lower case, nothing invisible.

    The form is stable: normalising it again returns the same text. Text that is no address comes back in normal form too.
    """
    text = _folded(email)
    # Folding may bring forth letters that fold further; three rounds are enough for every character that Unicode has.
    for _round in range(3):
        again = _folded(text)
        if again == text:
            break
        text = again
    local, at, domain = text.rpartition("@")
    return f"{local}{at}{_domain(domain)}" if at else text


def _folded(text: str) -> str:
    letters = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    return "".join(letter for letter in letters if unicodedata.category(letter) not in INVISIBLE)


def _domain(domain: str) -> str:
    """Return a domain in its readable form, so that `xn--…` and what it stands for are one."""
    if "xn--" not in domain:
        return domain
    try:
        return _folded(domain.encode("ascii").decode("idna"))
    except UnicodeError:
        return domain
