"""Italian without the day of the week in every moment."""
