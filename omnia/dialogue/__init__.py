"""The heart of OMNIA: documents, extraction, engine and merge. Pure Python: no Django, no database, no network."""
