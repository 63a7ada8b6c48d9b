"""What the parts of a request look like, written once: addresses, query and bodies read them here."""

KEY = r"[a-z0-9_.-]{1,128}"
"""The key of a template or a flow."""

SESSION = r"[A-Za-z0-9_-]{1,64}"
"""The id of a conversation, or what passes for one."""

LOCALE = r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*"
MAX_LOCALE = 35
"""The longest tag of a language that BCP 47 asks to be kept."""

MAX_CHANNEL = 31

MAX_BODY = 64 * 1024
"""Bytes of a body."""

MAX_DEPTH = 32
"""Levels of a body."""
