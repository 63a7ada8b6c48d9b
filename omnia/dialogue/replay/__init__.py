"""Recorded conversations held again: stood-in values, the run on a program, how two runs part, and a test made of one."""
