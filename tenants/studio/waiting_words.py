"""How long somebody must wait, in words."""

from django.utils.translation import ngettext


def wait_text(seconds: int) -> str:
    """One sentence, in seconds or in minutes."""
    if seconds < 60:
        return ngettext("Try again in %(count)d second.", "Try again in %(count)d seconds.", seconds) % {"count": seconds}
    minutes = -(-seconds // 60)
    return ngettext("Try again in %(count)d minute.", "Try again in %(count)d minutes.", minutes) % {"count": minutes}
