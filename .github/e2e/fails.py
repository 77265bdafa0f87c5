"""Ends with exit code 3, after a line that must stay text."""
import sys

print("::error::this is a line of a flow, not a command")
sys.exit(3)
