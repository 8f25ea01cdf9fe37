"""A sandbox for the time of a test, and the report that the checks are written to."""

import json
import subprocess
import threading
import traceback
import urllib.request


class Sandbox:
    """`argonaut sandbox` on free ports; ends with the block."""

    def __init__(self, binary, products="spot", *options):
        self.command = [binary, "sandbox", "--port", "0", "--seed", "7", "--products", products, *options]

    def __enter__(self):
        self.process = subprocess.Popen(self.command, stdout=subprocess.PIPE, text=True)
        self.ready = json.loads(self.process.stdout.readline())
        self.key, self.secret = self.ready["apiKey"], self.ready["apiSecret"]
        first = self.ready.get("spot") or self.ready["usdm"]
        self.http, self.ws = first["http"], first["ws"]
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait(10)

    def admin(self, path, body=None):
        """Asks the operator's port; lines of JSON, or one object."""
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.ready["admin"] + path, data=data)
        with urllib.request.urlopen(request, timeout=10) as answer:
            text = answer.read().decode()
        return [json.loads(line) for line in text.splitlines() if line]


class Report:
    """One line for each check, and how many passed and failed."""

    def __init__(self):
        self.passed, self.failed = 0, 0

    def check(self, name, body):
        try:
            result = body()
            if result is False:
                raise AssertionError("not as expected")
        except Exception as error:
            self.failed += 1
            place = traceback.extract_tb(error.__traceback__)[-1]
            reason = str(error).split("\n")[0][:240]
            print(f"FAIL {name}: {type(error).__name__} {reason} ({place.filename.split('/')[-1]}:{place.lineno})", flush=True)
            return None
        self.passed += 1
        print(f"pass {name}", flush=True)
        return result

    async def check_async(self, name, body):
        try:
            result = await body()
            if result is False:
                raise AssertionError("not as expected")
        except Exception as error:
            self.failed += 1
            place = traceback.extract_tb(error.__traceback__)[-1]
            reason = str(error).split("\n")[0][:240]
            print(f"FAIL {name}: {type(error).__name__} {reason} ({place.filename.split('/')[-1]}:{place.lineno})", flush=True)
            return None
        self.passed += 1
        print(f"pass {name}", flush=True)
        return result


def fails(code, body, read):
    """Whether the body is refused with the venue's code."""
    try:
        body()
    except Exception as error:
        got = read(error)
        assert got == code, f"refused with {got}: {error}"
        return True
    raise AssertionError(f"was not refused with {code}")


def within(seconds, body):
    """Runs a body that may hang, and fails when it does."""
    outcome = []
    def run():
        try:
            outcome.append((True, body()))
        except Exception as error:
            outcome.append((False, error))
    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    thread.join(seconds)
    if not outcome:
        raise TimeoutError(f"nothing within {seconds} s")
    done, value = outcome[0]
    if not done:
        raise value
    return value
