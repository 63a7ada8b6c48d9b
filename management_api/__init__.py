"""The management API: what a customer's pipelines do with a project's content and releases, by the actions that people use."""
