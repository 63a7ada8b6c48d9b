"""Folders and files that their owner alone can read: from the moment they are made, and mended where they were not."""

import contextlib
import os
import secrets
from pathlib import Path

FOLDER_MODE, FILE_MODE = 0o700, 0o600


def make_private_folder(folder: Path) -> None:
    """Make the folder, or mend it with all that lies in it; links are left alone. Raises `OSError`."""
    folder.mkdir(mode=FOLDER_MODE, parents=True, exist_ok=True)
    folder.chmod(FOLDER_MODE)
    for path, folders, files in os.walk(folder):
        for names, mode in ((folders, FOLDER_MODE), (files, FILE_MODE)):
            for name in names:
                _mend(Path(path, name), mode)


def _mend(path: Path, mode: int) -> None:
    # A server that runs may remove a file of its own at any time.
    with contextlib.suppress(FileNotFoundError):
        if not path.is_symlink() and path.stat().st_mode & 0o777 != mode:
            path.chmod(mode)


def open_private(path: Path, flags: int) -> int:
    """Open a file, made private if it is new; returns the descriptor. Raises `OSError`."""
    return os.open(path, flags | os.O_CREAT | os.O_CLOEXEC, FILE_MODE)


def generated_secret(path: Path) -> str:
    """Return the secret that the file holds; made, random, if there is none. Raises `OSError`."""
    if not path.exists():
        path.parent.mkdir(mode=FOLDER_MODE, parents=True, exist_ok=True)
        # Written aside and linked into place: of two who start at once, both read the whole of the first one's secret.
        draft = path.with_name(f"{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
        with os.fdopen(open_private(draft, os.O_WRONLY | os.O_TRUNC), "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(48))
        with contextlib.suppress(FileExistsError):
            path.hardlink_to(draft)
        draft.unlink()
    return path.read_text(encoding="ascii").strip()


def earlier_secrets(path: Path) -> list[str]:
    """The secrets that the file held before its present one, newest first; none if it was never replaced. Raises `OSError`."""
    kept = _earlier(path)
    return kept.read_text(encoding="ascii").split() if kept.exists() else []


def replace_secret(path: Path) -> None:
    """Put a new random secret into the file, and keep the one before it among the earlier ones. Raises `OSError`.

    Broken off, the file holds the secret that it had: that one is kept first.
    """
    present = generated_secret(path)
    _write_private(_earlier(path), "\n".join(dict.fromkeys([present, *earlier_secrets(path)])))
    _write_private(path, secrets.token_urlsafe(48))


def forget_earlier_secrets(path: Path) -> None:
    """Let go of the secrets that the file held before. Raises `OSError`."""
    _earlier(path).unlink(missing_ok=True)


def _earlier(path: Path) -> Path:
    return path.with_name(f"{path.name}_earlier")


def _write_private(path: Path, text: str) -> None:
    """Replace a file's content as a whole."""
    draft = path.with_name(f"{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    with os.fdopen(open_private(draft, os.O_WRONLY | os.O_TRUNC), "w", encoding="ascii") as file:
        file.write(text)
    draft.replace(path)
