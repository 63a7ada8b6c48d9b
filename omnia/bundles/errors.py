"""What is wrong with a bundle, in words."""


class BundleError(Exception):
    """A bundle that cannot be made or is not taken in; the sentence says what is wrong, where, and what to do."""


class DamagedBundleError(BundleError):
    """A file that is no bundle, or is not what was written: changed, cut, or never a bundle."""


class ForeignBundleError(BundleError):
    """A bundle that an installation signed which this one does not know."""


class NewerBundleError(BundleError):
    """A bundle that a later release made."""


class PassphraseError(BundleError):
    """A passphrase that is missing, or is not the one."""
