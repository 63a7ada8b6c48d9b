"""CEL (Common Expression Language), the part of it that customers' conditions need, evaluated on a budget of work."""
