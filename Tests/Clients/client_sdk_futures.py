"""Binance's own SDKs for USDⓈ-M and COIN-M."""

from binance_common.configuration import ConfigurationRestAPI


def data(response):
    return response.data()


def run(sandbox, report):
    linear(sandbox, report)
    inverse(sandbox, report)


def linear(sandbox, report):
    from binance_sdk_derivatives_trading_usds_futures.derivatives_trading_usds_futures import (
        DerivativesTradingUsdsFutures,
    )

    api = DerivativesTradingUsdsFutures(
        config_rest_api=ConfigurationRestAPI(
            api_key=sandbox.key, api_secret=sandbox.secret, base_path=sandbox.ready["usdm"]["http"])
    ).rest_api

    def check(name, body):
        return report.check("sdk usdm: " + name, body)

    check("exchange information", lambda: len(data(api.exchange_information()).symbols) >= 2)
    check("mark price", lambda: data(api.mark_price(symbol="BTCUSDT")) is not None)
    check("account v3", lambda: float(data(api.account_information_v3()).total_wallet_balance) > 0)
    check("balance v3", lambda: len(data(api.futures_account_balance_v3())) >= 1)
    placed = check("limit order", lambda: data(api.new_order(
        symbol="BTCUSDT", side="BUY", type="LIMIT", time_in_force="GTC", quantity=0.01, price=62000)))
    check("query", lambda: data(api.query_order(symbol="BTCUSDT", order_id=placed.order_id)).status == "NEW")
    check("modify", lambda: data(api.modify_order(
        symbol="BTCUSDT", side="BUY", quantity=0.02, price=62010, order_id=placed.order_id)).orig_qty == "0.020")
    check("cancel", lambda: data(api.cancel_order(symbol="BTCUSDT", order_id=placed.order_id)).status == "CANCELED")
    check("market order", lambda: data(api.new_order(
        symbol="BTCUSDT", side="BUY", type="MARKET", quantity=0.01)).order_id > 0)
    check("position v3", lambda: data(api.position_information_v3())[0].position_amt == "0.010")
    check("trades", lambda: len(data(api.account_trade_list(symbol="BTCUSDT"))) >= 1)
    algo = check("algo order", lambda: data(api.new_algo_order(
        algo_type="CONDITIONAL", symbol="BTCUSDT", side="SELL", type="STOP_MARKET", quantity=0.01, trigger_price=50000)))
    check("open algo orders", lambda: len(data(api.current_all_algo_open_orders())) == 1)
    check("cancel algo order", lambda: data(api.cancel_algo_order(algo_id=algo.algo_id)).msg == "success")
    check("leverage", lambda: data(api.change_initial_leverage(symbol="BTCUSDT", leverage=10)).leverage == 10)
    check("income", lambda: len(data(api.get_income_history())) >= 1)
    check("listen key", lambda: len(data(api.start_user_data_stream()).listen_key) == 64)
    check("brackets", lambda: data(api.notional_and_leverage_brackets()) is not None)


def inverse(sandbox, report):
    from binance_sdk_derivatives_trading_coin_futures.derivatives_trading_coin_futures import (
        DerivativesTradingCoinFutures,
    )

    api = DerivativesTradingCoinFutures(
        config_rest_api=ConfigurationRestAPI(
            api_key=sandbox.key, api_secret=sandbox.secret, base_path=sandbox.ready["coinm"]["http"])
    ).rest_api

    def check(name, body):
        return report.check("sdk coinm: " + name, body)

    check("exchange information", lambda: len(data(api.exchange_information()).symbols) >= 2)
    check("account", lambda: len(data(api.account_information()).assets) >= 1)
    placed = check("limit order", lambda: data(api.new_order(
        symbol="BTCUSD_PERP", side="BUY", type="LIMIT", time_in_force="GTC", quantity=5, price=62000)))
    check("query", lambda: data(api.query_order(symbol="BTCUSD_PERP", order_id=placed.order_id)).status == "NEW")
    check("cancel", lambda: data(api.cancel_order(symbol="BTCUSD_PERP", order_id=placed.order_id)).status == "CANCELED")
    check("market order", lambda: data(api.new_order(
        symbol="BTCUSD_PERP", side="BUY", type="MARKET", quantity=5)).order_id > 0)
    check("trades", lambda: len(data(api.account_trade_list(symbol="BTCUSD_PERP"))) >= 1)
    check("positions", lambda: any(p.position_amt == "5" for p in data(api.position_information())))
