"""Servers that the product is measured beside, each doing what its docstring says and no more."""
