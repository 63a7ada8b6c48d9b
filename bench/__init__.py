"""Measurements, always as figures of one run on one machine; `make bench` prints them."""
