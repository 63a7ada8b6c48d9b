"""The studio: the pages in which a customer's people edit, release and try their dialogues."""
