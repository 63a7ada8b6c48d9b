"""Recognisers: pure functions from words to typed values, one module a kind, languages as data in `lexicons`."""
