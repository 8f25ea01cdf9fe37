"""Runs unmodified third-party clients against a sandbox."""

import importlib
import sys

from sandbox import Report, Sandbox

CLIENTS = {
    "python-binance": ("client_python_binance", "spot"),
    "sdk-spot": ("client_sdk_spot", "spot"),
    "ccxt": ("client_ccxt", "spot"),
    "python-binance-futures": ("client_python_binance_futures", "usdm,coinm"),
    "sdk-futures": ("client_sdk_futures", "usdm,coinm"),
    "ccxt-futures": ("client_ccxt_futures", "usdm,coinm"),
}


def main():
    binary, wanted = sys.argv[1], sys.argv[2:] or list(CLIENTS)
    report = Report()
    for name in wanted:
        module, products = CLIENTS[name]
        with Sandbox(binary, products) as sandbox:
            importlib.import_module(module).run(sandbox, report)
    print(f"{report.passed} passed, {report.failed} failed")
    return 1 if report.failed else 0


if __name__ == "__main__":
    sys.exit(main())
