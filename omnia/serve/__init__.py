"""Starts the product on one machine: embedded database, first set-up, web server; stops all of it together."""
