"""python-binance: the futures methods of its plain client."""

from binance.client import Client
from binance.exceptions import BinanceAPIException

from sandbox import fails

SYMBOLS = {"usdm": ("BTCUSDT", 0.01), "coinm": ("BTCUSD_PERP", 5)}


def run(sandbox, report):
    client = Client(sandbox.key, sandbox.secret, ping=False)
    client.FUTURES_URL = sandbox.ready["usdm"]["http"] + "/fapi"
    client.FUTURES_DATA_URL = sandbox.ready["usdm"]["http"] + "/futures/data"
    client.FUTURES_COIN_URL = sandbox.ready["coinm"]["http"] + "/dapi"
    client.FUTURES_COIN_DATA_URL = sandbox.ready["coinm"]["http"] + "/futures/data"
    trade(client, report, "usdm", "futures_")
    trade(client, report, "coinm", "futures_coin_")


def trade(client, report, product, prefix):
    symbol, quantity = SYMBOLS[product]

    def call(name, **parameters):
        return getattr(client, prefix + name)(**parameters)

    def check(name, body):
        return report.check(f"python-binance {product}: {name}", body)

    check("time", lambda: call("time")["serverTime"] > 0)
    check("exchange information", lambda: any(s["symbol"] == symbol for s in call("exchange_info")["symbols"]))
    check("order book", lambda: len(call("order_book", symbol=symbol, limit=5)["bids"]) == 5)
    check("mark price", lambda: call("mark_price", symbol=symbol) is not None)
    check("balance", lambda: len(call("account_balance")) > 0)
    check("account", lambda: len(call("account")["assets"]) > 0)
    check("leverage", lambda: call("change_leverage", symbol=symbol, leverage=10)["leverage"] == 10)
    placed = check("limit order", lambda: call(
        "create_order", symbol=symbol, side="BUY", type="LIMIT", timeInForce="GTC", quantity=quantity, price=62000))
    check("query", lambda: call("get_order", symbol=symbol, orderId=placed["orderId"])["status"] == "NEW")
    check("open orders", lambda: len(call("get_open_orders", symbol=symbol)) == 1)
    check("cancel", lambda: call("cancel_order", symbol=symbol, orderId=placed["orderId"])["status"] == "CANCELED")
    if product == "usdm":
        two = [call("create_order", symbol=symbol, side="BUY", type="LIMIT", timeInForce="GTC", quantity=quantity,
                    price=62000)["orderId"] for _ in range(2)]
        check("cancel several", lambda: [o["status"] for o in call(
            "cancel_orders", symbol=symbol, orderidlist=two)] == ["CANCELED"] * 2)
        check("client id signed before it is encoded", lambda: call(
            "create_order", symbol=symbol, side="BUY", type="LIMIT", timeInForce="GTC", quantity=quantity, price=62000,
            newClientOrderId="x:1/2")["clientOrderId"] == "x:1/2")
        check("cancel it", lambda: call("cancel_order", symbol=symbol, origClientOrderId="x:1/2")["status"] == "CANCELED")
    check("market order", lambda: call(
        "create_order", symbol=symbol, side="BUY", type="MARKET", quantity=quantity)["orderId"] > 0)
    check("trades", lambda: len(call("account_trades", symbol=symbol)) >= 1)
    check("positions", lambda: any(float(p["positionAmt"]) == quantity for p in call("position_information")))
    check("cancel of nothing", lambda: fails(
        -2011, lambda: call("cancel_order", symbol=symbol, orderId=1), lambda error: error.code))
    check("reduce only", lambda: fails(
        -2022,
        lambda: call("create_order", symbol=symbol, side="BUY", type="MARKET", quantity=quantity, reduceOnly="true"),
        lambda error: error.code if isinstance(error, BinanceAPIException) else None))
    check("income", lambda: len(call("income_history")) >= 1)
