"""binance-connector, Binance's former SDK, which many programs still use; it has an environment of its own, since its package
is named as python-binance's is."""

import json
import time

from binance.error import ClientError
from binance.spot import Spot
from binance.websocket.spot.websocket_api import SpotWebsocketAPIClient
from binance.websocket.spot.websocket_stream import SpotWebsocketStreamClient

from sandbox import fails

SYMBOL = "BTCUSDT"


def code(error):
    return error.error_code if isinstance(error, ClientError) else None


def run(sandbox, report):
    def check(name, body):
        return report.check("connector: " + name, body)
    client = Spot(sandbox.key, sandbox.secret, base_url=sandbox.http)
    check("time", lambda: client.time()["serverTime"] > 0)
    check("exchange info", lambda: client.exchange_info(symbols=[SYMBOL, "ETHUSDT"])["symbols"][1]["symbol"] == "ETHUSDT")
    check("depth", lambda: len(client.depth(SYMBOL, limit=5)["bids"]) == 5)
    check("klines", lambda: len(client.klines(SYMBOL, "1m", limit=3)) == 3)
    check("24 h tickers", lambda: len(client.ticker_24hr(symbols=[SYMBOL])) == 1)
    check("window ticker", lambda: client.rolling_window_ticker(SYMBOL, windowSize="2h")["symbol"] == SYMBOL)
    last = float(client.ticker_price(SYMBOL)["price"])
    low, high = f"{last * 0.8:.2f}", f"{last * 1.2:.2f}"
    limit = {"symbol": SYMBOL, "side": "BUY", "type": "LIMIT", "timeInForce": "GTC", "quantity": 0.01, "price": low}
    check("test order", lambda: client.new_order_test(symbol=SYMBOL, side="BUY", type="MARKET", quantity=0.01) == {})
    order = check("limit order", lambda: client.new_order(**limit))
    check("get order", lambda: client.get_order(SYMBOL, orderId=order["orderId"])["status"] == "NEW")
    check("cancel and replace", lambda: client.cancel_and_replace(
        **limit, cancelReplaceMode="STOP_ON_FAILURE", cancelOrderId=order["orderId"])["newOrderResult"] == "SUCCESS")
    check("open orders", lambda: len(client.get_open_orders(SYMBOL)) == 1)
    check("cancel all", lambda: len(client.cancel_open_orders(SYMBOL)) == 1)
    check("order list", lambda: client.new_oco_order(
        symbol=SYMBOL, side="SELL", quantity=0.01, aboveType="LIMIT_MAKER", abovePrice=high, belowType="STOP_LOSS",
        belowStopPrice=low)["contingencyType"] == "OCO")
    check("open order lists", lambda: len(client.get_oco_open_orders()) == 1)
    check("cancel the list", lambda: len(client.cancel_open_orders(SYMBOL)) == 1)
    check("account", lambda: len(client.account()["balances"]) > 3)
    check("my trades", lambda: client.my_trades(SYMBOL) == [])
    check("order counts", lambda: client.get_order_rate_limit()[0]["rateLimitType"] == "ORDERS")
    check("filter", lambda: fails(-1013, lambda: client.new_order(**{**limit, "quantity": 9500}), code))
    check("no such order", lambda: fails(-2013, lambda: client.get_order(SYMBOL, orderId=1), code))
    sockets(sandbox, check, limit)


def sockets(sandbox, check, limit):
    heard, answers = [], []
    stream = SpotWebsocketStreamClient(stream_url=sandbox.ws, on_message=lambda _, m: heard.append(m))
    stream.agg_trade(symbol="btcusdt")
    stream.diff_book_depth(symbol="btcusdt")
    time.sleep(3)
    stream.stop()
    check("streams", lambda: any("depthUpdate" in m for m in heard) and any("aggTrade" in m for m in heard))
    api = SpotWebsocketAPIClient(
        stream_url=sandbox.ws + "/ws-api/v3", api_key=sandbox.key, api_secret=sandbox.secret,
        on_message=lambda _, m: answers.append(json.loads(m)))
    api.new_order(**limit, newOrderRespType="RESULT")
    api.account()
    time.sleep(2)
    api.stop()
    check("WebSocket API", lambda: len(answers) == 2 and all(a["status"] == 200 for a in answers))
