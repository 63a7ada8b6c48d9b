"""The runtime: the JSON API that services call."""
