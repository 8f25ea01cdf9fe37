"""python-binance: REST by the synchronous client; streams, user data and the WebSocket API by the asynchronous one."""

import asyncio
from decimal import Decimal

from binance.async_client import AsyncClient
from binance.client import Client
from binance.exceptions import BinanceAPIException
from binance.ws.streams import BinanceSocketManager

from sandbox import fails

SYMBOL = "BTCUSDT"


def price(value, digits=2):
    return f"{value:.{digits}f}"


def code(error):
    return error.code if isinstance(error, BinanceAPIException) else None


def point(kind, sandbox):
    """The same class with other base URLs."""
    return type("Pointed" + kind.__name__, (kind,), {
        "API_URL": sandbox.http + "/api", "MARGIN_API_URL": sandbox.http + "/sapi",
        "WS_API_URL": sandbox.ws + "/ws-api/v3"})


def run(sandbox, report):
    client = point(Client, sandbox)(sandbox.key, sandbox.secret)
    def check(name, body):
        return report.check("python-binance: " + name, body)
    market_data(client, check)
    orders(client, check)
    lists(client, check)
    errors(client, check)
    asyncio.run(streams(sandbox, report))


def market_data(client, check):
    check("ping", lambda: client.ping() == {})
    check("server time", lambda: client.get_server_time()["serverTime"] > 1_600_000_000_000)
    check("exchange info", lambda: any(s["symbol"] == SYMBOL for s in client.get_exchange_info()["symbols"]))
    check("symbol info", lambda: client.get_symbol_info(SYMBOL)["baseAsset"] == "BTC")
    check("order book", lambda: len(client.get_order_book(symbol=SYMBOL, limit=50)["bids"]) > 5)
    check("recent trades", lambda: len(client.get_recent_trades(symbol=SYMBOL)) > 0)
    check("historical trades", lambda: isinstance(client.get_historical_trades(symbol=SYMBOL, limit=5), list))
    check("aggregate trades", lambda: isinstance(client.get_aggregate_trades(symbol=SYMBOL), list))
    check("klines", lambda: len(client.get_klines(symbol=SYMBOL, interval="1m", limit=10)) == 10)
    check("ui klines", lambda: len(client.get_ui_klines(symbol=SYMBOL, interval="1h", limit=3)) == 3)
    check("historical klines", lambda: len(client.get_historical_klines(SYMBOL, "1h", "1 day ago UTC")) >= 20)
    check("average price", lambda: Decimal(client.get_avg_price(symbol=SYMBOL)["price"]) > 0)
    check("24 h ticker", lambda: client.get_ticker(symbol=SYMBOL)["symbol"] == SYMBOL)
    check("24 h tickers", lambda: len(client.get_ticker()) > 1)
    check("price tickers", lambda: len(client.get_all_tickers()) > 1)
    check("price ticker", lambda: Decimal(client.get_symbol_ticker(symbol=SYMBOL)["price"]) > 0)
    check("window ticker", lambda: client.get_symbol_ticker_window(symbol=SYMBOL)["symbol"] == SYMBOL)
    check("book ticker", lambda: client.get_orderbook_ticker(symbol=SYMBOL)["bidPrice"] is not None)
    check("book tickers", lambda: len(client.get_orderbook_tickers()) > 1)
    check("system status", lambda: client.get_system_status()["status"] == 0)


def orders(client, check):
    last = float(client.get_symbol_ticker(symbol=SYMBOL)["price"])
    low, high = price(last * 0.8), price(last * 1.2)
    check("account", lambda: client.get_account()["canTrade"])
    check("asset balance", lambda: Decimal(client.get_asset_balance("USDT")["free"]) > 0)
    check("market buy", lambda: client.order_market_buy(symbol=SYMBOL, quantity="0.01")["status"] == "FILLED")
    check("market buy by quote", lambda: client.order_market_buy(symbol=SYMBOL, quoteOrderQty="500")["status"] == "FILLED")
    check("market sell", lambda: client.order_market_sell(symbol=SYMBOL, quantity="0.005")["fills"][0]["commissionAsset"] == "USDT")
    placed = check("limit buy", lambda: client.order_limit_buy(symbol=SYMBOL, quantity="0.01", price=low))
    check("get order", lambda: client.get_order(symbol=SYMBOL, orderId=placed["orderId"])["status"] == "NEW")
    check("open orders", lambda: len(client.get_open_orders(symbol=SYMBOL)) == 1)
    check("cancel order", lambda: client.cancel_order(symbol=SYMBOL, orderId=placed["orderId"])["status"] == "CANCELED")
    check("limit sell", lambda: client.order_limit_sell(symbol=SYMBOL, quantity="0.01", price=high, newClientOrderId="pb-1")["clientOrderId"] == "pb-1")
    check("cancel by client id", lambda: client.cancel_order(symbol=SYMBOL, origClientOrderId="pb-1")["origClientOrderId"] == "pb-1")
    check("immediate or cancel", lambda: client.create_order(symbol=SYMBOL, side="BUY", type="LIMIT", timeInForce="IOC", quantity="0.01", price=low)["status"] == "EXPIRED")
    check("fill or kill", lambda: client.create_order(symbol=SYMBOL, side="BUY", type="LIMIT", timeInForce="FOK", quantity="0.01", price=high)["status"] == "FILLED")
    check("limit maker", lambda: "orderId" in client.create_order(symbol=SYMBOL, side="BUY", type="LIMIT_MAKER", quantity="0.01", price=low))
    check("stop loss", lambda: "orderId" in client.create_order(symbol=SYMBOL, side="SELL", type="STOP_LOSS", quantity="0.01", stopPrice=low))
    check("stop loss limit", lambda: "orderId" in client.create_order(symbol=SYMBOL, side="SELL", type="STOP_LOSS_LIMIT", timeInForce="GTC", quantity="0.01", price=low, stopPrice=low))
    check("take profit", lambda: "orderId" in client.create_order(symbol=SYMBOL, side="SELL", type="TAKE_PROFIT", quantity="0.01", stopPrice=high))
    check("take profit limit", lambda: "orderId" in client.create_order(symbol=SYMBOL, side="SELL", type="TAKE_PROFIT_LIMIT", timeInForce="GTC", quantity="0.01", price=high, stopPrice=high))
    check("trailing stop", lambda: "orderId" in client.create_order(symbol=SYMBOL, side="SELL", type="STOP_LOSS", quantity="0.01", trailingDelta=500))
    check("cancel all", lambda: len(client.cancel_all_open_orders(symbol=SYMBOL)) == 6)
    check("iceberg", lambda: client.create_order(symbol=SYMBOL, side="BUY", type="LIMIT", timeInForce="GTC", quantity="0.1", icebergQty="0.01", price=low)["icebergQty"] is not None)
    replaced = client.get_open_orders(symbol=SYMBOL)[0]["orderId"]
    check("cancel and replace", lambda: client.cancel_replace_order(
        symbol=SYMBOL, side="BUY", type="LIMIT", timeInForce="GTC", quantity="0.02", price=low,
        cancelReplaceMode="STOP_ON_FAILURE", cancelOrderId=replaced)["newOrderResult"] == "SUCCESS")
    check("test order", lambda: client.create_test_order(symbol=SYMBOL, side="BUY", type="MARKET", quantity="0.01") == {})
    check("all orders", lambda: len(client.get_all_orders(symbol=SYMBOL)) >= 12)
    check("my trades", lambda: len(client.get_my_trades(symbol=SYMBOL)) >= 3)
    check("order counts", lambda: client.get_current_order_count()[0]["rateLimitType"] == "ORDERS")
    check("prevented matches", lambda: client.get_prevented_matches(symbol=SYMBOL, orderId=replaced) == [])
    check("allocations", lambda: client.get_allocations(symbol=SYMBOL) == [])
    check("trade fee", lambda: client.get_trade_fee(symbol=SYMBOL)[0]["symbol"] == SYMBOL)
    check("permissions of the key", lambda: client.get_account_api_permissions()["enableSpotAndMarginTrading"])
    client.cancel_all_open_orders(symbol=SYMBOL)


def lists(client, check):
    last = float(client.get_symbol_ticker(symbol=SYMBOL)["price"])
    low, high = price(last * 0.8), price(last * 1.2)
    placed = check("order list OCO", lambda: client.create_oco_order(
        symbol=SYMBOL, side="SELL", quantity="0.01", aboveType="LIMIT_MAKER", abovePrice=high, belowType="STOP_LOSS",
        belowStopPrice=low))
    check("open order lists", lambda: len(client.get_open_oco_orders()) == 1)
    check("cancel a leg", lambda: client.cancel_order(symbol=SYMBOL, orderId=placed["orders"][0]["orderId"])["listOrderStatus"] == "ALL_DONE")


def errors(client, check):
    check("unknown symbol", lambda: fails(-1121, lambda: client.get_order_book(symbol="NOPE"), code))
    check("missing parameter", lambda: fails(-1102, lambda: client.create_order(symbol=SYMBOL, side="BUY", type="LIMIT", quantity="1", price="1"), code))
    check("filter", lambda: fails(-1013, lambda: client.order_limit_buy(symbol=SYMBOL, quantity="0.00001", price="50000"), code))
    check("precision", lambda: fails(-1111, lambda: client.order_limit_buy(symbol=SYMBOL, quantity="0.01", price="50000.0000000001"), code))
    check("no money", lambda: fails(-2010, lambda: client.order_limit_sell(symbol=SYMBOL, quantity="120", price="66000"), code))
    check("no such order", lambda: fails(-2013, lambda: client.get_order(symbol=SYMBOL, orderId=1), code))
    check("cancel of nothing", lambda: fails(-2011, lambda: client.cancel_order(symbol=SYMBOL, orderId=1), code))
    wrong = type(client)(client.API_KEY, "wrong")
    check("wrong secret", lambda: fails(-1022, wrong.get_account, code))
    unknown = type(client)("A" * 64, "wrong")
    check("unknown key", lambda: fails(-2015, unknown.get_account, code))


async def streams(sandbox, report):
    async def check(name, body):
        return await report.check_async("python-binance: " + name, body)
    client = await point(AsyncClient, sandbox).create(sandbox.key, sandbox.secret)
    manager = type("Pointed", (BinanceSocketManager,), {"STREAM_URL": sandbox.ws + "/"})(client)

    def heard(socket, wanted):
        async def listen():
            async with socket as stream:
                return wanted(await asyncio.wait_for(stream.recv(), 15))
        return listen

    await check("trade stream", heard(manager.trade_socket(SYMBOL), lambda m: m["e"] == "trade"))
    await check("aggregate trade stream", heard(manager.aggtrade_socket(SYMBOL), lambda m: m["e"] == "aggTrade"))
    await check("depth stream", heard(manager.depth_socket(SYMBOL), lambda m: m["e"] == "depthUpdate"))
    await check("partial depth stream", heard(manager.depth_socket(SYMBOL, depth="5"), lambda m: len(m["bids"]) == 5))
    await check("kline stream", heard(manager.kline_socket(SYMBOL), lambda m: m["e"] == "kline"))
    await check("mini ticker stream", heard(manager.miniticker_socket(), lambda m: m[0]["e"] == "24hrMiniTicker"))
    await check("ticker stream", heard(manager.symbol_ticker_socket(SYMBOL), lambda m: m["e"] == "24hrTicker"))
    await check("book ticker stream", heard(manager.symbol_book_ticker_socket(SYMBOL), lambda m: m["s"] == SYMBOL))
    await check("combined streams", heard(
        manager.multiplex_socket(["btcusdt@trade", "ethusdt@trade"]), lambda m: m["stream"].endswith("@trade")))

    async def user_data():
        async with manager.user_socket() as stream:
            await client.order_market_buy(symbol=SYMBOL, quantity="0.01")
            kinds = []
            while "outboundAccountPosition" not in kinds or "executionReport" not in kinds:
                kinds.append((await asyncio.wait_for(stream.recv(), 10))["e"])
            return True
    await check("user data", user_data)

    last = float((await client.get_symbol_ticker(symbol=SYMBOL))["price"])
    low, high = price(last * 0.8), price(last * 1.2)
    async def api_order():
        placed = await client.ws_create_order(symbol=SYMBOL, side="BUY", type="LIMIT", timeInForce="GTC", quantity="0.01", price=low)
        asked = await client.ws_get_order(symbol=SYMBOL, orderId=placed["orderId"])
        canceled = await client.ws_cancel_order(symbol=SYMBOL, orderId=placed["orderId"])
        return asked["status"] == "NEW" and canceled["status"] == "CANCELED"
    await check("WebSocket API order", api_order)
    async def api_replace():
        placed = await client.ws_create_order(symbol=SYMBOL, side="BUY", type="LIMIT", timeInForce="GTC", quantity="0.01", price=low)
        done = await client.ws_cancel_and_replace_order(
            symbol=SYMBOL, side="BUY", type="LIMIT", timeInForce="GTC", quantity="0.02", price=low,
            cancelReplaceMode="STOP_ON_FAILURE", cancelOrderId=placed["orderId"])
        await client.ws_cancel_all_open_orders(symbol=SYMBOL)
        return done["newOrderResult"] == "SUCCESS"
    await check("WebSocket API cancel and replace", api_replace)
    async def api_list():
        placed = await client.ws_create_oco_order(
            symbol=SYMBOL, side="SELL", quantity="0.01", aboveType="LIMIT_MAKER", abovePrice=high, belowType="STOP_LOSS",
            belowStopPrice=low)
        done = await client.ws_cancel_oco_order(symbol=SYMBOL, orderListId=placed["orderListId"])
        return done["listOrderStatus"] == "ALL_DONE"
    await check("WebSocket API order list", api_list)
    await check("WebSocket API account", lambda: truth(client.ws_get_account(), lambda a: a["canTrade"]))
    await check("WebSocket API depth", lambda: truth(client.ws_get_order_book(symbol=SYMBOL), lambda d: d["lastUpdateId"] > 0))
    await check("WebSocket API open orders", lambda: truth(client.ws_get_open_orders(symbol=SYMBOL), lambda o: o == []))
    async def api_error():
        try:
            await client.ws_create_order(symbol=SYMBOL, side="BUY", type="LIMIT", timeInForce="GTC", quantity="0.00001", price=low)
        except BinanceAPIException as error:
            return error.code == -1013
        return False
    await check("WebSocket API refusal", api_error)
    await client.close_connection()


async def truth(awaitable, wanted):
    return bool(wanted(await awaitable))
