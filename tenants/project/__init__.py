"""What a project's own database holds. A runtime process loads this app and no other of the tenants package."""
