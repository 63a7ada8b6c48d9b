"""What each kind of process may do at MongoDB and Redis: rendered for people, or set up."""
