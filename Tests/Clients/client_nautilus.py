"""NautilusTrader's own live node, unmodified, with its Binance adapter's base URLs changed; it has an environment of its own,
since it needs Python 3.12. Its node of one product ends with the process, so each product runs in one of its own."""

import json
import os
import subprocess
import sys
from decimal import Decimal

PRODUCTS = {"spot": [], "usdm": ["--venue-date", "2026-04-22"]}  # its adapter has one address for all routes of USDⓈ-M


def run(binary, report):
    """Trades each product and checks what its strategy was told, and the exchange's ledger."""
    from sandbox import Sandbox

    for product, options in PRODUCTS.items():
        with Sandbox(binary, product, *options) as sandbox:
            environment = {**os.environ, "SANDBOX": json.dumps(account(sandbox, product)), "PYTHONPATH": ""}
            output = subprocess.run([sys.executable, os.path.abspath(__file__), product], capture_output=True, text=True,
                                    timeout=120, env=environment)
            told = [json.loads(line) for line in output.stdout.splitlines() if line.startswith("{")]
            judge(product, told, sandbox, lambda name, body: report.check(f"nautilus {product}: {name}", body))


def account(sandbox, product):
    """An account with a key that the adapter logs on with: Ed25519 on spot."""
    ready = {**sandbox.ready, "address": sandbox.ready[product]}
    if product != "spot":
        return ready
    from cryptography.hazmat.primitives import serialization as form
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    key = Ed25519PrivateKey.generate()
    private = key.private_bytes(form.Encoding.PEM, form.PrivateFormat.PKCS8, form.NoEncryption()).decode()
    public = key.public_key().public_bytes(form.Encoding.PEM, form.PublicFormat.SubjectPublicKeyInfo).decode()
    name = "nautilus" * 8
    sandbox.admin("/accounts", {"name": "nautilus", "apiKey": name, "publicKey": public,
                                "balances": {"spot": {"BTC": "5", "USDT": "1000000"}}})
    return {**ready, "apiKey": name, "apiSecret": private}


def judge(product, told, sandbox, check):
    def events(step):
        return [line["event"] for line in told if line.get("step") == step]

    last = told[-1] if told and "counts" in told[-1] else {"counts": {}}
    for what in ["quotes", "trades", "books"] + (["marks"] if product == "usdm" else []):
        check(f"{what} arrive", lambda: last["counts"].get(what, 0) > 10)
    check("market order", lambda: {"OrderAccepted", "OrderFilled"} <= set(events("market")))
    check("limit order", lambda: events("limit")[-1] == "OrderAccepted")
    if product == "usdm":
        check("modify", lambda: events("modify")[-1] == "OrderUpdated")
    check("cancel", lambda: events("cancel")[-1] == "OrderCanceled")
    check("post-only", lambda: events("post-only")[-1] == "OrderAccepted")
    check("post-only that would take", lambda: events("taker")[-1] == "OrderRejected")
    check("stop-limit", lambda: events("stop-limit")[-1] == "OrderAccepted")
    if product == "usdm":
        check("trailing stop", lambda: events("trailing")[-1] == "OrderAccepted")
    check("cancel all", lambda: events("cancel-all").count("OrderCanceled") == (3 if product == "usdm" else 2))
    check("close", lambda: events("close")[-1] == "OrderFilled")
    check("nothing is left open", lambda: last["open"] == 0)
    filled = sum(Decimal(line["quantity"]) for line in told if line.get("event") == "OrderFilled")

    def ledger():
        trades = sandbox.admin("/trades?account=" + ("nautilus" if product == "spot" else "default"))
        return filled > 0 and sum(Decimal(trade["quantity"]) for trade in trades) == filled

    check("every trade of the ledger was told once", ledger)


def trade(product, place):
    """One node that trades a product from start to end, and prints what its strategy is told."""
    from nautilus_trader.adapters.binance import (
        BINANCE, BinanceAccountType, BinanceDataClientConfig, BinanceExecClientConfig, BinanceLiveDataClientFactory,
        BinanceLiveExecClientFactory)
    from nautilus_trader.config import InstrumentProviderConfig, LoggingConfig, StrategyConfig, TradingNodeConfig
    from nautilus_trader.live.node import TradingNode
    from nautilus_trader.model.enums import BookType, OrderSide, TrailingOffsetType
    from nautilus_trader.model.identifiers import InstrumentId
    from nautilus_trader.trading.strategy import Strategy

    futures = product == "usdm"
    name = InstrumentId.from_str("BTCUSDT-PERP.BINANCE" if futures else "BTCUSDT.BINANCE")

    class Trader(Strategy):
        counts, step, number = {}, "", 0

        def on_start(self):
            self.subscribe_quote_ticks(name)
            self.subscribe_trade_ticks(name)
            self.subscribe_order_book_deltas(name, book_type=BookType.L2_MBP)
            if futures:
                self.subscribe_mark_prices(name)
            self.after(5)

        def after(self, seconds):
            self.number += 1
            at = self.clock.timestamp_ns() + int(seconds * 1e9)
            self.clock.set_time_alert_ns(f"step-{self.number}", at, lambda _: self.go_on())

        def count(self, what):
            self.counts[what] = self.counts.get(what, 0) + 1

        def on_quote_tick(self, quote):
            self.quote = quote
            self.count("quotes")

        def on_trade_tick(self, _):
            self.count("trades")

        def on_order_book_deltas(self, _):
            self.count("books")

        def on_mark_price(self, _):
            self.count("marks")

        def on_order_event(self, event):
            quantity = str(event.last_qty) if type(event).__name__ == "OrderFilled" else "0"
            print(json.dumps({"step": self.step, "event": type(event).__name__, "quantity": quantity}), flush=True)

        def on_stop(self):
            pass

        def price(self, factor):
            return self.cache.instrument(name).make_price(Decimal(str(self.quote.bid_price)) * Decimal(factor))

        def steps(self):
            make, buy, sell = self.order_factory, OrderSide.BUY, OrderSide.SELL
            size = self.cache.instrument(name).make_qty(Decimal("0.010"))

            def rest():
                self.resting = make.limit(name, buy, size, self.price("0.98"))
                self.submit_order(self.resting)

            yield "market", lambda: self.submit_order(make.market(name, buy, size))
            yield "limit", rest
            if futures:
                yield "modify", lambda: self.modify_order(self.resting, price=self.price("0.975"))
            yield "cancel", lambda: self.cancel_order(self.resting)
            yield "post-only", lambda: self.submit_order(make.limit(name, sell, size, self.price("1.02"), post_only=True))
            yield "taker", lambda: self.submit_order(make.limit(name, sell, size, self.price("0.99"), post_only=True))
            yield "stop-limit", lambda: self.submit_order(
                make.stop_limit(name, sell, size, self.price("0.95"), self.price("0.96")))
            if futures:
                yield "trailing", lambda: self.submit_order(make.trailing_stop_market(
                    name, sell, size, trailing_offset=Decimal(100), trailing_offset_type=TrailingOffsetType.BASIS_POINTS,
                    activation_price=self.price("1.01")))
            yield "cancel-all", lambda: self.cancel_all_orders(name)
            yield "close", lambda: self.close_all_positions(name)

        def go_on(self):
            self.remaining = getattr(self, "remaining", None) or list(self.steps())
            if self.number > len(self.remaining):
                print(json.dumps({"counts": self.counts, "open": len(self.cache.orders_open())}), flush=True)
                os._exit(0)
            self.step, act = self.remaining[self.number - 1]
            act()
            self.after(1.5)

    address = place["address"]
    kind = BinanceAccountType.USDT_FUTURES if futures else BinanceAccountType.SPOT
    shared = {"api_key": place["apiKey"], "api_secret": place["apiSecret"], "account_type": kind, "base_url_http": address["http"],
              "instrument_provider": InstrumentProviderConfig(load_ids=frozenset([name]))}
    socket_api = address["ws"] + ("/ws-fapi/v1" if futures else "/ws-api/v3")
    node = TradingNode(config=TradingNodeConfig(
        trader_id="TESTER-001", logging=LoggingConfig(log_level="ERROR"), timeout_connection=20.0,
        data_clients={BINANCE: BinanceDataClientConfig(base_url_ws=address["ws"], **shared)},
        exec_clients={BINANCE: BinanceExecClientConfig(base_url_ws=socket_api, base_url_ws_stream=address["ws"], **shared)}))
    node.trader.add_strategy(Trader(StrategyConfig(strategy_id="TRADER-001")))
    node.add_data_client_factory(BINANCE, BinanceLiveDataClientFactory)
    node.add_exec_client_factory(BINANCE, BinanceLiveExecClientFactory)
    node.build()
    node.run()


if __name__ == "__main__":
    trade(sys.argv[1], json.loads(os.environ["SANDBOX"]))
