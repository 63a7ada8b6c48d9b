"""Answers to a question that are no value of their own: yes and no, choices, commands, reactions."""
