"""What is known of one person who talked to a project: how it is looked for, and where it is found."""
