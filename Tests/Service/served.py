"""The program itself, serving small runs of some of the telco data: what is served does not depend on how much was learnt from."""

import json
import os
import pathlib
import shutil
import signal
import subprocess
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
CHURNLAB = pathlib.Path(os.environ["CHURNLAB"])
IS_FULL = os.environ.get("CHURNLAB_FULL") == "1"

SEARCH = """
experiment: telco
seed: %d
data: {path: customers.csv, target: {column: Churn, positive: "Yes"}, ignore: [customerID]}
models:
  forest: {n_estimators: %s, max_depth: [3, 6], min_samples_leaf: [5, 20]}
  majority: {}
search: {resamples: 20}
resampling: {folds: 3, repeats: %d}
calibration: platt
campaign: {clv: 200, incentive: 10, contact: 1, acceptance: {alpha: 6, beta: 14}}
bands:
  names: [Low, Medium, High]
  actions:
    - {name: email, acceptance: 0.1, incentive: 5, contact: 0.1}
    - {name: call, acceptance: 0.3, incentive: 10, contact: 15}
"""


def copy_telco(path, rows=1_500):
    """The first of the telco data's customers."""
    lines = (ROOT / "Experiments" / "telco.csv").read_text().splitlines(keepends=True)
    path.write_text("".join(lines[:rows + 1]))


def make_shelf(shelf, write_data=copy_telco):
    """A folder of experiment files and their data: two that are quick, and one of many short fits that nobody waits for."""
    shelf.mkdir()
    write_data(shelf / "customers.csv")
    for name, seed, trees, repeats in [("small", 7, "[4, 8]", 1), ("other", 8, "[6]", 1), ("slow", 7, "[200]", 8)]:
        (shelf / f"{name}.yaml").write_text(SEARCH % (seed, trees, repeats))


def run(file, results):
    """The folder of a new run."""
    done = subprocess.run(
        [CHURNLAB, "run", file, "--results", results, "--json"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)["run"]


class Place:
    """A folder with experiments, their finished runs, and a server on the first of them."""

    def __init__(self, names, write_data=copy_telco):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="churnlab-served-"))
        self.shelf = self.folder / "Experiments"
        self.results = self.folder / "Results"
        make_shelf(self.shelf, write_data)
        self.runs = [run(self.shelf / f"{name}.yaml", self.results) for name in names]
        self.server = Server(self.runs[0], self.results, self.shelf)

    def close(self):
        self.server.stop()
        shutil.rmtree(self.folder)


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
