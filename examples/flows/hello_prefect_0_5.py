"""A flow of the kind that Prefect 0.5.1 built into an image with its DockerOnKubernetesEnvironment, on Python 3.6."""

from prefect import Flow, task


@task
def get_value():
    return 20


@task
def add(value):
    return value + 22


@task
def show(value):
    print('The value is {}.'.format(value))


with Flow('My Flow') as flow:
    show(add(get_value()))
