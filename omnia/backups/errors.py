"""What is wrong with a backup, in words."""


class BackupError(Exception):
    """A backup that cannot be made, read or put in place; the sentence says what is wrong and what to do."""


class MissingFileError(BackupError):
    """A file of the backup that is not there."""


class DamagedError(BackupError):
    """A file of the backup that was changed, cut, moved or never belonged there."""


class NewerFormatError(BackupError):
    """A backup that a later release made."""
