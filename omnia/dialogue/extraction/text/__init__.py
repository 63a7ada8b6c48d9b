"""Words and marks of a text, phrases among them, and the grammar of roles over them; knows no kind of value."""
