"""Northreach Health: an organisation that does not exist, written out at any size. Imports nothing of the product."""
