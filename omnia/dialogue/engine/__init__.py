"""The engine: a pure function from a compiled program, a state and an event to a new state and what is said."""
