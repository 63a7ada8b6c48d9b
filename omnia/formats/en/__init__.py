"""English as it is written outside the United States: the day before the month, and 24 hours."""
