"""ccxt: unified methods over REST, streams by ccxt.pro."""

import asyncio

import ccxt
import ccxt.pro

SYMBOL = "BTC/USDT"


def point(exchange, sandbox):
    """The same exchange with other base URLs."""
    api = exchange.urls["api"]
    for name in api:
        if isinstance(api[name], str) and "binance" in api[name]:
            path = api[name].split("://", 1)[1].split("/", 1)
            api[name] = sandbox.http + ("/" + path[1] if len(path) > 1 else "")
    ws = api.get("ws", {})
    if "spot" in ws:
        ws["spot"] = sandbox.ws + "/ws"
        ws["margin"] = sandbox.ws + "/ws"
        ws.setdefault("ws-api", {})["spot"] = sandbox.ws + "/ws-api/v3"
    exchange.options["defaultType"] = "spot"
    exchange.options["fetchMarkets"] = ["spot"]
    exchange.options["fetchMargins"] = False
    return exchange


def raises(kind, body):
    try:
        body()
    except kind:
        return True
    raise AssertionError(f"no {kind.__name__}")


def run(sandbox, report):
    def check(name, body):
        return report.check("ccxt: " + name, body)
    keys = {"apiKey": sandbox.key, "secret": sandbox.secret}
    exchange = point(ccxt.binance(keys), sandbox)
    check("load markets", lambda: SYMBOL in exchange.load_markets())
    check("currencies", lambda: exchange.fetch_currencies() is not None)
    check("time", lambda: exchange.fetch_time() > 1_600_000_000_000)
    check("status", lambda: exchange.fetch_status()["status"] == "ok")
    check("ticker", lambda: exchange.fetch_ticker(SYMBOL)["last"] > 0)
    check("tickers", lambda: len(exchange.fetch_tickers()) > 1)
    check("last prices", lambda: SYMBOL in exchange.fetch_last_prices([SYMBOL]))
    check("bids and asks", lambda: SYMBOL in exchange.fetch_bids_asks([SYMBOL]))
    check("order book", lambda: len(exchange.fetch_order_book(SYMBOL, 50)["bids"]) > 5)
    check("trades", lambda: isinstance(exchange.fetch_trades(SYMBOL), list))
    check("candles", lambda: len(exchange.fetch_ohlcv(SYMBOL, "1h", limit=10)) == 10)
    check("balance", lambda: exchange.fetch_balance()["USDT"]["free"] > 0)
    check("trading fee", lambda: exchange.fetch_trading_fee(SYMBOL)["taker"] == 0.001)
    check("trading fees", lambda: SYMBOL in exchange.fetch_trading_fees())
    last = exchange.fetch_ticker(SYMBOL)["last"]
    low, high = exchange.price_to_precision(SYMBOL, last * 0.8), exchange.price_to_precision(SYMBOL, last * 1.2)
    check("market buy", lambda: exchange.create_order(SYMBOL, "market", "buy", 0.01)["status"] == "closed")
    check("market buy with cost", lambda: exchange.create_market_buy_order_with_cost(SYMBOL, 500)["status"] == "closed")
    check("market sell", lambda: exchange.create_order(SYMBOL, "market", "sell", 0.005)["filled"] == 0.005)
    order = check("limit buy", lambda: exchange.create_order(SYMBOL, "limit", "buy", 0.01, low))
    check("fetch order", lambda: exchange.fetch_order(order["id"], SYMBOL)["status"] == "open")
    check("edit order", lambda: exchange.edit_order(order["id"], SYMBOL, "limit", "buy", 0.02, low)["amount"] == 0.02)
    check("open orders", lambda: len(exchange.fetch_open_orders(SYMBOL)) == 1)
    check("cancel order", lambda: exchange.cancel_order(exchange.fetch_open_orders(SYMBOL)[0]["id"], SYMBOL)["status"] == "canceled")
    check("post only", lambda: exchange.create_order(SYMBOL, "limit", "buy", 0.01, low, {"postOnly": True})["id"] is not None)
    check("stop loss", lambda: exchange.create_order(SYMBOL, "market", "sell", 0.01, None, {"stopLossPrice": low})["id"] is not None)
    check("stop limit", lambda: exchange.create_order(SYMBOL, "limit", "sell", 0.01, low, {"stopLossPrice": low})["id"] is not None)
    check("take profit", lambda: exchange.create_order(SYMBOL, "market", "sell", 0.01, None, {"takeProfitPrice": high})["id"] is not None)
    check("trailing", lambda: exchange.create_order(SYMBOL, "market", "sell", 0.01, None, {"trailingPercent": 5, "stopLossOrTakeProfit": "stopLoss"})["id"] is not None)
    check("cancel all", lambda: len(exchange.cancel_all_orders(SYMBOL)) == 5)
    check("immediate or cancel", lambda: exchange.create_order(SYMBOL, "limit", "buy", 0.01, low, {"timeInForce": "IOC"})["status"] == "expired")
    check("all orders", lambda: len(exchange.fetch_orders(SYMBOL)) >= 8)
    check("closed orders", lambda: len(exchange.fetch_closed_orders(SYMBOL)) >= 3)
    check("canceled orders", lambda: len(exchange.fetch_canceled_orders(SYMBOL)) >= 3)
    check("my trades", lambda: len(exchange.fetch_my_trades(SYMBOL)) >= 3)
    check("order trades", lambda: exchange.fetch_order_trades(exchange.fetch_closed_orders(SYMBOL)[0]["id"], SYMBOL) != [])
    check("test order", lambda: exchange.create_order(SYMBOL, "limit", "buy", 0.01, low, {"test": True}) is not None)
    check("no money", lambda: raises(ccxt.InsufficientFunds, lambda: exchange.create_order(SYMBOL, "limit", "sell", 110, high)))
    check("invalid order", lambda: raises(ccxt.InvalidOrder, lambda: exchange.create_order(SYMBOL, "limit", "buy", 9500, low)))
    check("no such order", lambda: raises(ccxt.OrderNotFound, lambda: exchange.fetch_order("1", SYMBOL)))
    check("cancel of nothing", lambda: raises(ccxt.OrderNotFound, lambda: exchange.cancel_order("1", SYMBOL)))
    check("not immediately fillable", lambda: raises(ccxt.OrderImmediatelyFillable, lambda: exchange.create_order(SYMBOL, "limit", "buy", 0.01, high, {"postOnly": True})))
    wrong = point(ccxt.binance({"apiKey": sandbox.key, "secret": "wrong"}), sandbox)
    check("wrong secret", lambda: raises(ccxt.AuthenticationError, wrong.fetch_balance))
    asyncio.run(streams(sandbox, report, keys))


async def streams(sandbox, report, keys):
    exchange = point(ccxt.pro.binance(keys), sandbox)
    async def check(name, body):
        async def timed():
            return await asyncio.wait_for(body(), 20)
        await report.check_async("ccxt: " + name, timed)
    async def holds(awaitable, wanted):
        return bool(wanted(await awaitable))
    await exchange.load_markets()
    await check("watch ticker", lambda: holds(exchange.watch_ticker(SYMBOL), lambda t: t["last"] > 0))
    await check("watch trades", lambda: holds(exchange.watch_trades(SYMBOL), lambda t: len(t) > 0))
    await check("watch order book", lambda: holds(exchange.watch_order_book(SYMBOL), lambda b: b["bids"][0][0] < b["asks"][0][0]))
    await check("watch candles", lambda: holds(exchange.watch_ohlcv(SYMBOL, "1m"), lambda c: len(c) > 0))
    await check("watch bids and asks", lambda: holds(exchange.watch_bids_asks([SYMBOL]), lambda b: SYMBOL in b))

    async def watch_orders():
        waiting = asyncio.ensure_future(exchange.watch_orders(SYMBOL))
        await asyncio.sleep(1)
        await exchange.create_order(SYMBOL, "market", "buy", 0.01)
        return (await waiting)[0]["symbol"] == SYMBOL
    await check("watch orders", watch_orders)

    async def watch_balance():
        waiting = asyncio.ensure_future(exchange.watch_balance())
        await asyncio.sleep(1)
        await exchange.create_order(SYMBOL, "market", "buy", 0.01)
        return (await waiting)["BTC"]["total"] > 0
    await check("watch balance", watch_balance)
    async def order_by_socket():
        low = exchange.price_to_precision(SYMBOL, (await exchange.fetch_ticker(SYMBOL))["last"] * 0.8)
        order = await exchange.create_order_ws(SYMBOL, "limit", "buy", 0.01, low)
        return (await exchange.cancel_order_ws(order["id"], SYMBOL))["status"] == "canceled"
    await check("order over the WebSocket API", order_by_socket)
    await exchange.close()
