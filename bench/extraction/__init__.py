"""The recognisers on outside cases, beside the libraries that a user could pick instead."""
