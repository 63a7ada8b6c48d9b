"""What recognisers read, made once from the pack of a language."""
