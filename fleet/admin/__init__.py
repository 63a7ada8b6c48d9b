"""The staff's pages on what a draft means for projects, and on who is offered a version."""
