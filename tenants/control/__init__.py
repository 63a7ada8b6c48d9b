"""The control plane's models: users, projects, memberships, and the platform's audit log. Never part of a runtime process."""
