"""What the end-to-end tests use to run real programs: one module a program."""
