"""Recognisers: pure functions from words to typed values, a room a family of kinds, languages as data in `languages`."""
