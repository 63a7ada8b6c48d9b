"""The rules that give patterns of roles a day or a time: one list for every language."""
