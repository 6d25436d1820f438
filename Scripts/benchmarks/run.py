"""Runs one measured command and reads its answer."""

import json
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).parent


def binary(name):
    shown = subprocess.run(
        ["swift", "build", "-c", "release", "--show-bin-path"], check=True, capture_output=True, text=True
    )
    return pathlib.Path(shown.stdout.strip()) / name


def answer(command):
    """The command's JSON, or None with a line on stderr where it fails: a peer that fails is left out, not the job."""
    done = subprocess.run(list(map(str, command)), capture_output=True, text=True)
    if done.returncode != 0:
        print(f"    failed: {' '.join(map(str, command))[:120]}\n{done.stderr[-500:]}", file=sys.stderr)
        return None
    return json.loads(done.stdout.strip().splitlines()[-1])


def peer(job, who, path, *rest):
    return answer([sys.executable, HERE / "peers.py", job, who, path, *rest])


def ranger(job, table, columns, *rest):
    if shutil.which("Rscript") is None:
        return None
    return answer(["Rscript", HERE / "ranger.R", job, table.bin, columns, *rest])


def ours(table, model, settings, repeats, single_rows=0, seed=7, path=""):
    """What churnlab-bench says of a fit; with path, NAME=VALUE,VALUE,..., of a model for each value, made in one call."""
    command = [binary("churnlab-bench"), "fit", table.csv, "--target", table.target, "--model", model]
    for name, value in settings.items():
        command += ["--set", f"{name}={'null' if value is None else value}"]
    if path:
        command += ["--path", path]
    return answer(command + ["--repeats", repeats, "--single-rows", single_rows, "--seed", seed])


def experiment(text, flags=()):
    """`churnlab run` of an experiment: its record, its points' AUC by (depth, trees), and the whole process's CPU."""
    with tempfile.TemporaryDirectory() as folder:
        file = pathlib.Path(folder) / "experiment.yaml"
        file.write_text(text)
        command = [binary("churnlab"), "run", file, "--results", folder, "--quiet", "--json", *flags]
        start, before = time.perf_counter(), children_cpu()
        done = subprocess.run(list(map(str, command)), check=True, capture_output=True, text=True)
        cpu, wall = children_cpu() - before, time.perf_counter() - start
        run = pathlib.Path(json.loads(done.stdout)["run"])
        record = json.loads((run / "results.json").read_text())
        points = [json.loads(line) for line in (run / "points.jsonl").read_text().splitlines()]
        return record, points, cpu, wall


def children_cpu():
    import resource

    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def rounds(count, sides):
    """Runs every side in turn, `count` times over; for each the answers, pooled.

    - sides: name -> a function that returns an answer or None.
    """
    answers = {}
    for index in range(count):
        for who, side in sides.items():
            print(f"    {who} ({index + 1} of {count})", file=sys.stderr)
            if (found := side()) is not None:
                answers.setdefault(who, []).append(found)
    return answers


def median(answers, *keys):
    """The median over all repeats of all rounds of one list of seconds."""
    values = []
    for found in answers:
        for key in keys:
            found = found[key]
        values += found if isinstance(found, list) else [found]
    return statistics.median(values)
