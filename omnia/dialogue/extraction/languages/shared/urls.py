"""Signs of web addresses that are said alike everywhere."""

from collections.abc import Mapping

EVERYWHERE: Mapping[str, str] = {"/": "slash", ":": "colon", "www": "w w w|triple w|world wide web|worldwide web|vvv|wuwuwu"}
"""Sign to the phrases that stand for it, said in every language."""
