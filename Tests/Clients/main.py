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
    "nautilus": ("client_nautilus", ""),
}
# Clients that have an environment of their own, and the variable that names its Python.
ELSEWHERE = {"connector": "CONNECTOR_PYTHON", "nautilus": "NAUTILUS_PYTHON"}


def elsewhere(python, binary, name, report):
    """Runs a client in the environment that has its packages."""
    command = [python, __file__, binary, name]
    output = subprocess.run(command, capture_output=True, text=True, env={**os.environ, ELSEWHERE[name]: "here"})
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
        python = os.environ.get(ELSEWHERE.get(name, ""), "here")
        if python == "none":
            print(f"skip {name}: no Python from 3.12 to 3.14 is at hand", flush=True)
            continue
        if python != "here":
            elsewhere(python, binary, name, report)
            continue
        module, products = CLIENTS[name]
        if name == "nautilus":
            # It starts a sandbox for each product.
            importlib.import_module(module).run(binary, report)
            continue
        with Sandbox(binary, products) as sandbox:
            importlib.import_module(module).run(sandbox, report)
    print(f"{report.passed} passed, {report.failed} failed")
    return 1 if report.failed else 0


if __name__ == "__main__":
    sys.exit(main())
