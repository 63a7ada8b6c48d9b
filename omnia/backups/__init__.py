"""Copies of databases kept elsewhere, encrypted and by content: how they are made, read, verified and put in place."""
