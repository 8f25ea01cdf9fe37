"""binance-sdk-spot, Binance's own: every answer goes through its typed models; keys of all three kinds."""

import asyncio

from binance_common.configuration import ConfigurationRestAPI, ConfigurationWebSocketAPI, ConfigurationWebSocketStreams
from binance_common.errors import Error
from binance_sdk_spot.spot import Spot
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ed25519, rsa

from sandbox import fails

SYMBOL = "BTCUSDT"


def code(error):
    return error.status_code if isinstance(error, Error) else None


def price(value):
    return float(f"{value:.2f}")


def pem(key):
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()).decode()
    public = key.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo).decode()
    return private, public


def run(sandbox, report):
    def check(name, body):
        return report.check("sdk-spot: " + name, body)
    client = Spot(config_rest_api=ConfigurationRestAPI(
        api_key=sandbox.key, api_secret=sandbox.secret, base_path=sandbox.http)).rest_api
    market_data(client, check)
    orders(client, check)
    lists(client, check)
    keys(sandbox, check)
    asyncio.run(sockets(sandbox, report))


def data(answer):
    return answer.data()


def market_data(client, check):
    check("ping", lambda: data(client.ping()) is not None)
    check("time", lambda: data(client.time()).server_time > 1_600_000_000_000)
    check("exchange info", lambda: len(data(client.exchange_info()).symbols) > 1)
    check("exchange info of one", lambda: data(client.exchange_info(symbol=SYMBOL)).symbols[0].symbol == SYMBOL)
    check("execution rules", lambda: data(client.execution_rules()).symbol_rules is not None)
    check("depth", lambda: len(data(client.depth(SYMBOL, limit=20)).bids) == 20)
    check("trades", lambda: len(data(client.get_trades(SYMBOL))) > 0)
    check("historical trades", lambda: data(client.historical_trades(SYMBOL)) is not None)
    check("aggregate trades", lambda: data(client.agg_trades(SYMBOL)) is not None)
    check("block trades", lambda: data(client.historical_block_trades(SYMBOL, from_id=0)) is not None)
    check("klines", lambda: len(data(client.klines(SYMBOL, "1m", limit=5))) == 5)
    check("klines of a time zone", lambda: len(data(client.klines(SYMBOL, "1d", limit=2, time_zone="8"))) == 2)
    check("ui klines", lambda: len(data(client.ui_klines(SYMBOL, "1h", limit=5))) == 5)
    check("average price", lambda: data(client.avg_price(SYMBOL)).price is not None)
    check("24 h ticker", lambda: data(client.ticker24hr(symbol=SYMBOL)) is not None)
    check("window ticker", lambda: data(client.ticker(symbol=SYMBOL)) is not None)
    check("trading day ticker", lambda: data(client.ticker_trading_day(symbol=SYMBOL)) is not None)
    check("price ticker", lambda: data(client.ticker_price(symbol=SYMBOL)) is not None)
    check("book ticker", lambda: data(client.ticker_book_ticker(symbol=SYMBOL)) is not None)
    check("reference price", lambda: data(client.reference_price("BNBUSDT")).symbol == "BNBUSDT")
    check("reference price calculation", lambda: data(client.reference_price_calculation("BNBUSDT")) is not None)


def last_price(client):
    return float(client.avg_price(SYMBOL).data().price)


def orders(client, check):
    last = last_price(client)
    low, high = price(last * 0.8), price(last * 1.2)
    check("account", lambda: data(client.get_account()).can_trade)
    check("account without zeros", lambda: len(data(client.get_account(omit_zero_balances=True)).balances) > 0)
    check("commission", lambda: data(client.account_commission(SYMBOL)).standard_commission is not None)
    check("my filters", lambda: data(client.my_filters(SYMBOL)).symbol_filters is not None)
    check("market", lambda: data(client.new_order(SYMBOL, "BUY", "MARKET", quantity=0.01)).status == "FILLED")
    check("market by quote", lambda: data(client.new_order(SYMBOL, "BUY", "MARKET", quote_order_qty=500)).status == "FILLED")
    placed = check("limit", lambda: data(client.new_order(SYMBOL, "BUY", "LIMIT", "GTC", 0.01, price=low)))
    check("order", lambda: data(client.get_order(SYMBOL, order_id=placed.order_id)).status == "NEW")
    check("amend", lambda: data(client.order_amend_keep_priority(SYMBOL, 0.005, order_id=placed.order_id)).amended_order.qty is not None)
    check("amendments", lambda: len(data(client.order_amendments(SYMBOL, placed.order_id))) == 1)
    check("cancel", lambda: data(client.delete_order(SYMBOL, order_id=placed.order_id)).status == "CANCELED")
    check("ACK", lambda: data(client.new_order(SYMBOL, "BUY", "LIMIT", "GTC", 0.01, price=low, new_order_resp_type="ACK")).transact_time > 0)
    check("RESULT", lambda: data(client.new_order(SYMBOL, "BUY", "LIMIT", "GTC", 0.01, price=low, new_order_resp_type="RESULT")).status == "NEW")
    check("limit maker", lambda: data(client.new_order(SYMBOL, "BUY", "LIMIT_MAKER", quantity=0.01, price=low)).order_id > 0)
    check("stop loss", lambda: data(client.new_order(SYMBOL, "SELL", "STOP_LOSS", quantity=0.01, stop_price=low)).order_id > 0)
    check("stop loss limit", lambda: data(client.new_order(SYMBOL, "SELL", "STOP_LOSS_LIMIT", "GTC", 0.01, price=low, stop_price=low)).order_id > 0)
    check("take profit", lambda: data(client.new_order(SYMBOL, "SELL", "TAKE_PROFIT", quantity=0.01, stop_price=high)).order_id > 0)
    check("take profit limit", lambda: data(client.new_order(SYMBOL, "SELL", "TAKE_PROFIT_LIMIT", "GTC", 0.01, price=high, stop_price=high)).order_id > 0)
    check("trailing stop", lambda: data(client.new_order(SYMBOL, "SELL", "STOP_LOSS", quantity=0.01, trailing_delta=500)).order_id > 0)
    check("open orders", lambda: len(data(client.get_open_orders(symbol=SYMBOL))) == 8)
    check("cancel all", lambda: len(data(client.delete_open_orders(SYMBOL))) == 8)
    check("pegged", lambda: data(client.new_order(SYMBOL, "BUY", "LIMIT", "GTC", 0.01, peg_price_type="PRIMARY_PEG", peg_offset_type="PRICE_LEVEL", peg_offset_value=10)).order_id > 0)
    replaced = data(client.get_open_orders(symbol=SYMBOL))[0].order_id
    check("cancel and replace", lambda: data(client.order_cancel_replace(
        SYMBOL, "BUY", "LIMIT", "STOP_ON_FAILURE", "GTC", 0.01, price=low, cancel_order_id=replaced)).new_order_result == "SUCCESS")
    check("test order", lambda: data(client.order_test(SYMBOL, "BUY", "MARKET", quantity=0.01)) is not None)
    check("test order with rates", lambda: data(client.order_test(SYMBOL, "BUY", "MARKET", quantity=0.01, compute_commission_rates=True)).standard_commission_for_order is not None)
    check("smart order routing", lambda: data(client.sor_order(SYMBOL, "BUY", "MARKET", 5)).used_sor)
    check("smart order routing test", lambda: data(client.sor_order_test(SYMBOL, "BUY", "MARKET", 0.01)) is not None)
    check("allocations", lambda: len(data(client.my_allocations(SYMBOL))) >= 1)
    check("prevented matches", lambda: data(client.my_prevented_matches(SYMBOL, order_id=replaced)) == [])
    check("all orders", lambda: len(data(client.all_orders(SYMBOL))) >= 12)
    check("my trades", lambda: len(data(client.my_trades(SYMBOL))) >= 2)
    check("order counts", lambda: len(data(client.rate_limit_order())) == 2)
    client.delete_open_orders(SYMBOL)
    check("no such order", lambda: fails(-2013, lambda: client.get_order(SYMBOL, order_id=1), code))
    check("cancel of nothing", lambda: fails(-2011, lambda: client.delete_order(SYMBOL, order_id=1), code))
    check("filter", lambda: fails(-1013, lambda: client.new_order(SYMBOL, "BUY", "LIMIT", "GTC", 9500, price=low), code))


def lists(client, check):
    last = last_price(client)
    low, high = price(last * 0.8), price(last * 1.2)
    oco = check("OCO", lambda: data(client.order_list_oco(
        SYMBOL, "SELL", 0.01, "LIMIT_MAKER", "STOP_LOSS_LIMIT", above_price=high, below_price=low, below_stop_price=low,
        below_time_in_force="GTC")))
    check("order list", lambda: data(client.get_order_list(order_list_id=oco.order_list_id)).list_order_status == "EXECUTING")
    check("open order lists", lambda: len(data(client.open_order_list())) == 1)
    check("cancel list", lambda: data(client.delete_order_list(SYMBOL, order_list_id=oco.order_list_id)).list_order_status == "ALL_DONE")
    check("old OCO", lambda: data(client.order_oco(SYMBOL, "SELL", 0.01, high, low)).order_list_id is not None)
    check("OTO", lambda: data(client.order_list_oto(
        SYMBOL, "LIMIT", "BUY", low, 0.01, "LIMIT", "SELL", 0.01, working_time_in_force="GTC", pending_price=high,
        pending_time_in_force="GTC")).contingency_type == "OTO")
    check("OTOCO", lambda: data(client.order_list_otoco(
        SYMBOL, "LIMIT", "BUY", low, 0.01, "SELL", 0.01, "LIMIT_MAKER", working_time_in_force="GTC",
        pending_above_price=high, pending_below_type="STOP_LOSS", pending_below_stop_price=price(last * 0.7))).order_list_id is not None)
    check("OPO", lambda: data(client.order_list_opo(
        SYMBOL, "LIMIT", "BUY", low, 0.01, "LIMIT", "SELL", working_time_in_force="GTC", pending_price=high,
        pending_time_in_force="GTC")).order_list_id is not None)
    check("OPOCO", lambda: data(client.order_list_opoco(
        SYMBOL, "LIMIT", "BUY", low, 0.01, "SELL", "LIMIT_MAKER", working_time_in_force="GTC", pending_above_price=high,
        pending_below_type="STOP_LOSS", pending_below_stop_price=price(last * 0.7))).order_list_id is not None)
    check("all order lists", lambda: len(data(client.all_order_list())) == 6)
    check("cancel all with lists", lambda: len(data(client.delete_open_orders(SYMBOL))) >= 5)


def keys(sandbox, check):
    for name, key in [("Ed25519", ed25519.Ed25519PrivateKey.generate()), ("RSA", rsa.generate_private_key(65537, 2048))]:
        private, public = pem(key)
        sandbox.admin("/accounts", {"name": "default", "apiKey": f"{name}key", "publicKey": public})
        client = Spot(config_rest_api=ConfigurationRestAPI(
            api_key=f"{name}key", api_secret="", private_key=private, base_path=sandbox.http)).rest_api
        check(f"signed by {name}", lambda: data(client.get_account()).can_trade)
        check(f"order signed by {name}", lambda: data(client.new_order(SYMBOL, "BUY", "MARKET", quantity=0.001)).status == "FILLED")
    micro = Spot(config_rest_api=ConfigurationRestAPI(
        api_key=sandbox.key, api_secret=sandbox.secret, base_path=sandbox.http, time_unit="MICROSECOND")).rest_api
    check("microseconds", lambda: data(micro.time()).server_time > 1_600_000_000_000_000)


async def sockets(sandbox, report):
    async def check(name, body):
        return await report.check_async("sdk-spot: " + name, body)
    private, public = pem(ed25519.Ed25519PrivateKey.generate())
    sandbox.admin("/accounts", {"name": "default", "apiKey": "logonkey", "publicKey": public})
    streams = Spot(config_ws_streams=ConfigurationWebSocketStreams(stream_url=sandbox.ws)).websocket_streams
    connection = await streams.create_connection()

    async def hear(subscribe):
        handle = await subscribe
        heard = asyncio.get_running_loop().create_future()
        handle.on("message", lambda m: heard.done() or heard.set_result(m))
        message = await asyncio.wait_for(heard, 15)
        await handle.unsubscribe()
        return message
    for name, subscribe in [
        ("trade stream", lambda: connection.trade(symbol=SYMBOL.lower())),
        ("aggregate trade stream", lambda: connection.agg_trade(symbol=SYMBOL.lower())),
        ("depth stream", lambda: connection.diff_book_depth(symbol=SYMBOL.lower())),
        ("partial depth stream", lambda: connection.partial_book_depth(symbol=SYMBOL.lower(), levels="5")),
        ("kline stream", lambda: connection.kline(symbol=SYMBOL.lower(), interval="1m")),
        ("ticker stream", lambda: connection.ticker(symbol=SYMBOL.lower())),
        ("window ticker stream", lambda: connection.rolling_window_ticker(symbol=SYMBOL.lower(), window_size="1h")),
        ("mini ticker stream", lambda: connection.mini_ticker(symbol=SYMBOL.lower())),
        ("all mini tickers stream", lambda: connection.all_mini_ticker()),
        ("book ticker stream", lambda: connection.book_ticker(symbol=SYMBOL.lower())),
        ("average price stream", lambda: connection.avg_price(symbol=SYMBOL.lower())),
        ("reference price stream", lambda: connection.reference_price(symbol="bnbusdt")),
    ]:
        await check(name, lambda subscribe=subscribe: hear(subscribe()))
    await connection.close_connection(close_session=True)
    await websocket_api(sandbox, check, private)


async def websocket_api(sandbox, check, private):
    api = Spot(config_ws_api=ConfigurationWebSocketAPI(
        api_key="logonkey", api_secret="", private_key=private, stream_url=sandbox.ws + "/ws-api/v3")).websocket_api
    connection = await api.create_connection()
    def result(awaitable):
        async def get():
            return (await awaitable()).data().result
        return get
    async def ask(name, awaitable, wanted=lambda r: r is not None):
        async def run():
            return bool(wanted(await result(awaitable)()))
        await check("WebSocket API " + name, run)
    await ask("ping", connection.ping, lambda r: True)
    await ask("time", connection.time)
    # The SDK's model of this one answer has no result; it keeps what it does not know.
    async def info():
        known = (await connection.exchange_info(symbol=SYMBOL)).data()
        return known.additional_properties["result"]["symbols"][0]["symbol"] == SYMBOL
    await check("WebSocket API exchange info", info)
    await ask("depth", lambda: connection.depth(SYMBOL))
    await ask("klines", lambda: connection.klines(SYMBOL, "1m", limit=2))
    await ask("logon", connection.session_logon, lambda r: r.api_key == "logonkey")
    await ask("session status", connection.session_status, lambda r: r.api_key == "logonkey")
    await ask("subscribe", lambda: first(connection.user_data_stream_subscribe()))
    last = float((await connection.avg_price(SYMBOL)).data().result.price)
    low, high = price(last * 0.8), price(last * 1.2)
    await ask("market order", lambda: connection.order_place(SYMBOL, "BUY", "MARKET", quantity=0.01), lambda r: r.status == "FILLED")
    await ask("limit order", lambda: connection.order_place(
        SYMBOL, "BUY", "LIMIT", time_in_force="GTC", price=low, quantity=0.01, new_client_order_id="sdk-ws"), lambda r: r.order_id > 0)
    await ask("order status", lambda: connection.order_status(SYMBOL, orig_client_order_id="sdk-ws"), lambda r: r.status == "NEW")
    await ask("amend", lambda: connection.order_amend_keep_priority(SYMBOL, 0.005, orig_client_order_id="sdk-ws"))
    await ask("open orders", lambda: connection.open_orders_status(symbol=SYMBOL))
    await ask("cancel all", lambda: connection.open_orders_cancel_all(SYMBOL))
    await ask("order list", lambda: connection.order_list_place_oco(
        SYMBOL, "SELL", 0.01, "LIMIT_MAKER", "STOP_LOSS", above_price=high, below_stop_price=low))
    await ask("open order lists", connection.open_order_lists_status)
    await ask("cancel all lists", lambda: connection.open_orders_cancel_all(SYMBOL))
    await ask("account", connection.account_status)
    await ask("my trades", lambda: connection.my_trades(SYMBOL))
    await ask("all orders", lambda: connection.all_orders(SYMBOL))
    await ask("commission", lambda: connection.account_commission(SYMBOL))
    await ask("order counts", connection.account_rate_limits_orders)
    await ask("smart order routing", lambda: connection.sor_order_place(SYMBOL, "BUY", "MARKET", 0.01))
    await ask("subscriptions", connection.session_subscriptions)
    await ask("logout", connection.session_logout)
    await connection.close_connection(close_session=True)


async def first(awaitable):
    handle = await awaitable
    return handle.response if hasattr(handle, "response") else handle
