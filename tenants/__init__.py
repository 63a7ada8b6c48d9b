"""Projects: who they belong to, what is in their databases, and every action on them."""
