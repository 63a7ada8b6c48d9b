"""What each project uses, counted exactly once: in memory that survives the process, then in the project's own database."""
