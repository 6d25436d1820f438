"""Scripts/benchmark: runs the jobs and writes benchmark.json and benchmark.md."""

import argparse
import datetime
import importlib.metadata
import json
import os
import pathlib
import platform
import shutil
import subprocess
import sys

import jobs

PEERS_GRID = {"depths": [4, 6, 8, 10, 12, 16], "trees": [50, 100, 200, 300, 400, 500]}
SMALL_GRID = {"depths": [4, 8], "trees": [10, 50]}


def catalogue(quick, folder):
    """Name -> job. Quick jobs are the same at small sizes."""
    import data
    import run

    churnlab = run.binary("churnlab")
    telco = lambda: data.telco(folder)
    made = lambda rows: data.synthetic(folder, rows, churnlab)
    rounds, repeats = (1, 2) if quick else (3, 2)
    leaves = {"learning_rate": 0.1, "max_leaf_nodes": 31}
    if quick:
        return {
            "grid": lambda: jobs.grid(telco(), SMALL_GRID, 1, slow=True),
            "forest_telco": lambda: jobs.forest(telco(), 50, 10, rounds, repeats, single_rows=20),
            "forest_synthetic": lambda: jobs.forest(made(20_000), 20, 10, rounds, repeats),
            "forest_floats": lambda: jobs.forest(data.floats(folder, 20_000, 20), 5, 10, rounds, 1),
            "logistic": lambda: jobs.logistic(made(20_000), rounds, repeats),
            "logistic_path": lambda: jobs.logistic_path([telco(), made(20_000)], repeats),
            "boosting": lambda: jobs.boosting(made(20_000), {"n_estimators": 50} | leaves, rounds, repeats),
            "equivalence": lambda: jobs.equivalence(folder, SMALL_GRID, 1),
            "bins": lambda: jobs.bins(data.floats(folder, 10_000, 10), 20, 2),
            "explain": lambda: jobs.explain(telco(), folder, 50, 6, 100),
            "reading": lambda: jobs.reading(made(20_000), rounds, repeats),
            "growth": lambda: jobs.growth([made(2_000), made(20_000)], 10, rounds, repeats),
        }
    return {
        "grid": lambda: jobs.grid(telco(), PEERS_GRID, rounds, slow=True),
        "forest_telco": lambda: jobs.forest(telco(), 200, 10, rounds, repeats, single_rows=50),
        "one_row": lambda: jobs.forest(telco(), 500, 8, 1, 1, "one_row_us is what this job is for.", single_rows=100),
        "forest_100k": lambda: jobs.forest(made(100_000), 100, 10, rounds, repeats),
        "forest_100k_deep": lambda: jobs.forest(made(100_000), 100, None, 1, 1),
        "forest_floats": lambda: jobs.forest(data.floats(folder, 200_000, 50), 20, 10, rounds, 1),
        "forest_1m": lambda: jobs.forest(made(1_000_000), 10, 10, rounds, 1),
        "predict_1m": lambda: jobs.forest(made(1_000_000), 200, 10, 1, 1, "predicted_rows_per_s is what it is for."),
        "logistic_telco": lambda: jobs.logistic(telco(), rounds, repeats),
        "logistic_100k": lambda: jobs.logistic(made(100_000), rounds, repeats),
        "logistic_1m": lambda: jobs.logistic(made(1_000_000), rounds, 1),
        "logistic_floats_1m": lambda: jobs.logistic(data.floats(folder, 1_000_000, 40), rounds, 1),
        "logistic_path": lambda: jobs.logistic_path([telco(), made(100_000), made(1_000_000)], repeats),
        "boosting_telco": lambda: jobs.boosting(telco(), {"n_estimators": 100} | leaves, rounds, repeats),
        "boosting_100k": lambda: jobs.boosting(made(100_000), {"n_estimators": 100} | leaves, rounds, repeats),
        "boosting_1m": lambda: jobs.boosting(made(1_000_000), {"n_estimators": 100} | leaves, rounds, 1),
        "equivalence": lambda: jobs.equivalence(folder, PEERS_GRID, 5),
        "bins": lambda: jobs.bins(data.floats(folder, 100_000, 10), 100, 5),
        "explain": lambda: jobs.explain(telco(), folder, 500, 8, 1000),
        "reading": lambda: jobs.reading(made(1_000_000), rounds, repeats),
        "growth": lambda: jobs.growth([made(10**k) for k in (4, 5, 6, 7)], 10, rounds, repeats),
    }


def machine():
    model = [line.split(":")[1].strip() for line in open("/proc/cpuinfo") if line.startswith("model name")]
    names = ["scikit-learn", "scikit-learn-intelex", "lightgbm", "xgboost", "ydf", "pandas", "duckdb", "numpy", "shap"]
    versions = {name: importlib.metadata.version(name) for name in names}
    versions["python"] = platform.python_version()
    versions["swift"] = subprocess.run(["swift", "--version"], capture_output=True, text=True).stdout.split(" (")[0]
    if shutil.which("Rscript"):
        script = 'cat(as.character(packageVersion("ranger")))'
        versions["ranger"] = subprocess.run(["Rscript", "-e", script], capture_output=True, text=True).stdout
    return {
        "processor": model[0] if model else platform.processor(), "cores": os.cpu_count(), "threads": 2,
        "load_before": os.getloadavg()[0], "system": platform.platform(), "versions": versions,
    }  # fmt: skip


def markdown(record):
    m = record["machine"]
    lines = [
        "# Benchmark" + (" (quick: small sizes)" if record["quick"] else ""), "",
        f"{record['date']}, {m['processor']}, {m['cores']} cores, two threads each, load before {m['load_before']:.1f}. "
        + ", ".join(f"{name} {version}" for name, version in m["versions"].items()) + ".", "",
        "Seconds are medians of CPU time of all threads, measured in one go; ratios are a peer's over ChurnLab's. Peak "
        "memory is the whole process's, a peer's Python and its table included.", "",
    ]  # fmt: skip
    for name, table in record["jobs"].items():
        lines += [f"## {table['title']}", ""] + ([table["note"], ""] if table["note"] else [])
        lines.append("| " + " | ".join(table["columns"]) + " |")
        lines.append("|" + "|".join("---" if c == "who" else "---:" for c in table["columns"]) + "|")
        for row in table["rows"]:
            lines.append("| " + " | ".join("" if row.get(c) is None else str(row[c]) for c in table["columns"]) + " |")
        lines.append("")
    return "\n".join(lines)


def main():
    parser = argparse.ArgumentParser(prog="Scripts/benchmark")
    parser.add_argument("jobs", nargs="*", help="only these; without names all")
    parser.add_argument("--quick", action="store_true", help="small sizes, within 5 minutes")
    parser.add_argument("--list", action="store_true", help="names the jobs")
    parser.add_argument("--out", default="Results/benchmark", help="folder of the tables and the data made for them")
    options = parser.parse_args()
    out = pathlib.Path(options.out)
    folder = out / "data"
    folder.mkdir(parents=True, exist_ok=True)
    known = catalogue(options.quick, folder)
    if options.list:
        return print("\n".join(known))
    if unknown := [name for name in options.jobs if name not in known]:
        sys.exit(f"benchmark: there is no job {unknown[0]}; give any of {', '.join(known)}")
    file = out / ("quick.json" if options.quick else "benchmark.json")
    record = {"date": f"{datetime.date.today()}", "quick": options.quick, "machine": machine(), "jobs": {}}
    if options.jobs and file.exists():
        record["jobs"] = json.loads(file.read_text())["jobs"]
    for name in options.jobs or known:
        print(f"{name} ...", file=sys.stderr)
        record["jobs"][name] = known[name]()
        record["jobs"] = {name: record["jobs"][name] for name in known if name in record["jobs"]}
        file.write_text(json.dumps(record, indent=1))
        file.with_suffix(".md").write_text(markdown(record))
    print(file.with_suffix(".md").read_text())
    print(f"Written: {file} and {file.with_suffix('.md')}")


main()
