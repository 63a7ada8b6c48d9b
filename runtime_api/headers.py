"""Headers that answers of the API carry whatever they say, written once for every way to answer."""

from omnia.infra.headers import PERMISSIONS_POLICY

ALWAYS = {"X-Content-Type-Options": "nosniff", "Permissions-Policy": PERMISSIONS_POLICY}
