"""A flow for Prefect 1, with tasks that are mapped over a list and one that is tried again."""

from datetime import timedelta

from prefect import Flow, task


@task
def numbers():
    return [1, 2, 3]


@task(max_retries=2, retry_delay=timedelta(seconds=1))
def square(number):
    return number * number


@task
def show(squares):
    print(f'The sum of the squares is {sum(squares)}.')


with Flow('hello') as flow:
    show(square.map(numbers()))
