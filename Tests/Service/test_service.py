"""The server under load, killed and started again, and by its own description."""

import csv
import json
import pathlib
import re
import shutil
import sqlite3
import subprocess
import tempfile
import time
import unittest
import urllib.request

from served import IS_FULL, ROOT, Server, make_shelf, run

# Posts the file's text, and writes down what every answer promised.
SCRIPT = """
wrk.method = "POST"
wrk.headers["Content-Type"] = "application/json"
local file = io.open("%(body)s")
wrk.body = file:read("*a")
file:close()
function init(args) promised = io.open("%(promised)s", "w") end
function response(status, headers, body)
  if status == 200 then
    for risk, id in body:gmatch('"probability":([0-9.e-]+).-"id":(%%d+)') do promised:write(id, " ", risk, "\\n") end
    promised:flush()
  end
end
"""


class Service(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(tempfile.mkdtemp(prefix="churnlab-service-"))
        cls.addClassCleanup(shutil.rmtree, cls.folder)
        cls.shelf = cls.folder / "Experiments"
        cls.results = cls.folder / "Results"
        make_shelf(cls.shelf)
        cls.run_folder = run(cls.shelf / "small.yaml", cls.results)
        with (cls.shelf / "customers.csv").open() as file:
            cls.customers = list(csv.DictReader(file))

    def setUp(self):
        self.store = self.folder / f"{self.id().rsplit('.', 1)[-1]}.sqlite"

    def serve(self, *flags):
        return Server(self.run_folder, self.results, self.shelf, "--store", self.store, *flags)

    def load(self, server, body, connections, seconds):
        """wrk at work; what it was promised goes to `promised`."""
        self.promised = self.folder / "promised.txt"
        (self.folder / "body.json").write_text(json.dumps(body))
        (self.folder / "wrk.lua").write_text(
            SCRIPT % {"body": self.folder / "body.json", "promised": self.promised})
        return subprocess.Popen(
            ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--timeout", "30s", "--latency", "-s", self.folder / "wrk.lua",
             f"{server.address}/v1/predict"], stdout=subprocess.PIPE, text=True)

    def finished(self, wrk):
        """Requests answered, none of them refused."""
        words = wrk.communicate(timeout=60)[0]
        self.assertEqual(wrk.returncode, 0)
        self.assertNotIn("Non-2xx", words)
        self.assertNotIn("Socket errors", words)
        percent = dict(re.findall(r"^ +(50|99)% +(\S+)$", words, re.M))
        print(f"\n{self.id().rsplit('.', 1)[-1]}: p50 {percent['50']}, p99 {percent['99']}", flush=True)
        return int(re.search(r"(\d+) requests in", words)[1])

    def kept(self):
        """The promises, each of which must have been kept."""
        with sqlite3.connect(self.store) as database:
            rows = dict(database.execute("SELECT id, probability FROM prediction"))
        promises = [line.split() for line in self.promised.read_text().splitlines()]
        # The last line may be cut off where wrk was.
        for number, risk in promises:
            self.assertEqual(rows[int(number)], float(risk))
        self.assertEqual(len({number for number, _ in promises}), len(promises))
        return [int(number) for number, _ in promises]

    def get(self, server, path):
        with urllib.request.urlopen(server.address + path, timeout=30) as answer:
            return answer.read().decode()

    def post(self, server, path, body):
        request = urllib.request.Request(server.address + path, json.dumps(body).encode())
        with urllib.request.urlopen(request, timeout=30) as answer:
            return json.load(answer)

    def test_one_customer_at_a_time(self):
        server = self.serve()
        self.addCleanup(server.stop)
        count = self.finished(self.load(server, self.customers[0], 16, 2))
        self.assertGreaterEqual(len(self.kept()), count)

    def test_a_thousand_customers_at_a_time(self):
        server = self.serve()
        self.addCleanup(server.stop)
        count = self.finished(self.load(server, self.customers[:1000], 2, 2))
        self.assertGreaterEqual(len(self.kept()), 1000 * count)

    def test_a_search_blocks_nobody(self):
        server = self.serve()
        self.addCleanup(server.stop)
        job = self.post(server, "/v1/runs", {"experiment": "slow.yaml"})["id"]
        while json.loads(self.get(server, f"/v1/runs/{job}"))["planned"] == 0:
            time.sleep(0.05)
        self.finished(self.load(server, self.customers[0], 16, 2))
        self.assertEqual(json.loads(self.get(server, f"/v1/runs/{job}"))["state"], "running")
        self.kept()

    def test_killed_under_load_it_has_kept_every_promise(self):
        numbers = set()
        for _ in range(5 if IS_FULL else 2):
            server = self.serve()
            wrk = self.load(server, self.customers[:3], 16, 30)
            time.sleep(1)
            server.kill()
            wrk.terminate()
            wrk.communicate(timeout=30)
            now = self.kept()
            self.assertGreater(len(now), 20)
            # What was started again goes on behind what was there.
            self.assertTrue(numbers.isdisjoint(now))
            numbers.update(now)
        server = self.serve()
        self.addCleanup(server.stop)
        self.assertGreater(self.post(server, "/v1/predict", self.customers[0])["id"], max(numbers))

    def test_its_description_is_true(self):
        (self.folder / "token").write_text("sesame\n")
        locked = (["--token-file", self.folder / "token"], ["Authorization: Bearer sesame"])
        for flags, headers in [([], []), locked] if IS_FULL else [([], [])]:
            server = self.serve(*flags)
            self.addCleanup(server.stop)
            done = subprocess.run(
                [ROOT / ".venv/tests/bin/schemathesis", "run", f"{server.address}/v1/openapi.json", "--no-color",
                 "--max-examples", "300" if IS_FULL else "8", "--generation-database", "none", "--request-timeout", "60",
                 *([] if IS_FULL else ["--seed", "7", "--phases", "examples,coverage,fuzzing"]), *(f"--header={header}" for header in headers)],
                cwd=self.folder, capture_output=True, text=True, timeout=1_800, check=False)
            words = "\n".join(line[:500] for line in (done.stdout + done.stderr).splitlines())
            self.assertEqual(done.returncode, 0, words)
            self.assertRegex(done.stdout, r"\b[1-9][0-9]{2,} generated")


if __name__ == "__main__":
    unittest.main()
