"""The program itself, serving small runs of the telco data."""

import json
import os
import pathlib
import shutil
import signal
import subprocess

ROOT = pathlib.Path(__file__).resolve().parents[2]
CHURNLAB = pathlib.Path(os.environ["CHURNLAB"])
IS_FULL = os.environ.get("CHURNLAB_FULL") == "1"

SEARCH = """
experiment: telco
seed: %d
data: {path: customers.csv, target: {column: Churn, positive: "Yes"}, ignore: [customerID]}
models:
  forest: {n_estimators: %s, max_depth: [3, 6], min_samples_leaf: [5, 20]}
  logistic: {C: [1]}
search: {resamples: 20}
resampling: {folds: %d}
calibration: platt
campaign: {clv: 200, incentive: 10, contact: 1, acceptance: {alpha: 6, beta: 14}}
bands:
  names: [Low, Medium, High]
  actions:
    - {name: email, acceptance: 0.1, incentive: 5, contact: 0.1}
    - {name: call, acceptance: 0.3, incentive: 10, contact: 15}
"""


def copy_telco(path):
    shutil.copy(ROOT / "Experiments" / "telco.csv", path)


def make_shelf(shelf, write_data=copy_telco):
    """A folder of experiment files and their data: two that are quick, and one that nobody waits for."""
    shelf.mkdir()
    write_data(shelf / "customers.csv")
    for name, seed, trees, folds in [("small", 7, "[4, 8]", 3), ("other", 8, "[6]", 3), ("slow", 7, "[3000]", 10)]:
        (shelf / f"{name}.yaml").write_text(SEARCH % (seed, trees, folds))


def run(file, results):
    """The folder of a new run."""
    done = subprocess.run(
        [CHURNLAB, "run", file, "--results", results, "--json"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)["run"]


class Server:
    """The server on a port of its own; `address` is where."""

    def __init__(self, run, results, shelf, *flags):
        self.process = subprocess.Popen(
            [CHURNLAB.parent / "churnlab-server", "serve", "--run", run, "--results", results, "--experiments", shelf,
             "--port", "0", "--json", *flags], stdout=subprocess.PIPE, text=True)
        text = ""
        while "}" not in text:
            line = self.process.stdout.readline()
            assert line, f"the server ended with {self.process.wait()}"
            text += line
        self.address = json.loads(text)["address"]

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        status = self.process.wait(30)
        self.process.stdout.close()
        assert status == 0, status

    def kill(self):
        self.process.kill()
        self.process.wait(30)
        self.process.stdout.close()
