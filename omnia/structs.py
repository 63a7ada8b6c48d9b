"""What msgspec is told of a structure before threads read it."""

from typing import Any

import msgspec


def build(*kinds: Any) -> None:
    """Let msgspec look at types now, while one thread imports the module that declares them.

    msgspec 0.22 looks at a type when it first reads one, and other threads find it half looked at: eight that read the same new
    type at once end the process (segmentation fault), as two first turns of conversations could.
    """
    for kind in kinds:
        msgspec.json.Decoder(kind)
