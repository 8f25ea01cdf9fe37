"""Runs unmodified third-party clients against a sandbox."""

import importlib
import sys

from sandbox import Report, Sandbox

CLIENTS = {"python-binance": "client_python_binance", "sdk-spot": "client_sdk_spot", "ccxt": "client_ccxt"}


def main():
    binary, wanted = sys.argv[1], sys.argv[2:] or list(CLIENTS)
    report = Report()
    for name in wanted:
        with Sandbox(binary) as sandbox:
            importlib.import_module(CLIENTS[name]).run(sandbox, report)
    print(f"{report.passed} passed, {report.failed} failed")
    return 1 if report.failed else 0


if __name__ == "__main__":
    sys.exit(main())
