"""Which hosts a request may be made to."""

from django.conf import settings
from django.http.request import split_domain_port, validate_host

from omnia.infra.problems import Problem


def check_host(host: str) -> None:
    """Refuse a request to a host that is not ours; raises the problem `invalid-request`."""
    domain, _port = split_domain_port(host)
    # A request without the header cannot come from a page in somebody's browser, which is what the check is for.
    if host and not (domain and validate_host(domain, settings.ALLOWED_HOSTS)):
        raise Problem("invalid-request", "This host is not served here: OMNIA_ALLOWED_HOSTS does not name it.")
