"""A flow can be any Python file. This one needs nothing but Python, and takes about two seconds."""

import os
import platform
import sys
import time

print(f'Hello from Python {platform.python_version()} in pod {platform.node()}.')
print(f'Arguments: {sys.argv[1:] or "none"}. Greeting from the environment: {os.environ.get("GREETING", "none")}.')

total = 0
for number in range(1, 6):
    time.sleep(0.4)
    total += number
    print(f'{number} of 5: the sum is {total}')

print('Done.')
