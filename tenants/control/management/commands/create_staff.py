"""Make an account for a member of staff: the first one, on configured servers."""

from tenants.control.management.commands import create_account


class Command(create_account.Command):
    """Makes a member of staff with every right; the password is made here, printed once, and never stored in clear."""

    help = "Make a member of staff with every right, and print the password once."
    is_staff = True
    address = "/admin/"
