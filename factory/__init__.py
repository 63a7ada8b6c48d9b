"""The factory: the central catalogue of templates and starter flows, written by platform staff only."""
