"""Checks of one datum against another: what customers' expressions may call."""
