"""Names of people and of companies."""
