"""The product without what counts its reads in what projects use.

Beside the product it tells what that costs (`bench.metering`). It is no setting, for nobody is to switch it off.
"""

from omnia.rsgi import application
from runtime_api import fast_path
from runtime_api.metering.meters import Meter


class _Nothing:
    """A meter that counts nothing."""

    def count_read(self, _size: int) -> None:
        """Count nothing."""


def _unmetered(_project: object) -> Meter:
    return _Nothing()  # type: ignore[return-value]  # what a plan asks of a meter


fast_path.meter_of = _unmetered

__all__ = ["application"]
