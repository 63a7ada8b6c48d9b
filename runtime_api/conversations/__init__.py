"""Conversations of the JSON API: started, gone on with, read, ended; and texts read without one."""
