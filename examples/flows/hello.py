"""A small Prefect flow: fetches a few orders, adds them up, says what came out."""
from prefect import flow, task


@task
def fetch_orders():
    return [{"item": "tea", "price": 3}, {"item": "bread", "price": 4}, {"item": "honey", "price": 9}]


@task
def total(orders):
    return sum(order["price"] for order in orders)


@flow(log_prints=True)
def hello():
    orders = fetch_orders()
    for order in orders:
        print(f"order: {order['item']} for {order['price']}")
    print(f"{len(orders)} orders, {total(orders)} in all")
