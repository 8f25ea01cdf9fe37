"""ccxt: USDⓈ-M and COIN-M over REST, with the user stream by ccxt.pro."""

import asyncio

import ccxt
import ccxt.pro


class Product:
    """What differs between the two."""

    def __init__(self, name, symbol, amount, market_type):
        self.name, self.symbol, self.amount, self.market_type = name, symbol, amount, market_type


PRODUCTS = [
    Product("usdm", "BTC/USDT:USDT", 0.01, "linear"),
    Product("coinm", "BTC/USD:BTC", 5, "inverse"),
]


def point(exchange, sandbox, product):
    """The same exchange with other base URLs."""
    place = sandbox.ready[product.name]
    api = exchange.urls["api"]
    for name in api:
        if isinstance(api[name], str) and "binance" in api[name]:
            path = api[name].split("://", 1)[1].split("/", 1)
            api[name] = place["http"] + ("/" + path[1] if len(path) > 1 else "")
    ws = api.get("ws", {})
    key = "future" if product.name == "usdm" else "delivery"
    if key in ws:
        ws[key] = place["ws"] + "/ws"
    for name in list(ws):
        if isinstance(ws[name], str) and "binance" in ws[name]:
            path = ws[name].split("://", 1)[1].split("/", 1)
            ws[name] = place["ws"] + ("/" + path[1] if len(path) > 1 else "")
    for name in list(ws.get("ws-api", {})):
        suffix = "/ws-fapi/v1" if product.name == "usdm" else "/ws-dapi/v1"
        ws["ws-api"][name] = place["ws"] + suffix
    exchange.options["fetchMarkets"] = {"types": [product.market_type]}
    exchange.options["fetchCurrencies"] = False
    exchange.options["fetchMargins"] = False
    return exchange


def make(kind, sandbox, product, secret=None):
    keys = {"apiKey": sandbox.key, "secret": secret or sandbox.secret}
    return point(kind(keys), sandbox, product)


def raises(kind, body):
    try:
        body()
    except kind:
        return True
    raise AssertionError(f"no {kind.__name__}")


def run(sandbox, report):
    for product in PRODUCTS:
        kind = ccxt.binanceusdm if product.name == "usdm" else ccxt.binancecoinm
        trade(make(kind, sandbox, product), product, sandbox, report)
        pro = ccxt.pro.binanceusdm if product.name == "usdm" else ccxt.pro.binancecoinm
        asyncio.run(streams(make(pro, sandbox, product), product, report))


def trade(exchange, product, sandbox, report):
    symbol, amount = product.symbol, product.amount

    def check(name, body):
        return report.check(f"ccxt {product.name}: {name}", body)

    check("load markets", lambda: symbol in exchange.load_markets())
    check("ticker", lambda: exchange.fetch_ticker(symbol)["last"] > 0)
    check("order book", lambda: len(exchange.fetch_order_book(symbol, 50)["bids"]) > 5)
    check("trades", lambda: isinstance(exchange.fetch_trades(symbol), list))
    check("candles", lambda: len(exchange.fetch_ohlcv(symbol, "1h", limit=10)) == 10)
    check("mark candles", lambda: len(exchange.fetch_ohlcv(symbol, "1m", limit=1, params={"price": "mark"})) == 1)
    check("funding rate", lambda: exchange.fetch_funding_rate(symbol)["markPrice"] > 0)
    check("open interest", lambda: exchange.fetch_open_interest(symbol)["openInterestAmount"] > 0)
    check("balance", lambda: exchange.fetch_balance()["USDT" if product.name == "usdm" else "BTC"]["total"] > 0)
    check("leverage", lambda: exchange.set_leverage(10, symbol)["leverage"] == 10)
    check("leverage tiers", lambda: len(exchange.fetch_market_leverage_tiers(symbol)) > 3)
    check("trading fee", lambda: exchange.fetch_trading_fee(symbol)["taker"] == 0.0005)
    check("market buy", lambda: exchange.create_order(symbol, "market", "buy", amount)["id"] is not None)
    check("position", lambda: exchange.fetch_positions([symbol])[0]["contracts"] == amount)
    check("positions of the account", lambda: any(p["contracts"] == amount for p in exchange.fetch_account_positions([symbol])))
    last = exchange.fetch_ticker(symbol)["last"]
    low = exchange.price_to_precision(symbol, last * 0.96)
    order = check("limit buy", lambda: exchange.create_order(symbol, "limit", "buy", amount, low))
    check("fetch order", lambda: exchange.fetch_order(order["id"], symbol)["status"] == "open")
    lower = exchange.price_to_precision(symbol, last * 0.955)
    check("edit order", lambda: exchange.edit_order(order["id"], symbol, "limit", "buy", amount, lower)["id"] == order["id"])
    check("open orders", lambda: len(exchange.fetch_open_orders(symbol)) == 1)
    check("cancel order", lambda: exchange.cancel_order(order["id"], symbol)["status"] == "canceled")
    two = [{"symbol": symbol, "type": "limit", "side": "buy", "amount": amount, "price": float(low)} for _ in range(2)]
    several = check("several orders", lambda: exchange.create_orders(two))
    check("cancel several", lambda: [o["status"] for o in exchange.cancel_orders([o["id"] for o in several], symbol)] == ["canceled"] * 2)
    check("cancel all", lambda: exchange.cancel_all_orders(symbol) is not None)
    check("post only", lambda: raises(ccxt.ExchangeError, lambda: exchange.create_order(symbol, "limit", "buy", amount, exchange.price_to_precision(symbol, last * 1.01), {"postOnly": True})))
    check("no such order", lambda: raises(ccxt.OrderNotFound, lambda: exchange.fetch_order("1", symbol)))
    stop = check("stop market", lambda: exchange.create_order(symbol, "market", "sell", amount, None, {"stopLossPrice": float(low), "reduceOnly": True}))
    if product.name == "usdm":
        check("open conditional orders", lambda: len(exchange.fetch_open_orders(symbol, params={"trigger": True})) == 1)
        check("cancel conditional order", lambda: exchange.cancel_order(stop["id"], symbol, {"trigger": True})["id"] is not None)
        check("margin mode", lambda: exchange.fetch_margin_mode(symbol)["marginMode"] == "cross")
        check("position mode", lambda: exchange.fetch_position_mode(symbol)["hedged"] is False)
    check("market sell", lambda: exchange.create_order(symbol, "market", "sell", amount, None, {"reduceOnly": True})["id"] is not None)
    check("my trades", lambda: len(exchange.fetch_my_trades(symbol)) >= 2)
    check("all orders", lambda: len(exchange.fetch_orders(symbol)) >= 3)
    check("funding history", lambda: isinstance(exchange.fetch_funding_history(symbol), list))
    check("ledger", lambda: len(exchange.fetch_ledger("USDT" if product.name == "usdm" else "BTC")) >= 2)
    check("isolated", lambda: exchange.set_margin_mode("isolated", symbol) is not None)
    check("crossed again", lambda: exchange.set_margin_mode("cross", symbol) is not None)
    wrong = make(type(exchange), sandbox, product, "wrong")
    check("wrong secret", lambda: raises(ccxt.AuthenticationError, wrong.fetch_balance))


async def streams(exchange, product, report):
    symbol = product.symbol

    async def check(name, body):
        async def timed():
            return await asyncio.wait_for(body(), 20)
        await report.check_async(f"ccxt {product.name}: {name}", timed)

    async def holds(awaitable, wanted):
        return bool(wanted(await awaitable))

    await exchange.load_markets()
    await check("watch ticker", lambda: holds(exchange.watch_ticker(symbol), lambda t: t["last"] > 0))
    await check("watch trades", lambda: holds(exchange.watch_trades(symbol), lambda t: len(t) > 0))
    await check("watch order book", lambda: holds(exchange.watch_order_book(symbol), lambda b: b["bids"][0][0] < b["asks"][0][0]))
    await check("watch mark price", lambda: holds(exchange.watch_mark_price(symbol), lambda t: t["markPrice"] > 0))

    async def watch_orders():
        waiting = asyncio.ensure_future(exchange.watch_orders(symbol))
        await asyncio.sleep(1)
        await exchange.create_order(symbol, "market", "buy", product.amount)
        return (await waiting)[0]["symbol"] == symbol

    await check("watch orders", watch_orders)
    # What it asks in the background ends before it does.
    await asyncio.sleep(1)
    await exchange.close()
