"""The flow of the benchmark: two and a half seconds of work. It tells how long it took, from this line to the end of its process."""
import time

began = time.monotonic()

import atexit  # noqa: E402
import os  # noqa: E402

# registered before Prefect's own handlers, so it comes after them
atexit.register(lambda: os.write(1, b'bench-flow %.3f\n' % (time.monotonic() - began)))

from prefect import flow, task  # noqa: E402


@task
def fetch(day):
    time.sleep(1.25)
    return [{'item': 'tea', 'price': 3}, {'item': 'bread', 'price': 4}]


@task
def total(orders):
    time.sleep(1.25)
    return sum(order['price'] for order in orders)


@flow(log_prints=True)
def orders(day='monday'):
    print('total of %s: %d' % (day, total(fetch(day))))


if __name__ == '__main__':
    orders()
