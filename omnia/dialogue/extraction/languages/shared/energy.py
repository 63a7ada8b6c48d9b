"""Symbols of what meters show and of power."""

READING_SYMBOLS = "kwh|kw h|kw/h|m3|m 3|m³|mc|smc|stm3|cbm|dm3"

KILOWATT_SYMBOLS = (
    "kw|kva|k w|k va|kilowatt|kilowatts|kilo watt|kilovoltampere|kilovolt ampere|kilovolt amperes|kilo volt ampere"
)  # fmt: skip

WATT_SYMBOLS = "w|va|watt|watts|voltampere|volt ampere"

OTHER_UNITS = "amper|euro|euros|€|%"
"""After a number these say that it is no reading and no power."""
