"""Why a conversation cannot be held again, and what its record lacks, in the reader's words."""

from django.utils.translation import gettext as _

from omnia.dialogue.replay.recording import Recording
from omnia.workbench.simulating import not_keepable_words


def not_held_words(why: str) -> str:
    """Why a conversation cannot be held again."""
    words = {
        "cut": _("It was so long that its beginning was not kept, so it cannot be held again from the start."),
        "empty": _("No words were kept of it, so there is nothing to hold again."),
        "broken": _("Its record is damaged and cannot be read."),
        "no_release": _("The release that it ran on is not in this project any more."),
        "no_document": _("The release that it ran on does not hold what was spoken."),
        "no_language": _("The release that it ran on does not speak its language."),
        "no_body": _("The documents of the release that it ran on are not stored any more."),
        "not_compiled": _("The documents of the release that it ran on cannot be run by this version of the product."),
    }
    return words.get(why, why)


def lacks_words(recording: Recording) -> list[str]:
    """What the record does not hold, and what is done about it."""
    words = {
        "local_time": _("The person's local time was not kept; the time in UTC is taken for it."),
        "country": _("The country was not kept; the one of the release is taken."),
        "variables": _("What your service told at the start (its variables) is not kept; the run has none."),
        "alternatives": _("Further transcriptions of what was said are not kept; the run has only the first."),
        "host_answers": _("What your service answered to webhooks and requests is not kept; the run gets an empty answer."),
    }
    return [sentence for lack, sentence in words.items() if lack in recording.lacks]


def why_words(why: str, name: str) -> str:
    """What differs most between the end of a conversation then and on the draft; `name` is the datum that it is about."""
    words = {
        "same": _("It ends the same."),
        "questions": _("It ends the same, after more questions or fewer."),
        "unasked": _("The draft asks for “%(name)s”, which the person was not asked for."),
        "asked_again": _(
            "The draft asks for “%(name)s” more often than the person answered: what they said is not understood "
            "there, or breaks a rule."
        ),
        "endless": _("The draft goes round without coming to an end."),
        "outcome": _("It ends in another way."),
        "further": _("The person left; on the draft the conversation goes on, to “%(name)s”."),
        "value": _("“%(name)s” gets another value."),
        "lost": _("“%(name)s” is not acquired any more."),
        "gained": _("“%(name)s” is acquired now."),
    }
    return words.get(why, why) % {"name": name}


def not_on_draft_words(why: str) -> str:
    """Why a conversation cannot be held on the draft."""
    words = {
        "gone": _("It is past its retention and was deleted."),
        "draft_no_document": _("The draft does not hold what was spoken any more."),
        "draft_no_language": _("The draft does not speak its language any more."),
        "draft_no_body": _("The draft's documents could not be read."),
        "draft_not_compiled": _("The draft cannot be run as it is. Its problems are listed where you prepare a release."),
    }
    return words.get(why) or not_held_words(why)


def no_test_words(why: str) -> str:
    """Why a conversation cannot be kept as a test."""
    if why == "kept":
        return _("This conversation is a test of the draft already.")
    return not_keepable_words(why) or not_on_draft_words(why)
