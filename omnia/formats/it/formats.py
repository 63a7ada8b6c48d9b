"""What Django writes a date with, where a page says no more than that it is one."""

DATE_FORMAT = "j F Y"
DATETIME_FORMAT = "j F Y, H:i"
