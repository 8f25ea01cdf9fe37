#!/usr/bin/env python3
"""Kills `argonaut gateway` with SIGKILL again and again while it trades on `argonaut sandbox`, and compares it with the
exchange's ledger after each start: every fill told at most once over all lives (and exactly once unless the kill fell
between the fill and its line), no order twice, none forgotten, fills, positions and balances equal.

    dev/chaos/restarts.py [--kills 50] [--seed 1] [--product spot|usdm|usdm-hedge|coinm] [--argonaut .build/debug/argonaut]

The seed and the commands of each life are printed; the exchange's seed is the same. Standard library only.
"""

import argparse
import json
import os
import queue
import random
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from decimal import Decimal



class Product:
    """What differs between the products."""

    def __init__(self, exchange, account_type, instrument, quantity, far, decimals, mode=None):
        self.exchange, self.account_type, self.instrument = exchange, account_type, instrument
        self.quantity, self.far, self.decimals, self.mode = quantity, far, decimals, mode

    @property
    def is_futures(self):
        return self.exchange != "spot"


PRODUCTS = {
    "spot": Product("spot", "spot", "BTCUSDT.BINANCE", "0.0{}", 9_000, 2),
    "usdm": Product("usdm", "usdt_futures", "BTCUSDT-PERP.BINANCE", "0.0{}", 2_900, 2, "one_way"),
    "usdm-hedge": Product("usdm", "usdt_futures", "BTCUSDT-PERP.BINANCE", "0.0{}", 2_900, 2, "hedge"),
    "coinm": Product("coinm", "coin_futures", "BTCUSD-PERP.BINANCE", "{}", 2_900, 1, "one_way"),
}
CLOSED = {"FILLED", "CANCELED", "EXPIRED", "REJECTED", "DENIED"}
WORD = {"NEW": "ACCEPTED", "TRIGGERING": "ACCEPTED", "PENDING_NEW": "ACCEPTED", "PARTIALLY_FILLED": "PARTIALLY_FILLED", "FILLED": "FILLED",
        "CANCELED": "CANCELED", "EXPIRED": "EXPIRED", "EXPIRED_IN_MATCH": "EXPIRED", "REJECTED": "REJECTED"}
# A line may be lost with the process when the kill falls between a fact and its line.
WINDOW = 0.5


class Failure(Exception):
    pass


class Exchange:
    """The sandbox and its ledger."""

    def __init__(self, binary, seed, product):
        self.process = subprocess.Popen([binary, "sandbox", "--products", product.exchange, "--seed", str(seed), "--json"],
                                        stdout=subprocess.PIPE, text=True)
        self.ready = json.loads(self.process.stdout.readline())

    def read(self, path):
        with urllib.request.urlopen(self.ready["admin"] + path, timeout=10) as answer:
            return [json.loads(line) for line in answer.read().decode().splitlines() if line]

    def orders(self):
        """The last word on each order, by client order id; what is filled is counted over an order's replacements."""
        result = {}
        became = {}
        for entry in self.read("/orders?account=default"):
            if entry["event"] == "algo":
                # A conditional order and the order that it becomes are one; the latter tells how it ends.
                name = entry["clientAlgoId"]
                if entry["orderId"]:
                    became[entry["orderId"]] = name
                elif name not in became.values():
                    result[name] = dict(entry, clientOrderId=name, orderId="")
                continue
            if result.get(entry["clientOrderId"], {}).get("orderId") == "":
                del result[entry["clientOrderId"]]
            before = result.get(entry["clientOrderId"])
            if before and before["orderId"] != entry["orderId"]:
                # A replacement keeps the identifier, and comes only after the end of what it replaces.
                if WORD.get(before["status"]) not in CLOSED:
                    raise Failure(f"the order {entry['clientOrderId']} exists twice at the exchange:\n{before}\n{entry}")
            result.setdefault(entry["clientOrderId"], {}).update(entry)
        filled = {}
        for trade in self.trades():
            name = trade["clientOrderId"]
            filled[name] = filled.get(name, Decimal(0)) + Decimal(trade["quantity"])
            order = result.get(name)
            if order and order["orderId"] == trade["orderId"] and order["status"] in ("NEW", "PARTIALLY_FILLED"):
                order["status"] = trade["status"]
        for name, order in result.items():
            order["executed"] = str(filled.get(name, Decimal(0)))
            if order["status"] == "NEW" and filled.get(name):
                order["status"] = "PARTIALLY_FILLED"
        return result

    def trades(self):
        return self.read("/trades?account=default")

    def balances(self):
        return {b["asset"]: (Decimal(b["free"]), Decimal(b["locked"])) for b in self.read("/balances?account=default")}

    def stop(self):
        self.process.terminate()
        self.process.wait()


class Gateway:
    """One life of a gateway."""

    def __init__(self, binary, config, keys):
        self.process = subprocess.Popen([binary, "gateway", config], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                        stderr=subprocess.PIPE, text=True, env=dict(os.environ, **keys))
        self.lines = queue.Queue()
        self.seen = []
        self.errors = []
        self.number = 0
        self.readers = [threading.Thread(target=self.read_output), threading.Thread(target=self.read_errors)]
        for reader in self.readers:
            reader.start()

    def read_output(self):
        for line in self.process.stdout:
            if line.endswith("\n"):  # the last one may be torn by the kill
                value = json.loads(line)
                self.seen.append(value)
                self.lines.put(value)
        self.lines.put(None)

    def read_errors(self):
        for line in self.process.stderr:
            self.errors.append(line)

    def send(self, command):
        try:
            self.process.stdin.write(json.dumps(command) + "\n")
            self.process.stdin.flush()
        except BrokenPipeError:
            pass

    def wait_for(self, fits, seconds=120):
        end = time.monotonic() + seconds
        while True:
            try:
                value = self.lines.get(timeout=max(0.01, end - time.monotonic()))
            except queue.Empty:
                raise Failure("no answer in time:\n" + "".join(self.errors[-20:]))
            if value is None:
                raise Failure("the gateway ended:\n" + "".join(self.errors[-20:]))
            if fits(value):
                return value

    def ask(self, **command):
        self.number += 1
        command["id"] = f"q{self.number}"
        self.send(command)
        return self.wait_for(lambda v: v.get("result") == command["id"])

    def kill(self):
        self.process.kill()
        self.end()

    def end(self):
        self.process.wait()
        for reader in self.readers:
            reader.join()


class Trader:
    """Random commands, and what came of them."""

    def __init__(self, random, product):
        self.random = random
        self.product = product
        self.submitted = 0
        self.open = []

    def command(self):
        kind = self.random.choices(
            ["market", "near", "far", "cancel", "modify", "cancelAll", "flatten", "stop", "touched", "trailing", "reduce"],
            [4, 5, 4, 4, 2, 0.4, 0.3] + ([2, 2, 1, 2] if self.product.is_futures else [0, 0, 0, 0]))[0]
        if kind in ("cancel", "modify") and not self.open:
            kind = "far"
        if kind == "cancel":
            return {"command": "cancel", "clientOrderId": self.random.choice(self.open)}
        if kind == "modify":
            return {"command": "modify", "clientOrderId": self.random.choice(self.open),
                    "quantity": self.quantity(11, 19)}
        if kind == "cancelAll":
            return {"command": "cancelAll", "instrument": self.product.instrument}
        if kind == "flatten":
            return {"command": "flatten", "instrument": self.product.instrument}
        return {"command": "submit", "order": self.order(kind)}

    def quantity(self, least, most):
        return self.product.quantity.format(self.random.randint(least, most))

    def price(self, distance):
        return f"{65_000 + distance:.{self.product.decimals}f}"

    def order(self, kind):
        self.submitted += 1
        side = self.random.choice(["BUY", "SELL"])
        order = {"instrument": self.product.instrument, "side": side, "clientOrderId": f"k9-{self.submitted}",
                 "quantity": self.quantity(20, 60)}
        if kind == "market":
            return dict(order, type="MARKET")
        if kind == "reduce":
            return dict(order, type="MARKET", reduceOnly=True)
        far = self.random.randint(1_500, self.product.far)
        distance = self.random.randint(1, 60) if kind in ("near", "stop", "touched") else far
        away = -distance if side == "BUY" else distance
        self.open = (self.open + [order["clientOrderId"]])[-30:]
        if kind == "stop":
            return dict(order, type="STOP_MARKET", triggerPrice=self.price(-away * 3))
        if kind == "touched":
            return dict(order, type="MARKET_IF_TOUCHED", triggerPrice=self.price(away * 3))
        if kind == "trailing":
            return dict(order, type="TRAILING_STOP_MARKET", trailingOffset="10", trailingOffsetType="BASIS_POINTS")
        return dict(order, type="LIMIT", price=self.price(away))


class Run:
    def __init__(self, options):
        self.options = options
        self.product = PRODUCTS[options.product]
        self.random = random.Random(options.seed)
        self.folder = tempfile.mkdtemp(prefix="argonaut-kill9-")
        self.exchange = Exchange(options.argonaut, options.seed, self.product)
        self.trader = Trader(self.random, self.product)
        self.told = {}
        self.kills = []
        self.config = os.path.join(self.folder, "node.json")
        place = self.exchange.ready[self.product.exchange]
        client = {"accountType": self.product.account_type, "baseURLHTTP": place["http"], "baseURLWS": place["ws"]}
        trading = dict(client, baseURLWSAPI=place["wsApi"],
                       instrumentProvider={"loadIds": [self.product.instrument]})
        if self.product.mode:
            trading["positionMode"] = self.product.mode
        with open(self.config, "w") as file:
            json.dump({
                "traderId": "KILL9-001", "journal": {"directory": os.path.join(self.folder, "state")},
                "logLevel": "warning",
                # An order whose request the kill swallowed is given up soon, so that it can be compared.
                "execution": {"inFlightCheckInterval": "250ms", "inFlightThreshold": "500ms", "notFoundPeriod": "2s"},
                "dataClients": {"BINANCE": dict(client, instrumentProvider={"loadIds": [self.product.instrument]})},
                "execClients": {"BINANCE": trading}}, file)
        self.keys = {"BINANCE_API_KEY": self.exchange.ready["apiKey"],
                     "BINANCE_API_SECRET": self.exchange.ready["apiSecret"]}

    def start(self):
        return Gateway(self.options.argonaut, self.config, self.keys)

    def live(self, number):
        """Starts, compares, trades, kills."""
        gateway = self.start()
        try:
            if self.random.random() < 0.15:
                # A kill while the node is coming up.
                time.sleep(self.random.uniform(0.02, 0.5))
            else:
                gateway.wait_for(lambda v: v.get("event") == "ready")
                self.note(gateway)
                self.compare(gateway)
                self.trade(gateway)
        finally:
            self.kills.append(time.time())
            gateway.kill()
        self.note(gateway)

    def trade(self, gateway):
        commands = self.random.randint(3, 25)
        pause = self.random.choice([0, 0.005, 0.03])
        for _ in range(commands):
            gateway.send(self.trader.command())
            time.sleep(self.random.uniform(0, 2 * pause))
        time.sleep(self.random.choice([0, 0.001, 0.01, 0.1, 0.4]))

    def note(self, gateway):
        """Counts the fills that were told; each at most once."""
        for line in gateway.seen:
            if line.get("event") == "OrderFilled":
                key = line["tradeId"]
                if key in self.told:
                    raise Failure(f"the fill {key} was told twice: {self.told[key]} and {line}")
                self.told[key] = line
        gateway.seen = []

    # Comparing

    def compare(self, gateway):
        """The gateway and the ledger must come to agree, while the market goes on."""
        end = time.monotonic() + 15
        while True:
            problem = self.difference(gateway)
            if not problem:
                return
            if time.monotonic() > end:
                raise Failure(problem)
            time.sleep(0.2)

    def difference(self, gateway):
        answer = gateway.ask(command="orders")
        known = {o["clientOrderId"]: o for o in answer["orders"]}
        account = gateway.ask(command="account", client="BINANCE")["account"]
        positions = gateway.ask(command="positions")["positions"]
        orders, trades, balances = self.exchange.orders(), self.exchange.trades(), self.exchange.balances()
        for name, order in orders.items():
            mine = known.get(name)
            if mine is None:
                return f"the order {name} is at the exchange ({order['status']}) and not known to the node"
            if Decimal(mine["filledQuantity"]) != Decimal(order["executed"]):
                return f"{name}: filled {mine['filledQuantity']} here, {order['executed']} at the exchange"
            if mine["status"] != WORD.get(order["status"], order["status"]):
                return f"{name}: {mine['status']} here, {order['status']} at the exchange"
            if mine["strategy"] != "GATEWAY-000":
                return f"{name} belongs to {mine['strategy']}"
        for name, order in known.items():
            if name not in orders and order["status"] not in CLOSED:
                return f"{name} is {order['status']} here and not at the exchange"
        for balance in account["balances"]:
            free, locked = balances.get(balance["currency"], (Decimal(0), Decimal(0)))
            mine = (Decimal(balance["free"]), Decimal(balance["locked"]))
            # What futures tie moves with the mark price.
            if sum(mine) != free + locked or (not self.product.is_futures and mine != (free, locked)):
                return f"{balance['currency']}: {balance['free']} + {balance['locked']} here, {free} + {locked} there"
        net = Decimal(0)
        for trade in trades:
            quantity = Decimal(trade["quantity"]) * (1 if trade["side"] == "BUY" else -1)
            net += quantity
            if not self.product.is_futures and trade["commissionAsset"] == "BTC":
                net -= Decimal(trade["commission"])
        held = sum((Decimal(p["quantity"]) * (1 if p["side"] == "LONG" else -1) for p in positions), Decimal(0))
        if held != net:
            return f"the position is {held} here, the fills add up to {net}"
        return None

    def missing(self):
        """Fills that no life told; only those of the moments before a kill may be missing."""
        lost = []
        for trade in self.exchange.trades():
            if trade["tradeId"] in self.told:
                continue
            at = trade["time"] / 1e9
            if not any(0 <= kill - at <= WINDOW or abs(kill - at) < 0.01 for kill in self.kills):
                raise Failure(f"the fill {trade['tradeId']} of {trade['clientOrderId']} was never told")
            lost.append(trade["tradeId"])
        return lost

    def run(self):
        print(f"{self.options.product}, seed {self.options.seed}, {self.options.kills} kills", flush=True)
        try:
            for number in range(self.options.kills):
                self.live(number)
                if sys.stdout.isatty() or number % 10 == 9:
                    print(f"life {number + 1}: {self.trader.submitted} orders, {len(self.told)} fills told", flush=True)
            last = self.start()
            last.wait_for(lambda v: v.get("event") == "ready")
            self.compare(last)
            last.ask(command="cancelAll")
            self.compare(last)
            last.send({"command": "stop"})
            last.end()
            self.note(last)
            lost = self.missing()
            print(f"{self.options.kills} kills, {self.trader.submitted} orders, {len(self.told)} fills told once, "
                  f"{len(lost)} fell into a kill; orders, fills, positions and balances are the exchange's")
            return 0
        except Failure as failure:
            print(f"FAILED with seed {self.options.seed} after {len(self.kills)} kills: {failure}")
            print(f"the state is kept in {self.folder}")
            self.folder = None
            return 1
        finally:
            self.exchange.stop()
            if self.folder:
                shutil.rmtree(self.folder, ignore_errors=True)


parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
parser.add_argument("--kills", type=int, default=50)
parser.add_argument("--seed", type=int, default=1)
parser.add_argument("--product", choices=sorted(PRODUCTS), default="spot")
parser.add_argument("--argonaut", default=os.path.join(os.path.dirname(__file__), "../../.build/debug/argonaut"))
sys.exit(Run(parser.parse_args()).run())
