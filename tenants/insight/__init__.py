"""What the counts of finished conversations say: funnels for people, and whether a canary is worse."""
