"""Every change of a project's state, one named function each: permission, change, audit entry, invalidation."""
