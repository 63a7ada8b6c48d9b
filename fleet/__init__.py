"""All projects together, as the platform's staff see them: above the factory and the tenants, which know nothing of it."""
