"""A flow for Prefect 2 and 3. No server is needed: Prefect brings up one of its own for the run."""

from prefect import flow, task


@task(retries=2)
def square(number: int) -> int:
    return number * number


@flow(log_prints=True)
def hello() -> int:
    total = sum(future.result() for future in square.map([1, 2, 3]))
    print(f'The sum of the squares is {total}.')
    return total


if __name__ == '__main__':  # on your own machine: python hello_prefect3.py
    hello()
