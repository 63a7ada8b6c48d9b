"""The one normal form of an e-mail address: what is compared, counted, looked up and stored; and where mails go out."""

import unicodedata
from typing import Any
from urllib.parse import unquote, urlsplit

PORTS = {"smtp": 25, "smtp+tls": 587, "smtps": 465}

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


def email_settings(url: str) -> dict[str, Any]:
    """Return Django's settings for outgoing mail; without an address, mails are printed on the terminal.

    Raises:
        ValueError: the address has another form than smtp://, smtp+tls:// or smtps:// with a host.
    """
    if not url:
        return {"EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend"}
    parts = urlsplit(url)
    if parts.scheme not in PORTS or not parts.hostname or parts.path.strip("/") or parts.query:
        raise ValueError("write it as smtp+tls://user:password@host:587")
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or PORTS[parts.scheme],
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_TLS": parts.scheme == "smtp+tls",
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        # A page waits for it.
        "EMAIL_TIMEOUT": 5,
    }
