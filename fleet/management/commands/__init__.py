"""Commands on all projects."""
