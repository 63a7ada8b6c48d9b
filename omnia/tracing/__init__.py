"""Spans of requests and of what they ask of MongoDB and Redis; imported only where `OMNIA_OTEL_ENDPOINT` is set.

Docs: docs/decisions/0071-traces-at-our-own-seams.md.
"""
