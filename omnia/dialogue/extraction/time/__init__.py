"""Days, times of day, and spans of both."""
