"""Offsets of time zones, and cities that stand for one."""

EVERYWHERE: dict[str, int | str] = {
    "utc|gmt|u t c|g m t|greenwich mean time|zulu": 0, "cet|c e t": 60, "cest": 120, "eet": 120, "eest": 180, "msk": 180,
    "jst": 540, "sgt": 480, "aest": 600, "aedt": 660,
}  # fmt: skip

CITIES = {
    "london": "Europe/London", "lisbon": "Europe/Lisbon", "madrid": "Europe/Madrid", "paris": "Europe/Paris", "rome": "Europe/Rome", "berlin": "Europe/Berlin",
    "moscow": "Europe/Moscow", "new york": "America/New_York", "chicago": "America/Chicago", "los angeles": "America/Los_Angeles", "tokyo": "Asia/Tokyo",
    "beijing": "Asia/Shanghai", "sydney": "Australia/Sydney", "dubai": "Asia/Dubai", "sao paulo": "America/Sao_Paulo", "brasilia": "America/Sao_Paulo",
    "buenos aires": "America/Argentina/Buenos_Aires", "mexico": "America/Mexico_City", "bogota": "America/Bogota",
}  # fmt: skip
