"""Runs until it is stopped."""
import time

print("sleeping", flush=True)
time.sleep(3600)
