"""Runs as a script: says who greets whom, and how often."""
import os
import sys

for number in range(3):
    print("hello", os.environ["GREETED"], *sys.argv[1:], number)
