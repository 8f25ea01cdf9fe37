"""Runs unmodified third-party clients against a sandbox: main.py BINARY [CLIENT ...]"""

import importlib
import os
import subprocess
import sys

from sandbox import Report, Sandbox

CLIENTS = {
    "python-binance": ("client_python_binance", "spot"),
    "sdk-spot": ("client_sdk_spot", "spot"),
    "ccxt": ("client_ccxt", "spot"),
    "connector": ("client_connector", "spot"),
    "python-binance-futures": ("client_python_binance_futures", "usdm,coinm"),
    "sdk-futures": ("client_sdk_futures", "usdm,coinm"),
    "ccxt-futures": ("client_ccxt_futures", "usdm,coinm"),
}


def elsewhere(python, binary, name, report):
    """Runs a client in the environment that has its packages."""
    command = [python, __file__, binary, name]
    output = subprocess.run(command, capture_output=True, text=True, env={**os.environ, "CONNECTOR_PYTHON": ""})
    *lines, last = output.stdout.strip().split("\n") or [""]
    print("\n".join(lines), flush=True)
    words = last.split()
    if len(words) != 4:
        report.failed += 1
        print(f"FAIL {name}: did not run: {output.stderr.strip()[-300:]}", flush=True)
        return
    report.passed += int(words[0])
    report.failed += int(words[2])


def main():
    binary, wanted = sys.argv[1], sys.argv[2:] or list(CLIENTS)
    report = Report()
    for name in wanted:
        python = os.environ.get("CONNECTOR_PYTHON")
        if name == "connector" and python:
            elsewhere(python, binary, name, report)
            continue
        module, products = CLIENTS[name]
        with Sandbox(binary, products) as sandbox:
            importlib.import_module(module).run(sandbox, report)
    print(f"{report.passed} passed, {report.failed} failed")
    return 1 if report.failed else 0


if __name__ == "__main__":
    sys.exit(main())
