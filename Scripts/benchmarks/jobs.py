"""The jobs: each returns a table as {title, note, columns, rows}, its first row ours."""

import statistics

import data
import run

FORESTS = ["scikit-learn", "scikit-learn-intelex", "LightGBM rf", "XGBoost rf", "YDF rf"]
LOGISTIC = ["scikit-learn newton-cholesky", "scikit-learn-intelex newton-cholesky", "scikit-learn lbfgs"]


def table(title, note, columns, rows):
    return {"title": title, "note": note, "columns": columns, "rows": rows}


def ratio(theirs, ours):
    return round(theirs / ours, 2) if ours else None


def columns_of(dataset):
    import numpy as np

    return np.load(dataset.npz)["x"].shape[1]


# Fits ------------------------------------------------------------------------------------------------------------------


def fits(title, note, dataset, model, settings, peers, count, repeats, single_rows=0, with_ranger=False):
    import json

    sides = {"ChurnLab": lambda: run.ours(dataset, model, settings, repeats, 200 * single_rows)}
    for who in peers:
        sides[who] = lambda who=who: run.peer(
            "fit", who, dataset.npz, json.dumps(settings), repeats, single_rows if "LightGBM" != who else 0
        )
    if with_ranger:
        sides["ranger"] = lambda: run.ranger(
            "fit", dataset, columns_of(dataset), settings["n_estimators"], settings["max_depth"] or 0, repeats
        )
    answers = run.rounds(count, sides)
    ours = answers["ChurnLab"]
    rows = []
    for who, found in answers.items():
        cpu, wall = run.median(found, "fit", "cpu_s"), run.median(found, "fit", "wall_s")
        rate = found[0]["predicted_rows"] / run.median(found, "predict", "wall_s")
        rows.append({
            "who": who, "fit_cpu_s": round(cpu, 4), "cpu_ratio": ratio(cpu, run.median(ours, "fit", "cpu_s")),
            "fit_wall_s": round(wall, 4), "wall_ratio": ratio(wall, run.median(ours, "fit", "wall_s")),
            "roc_auc": round(found[0]["roc_auc"], 4), "log_loss": round(found[0]["log_loss"], 4),
            "predicted_rows_per_s": round(rate), "one_row_us": found[0].get("one_row_us"),
            "peak_memory_mb": round(max(a["peak_memory_mb"] for a in found)),
        })  # fmt: skip
    return table(title, " ".join(filter(None, [note, bound_note(ours)])), list(rows[0]), rows)


def bound_note(ours):
    """What the histogram updates of a forest alone would take, and how far our fit is from that."""
    if (seconds := ours[0].get("bound_s")) is None:
        return ""
    updates, fit = ours[0]["updates"], run.median(ours, "fit", "cpu_s")
    return (
        f"The bound: {updates / 1e6:.1f} million histogram updates at {1e9 * seconds / updates:.2f} ns, measured here, take "
        f"{seconds:.3f} s; our fit takes {fit / seconds:.1f} times that."
    )


def forest(dataset, trees, depth, count, repeats, note="", single_rows=0):
    settings = {"n_estimators": trees, "max_depth": depth}
    words = f"depth {depth}" if depth else "unlimited depth"
    return fits(
        f"One forest: {dataset.name}, {trees} trees, {words}, max_features sqrt", note, dataset, "forest", settings,
        FORESTS, count, repeats, single_rows, with_ranger=True)  # fmt: skip


def logistic(dataset, count, repeats):
    note = "Ours reads and standardises typed columns inside the timed fit; the peers are given the finished matrix."
    return fits(f"Logistic regression: {dataset.name}, C 1", note, dataset, "logistic", {"C": 1}, LOGISTIC, count, repeats)


def logistic_path(datasets, repeats):
    rows = []
    for dataset in datasets:
        one = run.ours(dataset, "logistic", {"C": 1}, repeats)["fit"]["cpu_s"]
        path = run.ours(dataset, "logistic", {}, repeats, path="C=0.001,0.003,0.01,0.03,0.1,0.3,1,3,10,30")["fit"]["cpu_s"]
        one, path = statistics.median(one), statistics.median(path)
        rows.append({
            "data": dataset.name, "one_cpu_s": round(one, 4), "path_cpu_s": round(path, 4), "path_over_one": ratio(path, one),
        })  # fmt: skip
    return table("Logistic regression: one fit at C 1, and a path of ten values of C", "", list(rows[0]), rows)


def boosting(dataset, settings, count, repeats):
    return fits(f"Boosting: {dataset.name}, {settings['n_estimators']} rounds", "The same rounds, leaves and rates.",
                dataset, "boosting", settings, ["LightGBM"], count, repeats)  # fmt: skip


# The main job ----------------------------------------------------------------------------------------------------------


def experiment(dataset, grid, seed=7):
    return f"""
experiment: benchmark
seed: {seed}
data:
  path: {dataset.csv.resolve()}
  target: {{column: Churn, positive: "Yes"}}
  ignore: [customerID, part]
resampling: {{method: predefined, column: fold}}
models:
  forest: {{n_estimators: {grid['trees']}, max_depth: {grid['depths']}}}
"""


def our_grid(dataset, grid, flags=(), seed=7):
    record, points, cpu, wall = run.experiment(experiment(dataset, grid, seed), flags)
    return {
        "fit": {"cpu_s": [record["engine"]["cpu_s"]], "wall_s": [record["engine"]["wall_s"]]},
        "process": {"cpu_s": [cpu], "wall_s": [wall]},
        "roc_auc": max(p["metrics"]["roc_auc"]["mean"] for p in points),
        "points": [[p["params"]["max_depth"], p["params"]["n_estimators"], p["metrics"]["roc_auc"]["mean"]] for p in points],
        "peak_memory_mb": record["cost"]["spent"]["peak_memory_bytes"] / 1e6,
    }  # fmt: skip


def grid(dataset, grid, count, slow):
    """- slow: whether peers that fit every point on their own are run too."""
    import json

    text = json.dumps(grid)
    sides = {
        "ChurnLab (shared)": lambda: our_grid(dataset, grid),
        "ChurnLab --engine naive": lambda: our_grid(dataset, grid, ["--engine", "naive"]),
        "scikit-learn, cut by hand": lambda: run.peer("grid", "scikit-learn, cut by hand", dataset.npz, text),
        "ranger, prefixes": lambda: run.ranger(
            "grid", dataset, columns_of(dataset), ",".join(map(str, grid["trees"])), ",".join(map(str, grid["depths"])), 7),
        "scikit-learn, warm start": lambda: run.peer("grid", "scikit-learn, warm start", dataset.npz, text),
    }  # fmt: skip
    answers = run.rounds(count, sides)
    if slow:
        for who in ["scikit-learn-intelex", "scikit-learn GridSearchCV"]:
            answers |= run.rounds(1, {who: lambda who=who: run.peer("grid", who, dataset.npz, text)})
    ours = run.median(answers["ChurnLab (shared)"], "fit", "cpu_s")
    rows = []
    for who, found in answers.items():
        cpu = run.median(found, "fit", "cpu_s")
        rows.append({
            "who": who, "cpu_s": round(cpu, 3), "cpu_ratio": ratio(cpu, ours),
            "wall_s": round(run.median(found, "fit", "wall_s"), 3),
            "process_cpu_s": round(run.median(found, "process", "cpu_s"), 3) if "process" in found[0] else None,
            "best_roc_auc": round(found[0]["roc_auc"], 4),
            "peak_memory_mb": round(max(a["peak_memory_mb"] for a in found)),
        })  # fmt: skip
    note = (
        "Shared work with shared work: ChurnLab, scikit-learn cut by hand, ranger's prefixes, warm start. Naive with "
        "naive: ChurnLab --engine naive, scikit-learn-intelex, GridSearchCV. ChurnLab's seconds hold fitting, every "
        "metric and four kinds of cut-off for every point; process_cpu_s is the whole process from CSV to JSON."
    )
    points = len(grid["trees"]) * len(grid["depths"])
    return table(f"The main job: {points} points, 5 folds, {dataset.name}", note, list(rows[0]), rows)


def equivalence(folder, grid, seeds):
    """Mean AUC of each point over seeds (folds and forests anew), ours against scikit-learn's and ranger's."""
    import json

    means = {}
    for seed in range(seeds):
        dataset = data.telco(folder, seed)
        sides = {
            "ChurnLab": lambda: our_grid(dataset, grid, seed=seed),
            "scikit-learn": lambda: run.peer(
                "grid", "scikit-learn, warm start", dataset.npz, json.dumps(grid | {"seed": seed})),
            "ranger": lambda: run.ranger(
                "grid", dataset, columns_of(dataset), ",".join(map(str, grid["trees"])),
                ",".join(map(str, grid["depths"])), seed),
        }  # fmt: skip
        for who, found in run.rounds(1, sides).items():
            for depth, trees, auc in found[0]["points"]:
                means.setdefault((depth, trees), {}).setdefault(who, []).append(auc)
    rows = []
    for (depth, trees), by_whom in sorted(means.items()):
        mean = {who: statistics.mean(values) for who, values in by_whom.items()}
        rows.append(
            {"max_depth": depth, "n_estimators": trees}
            | {who: round(value, 5) for who, value in mean.items()}
            | {f"minus {who}": round(mean["ChurnLab"] - value, 5) for who, value in mean.items() if who != "ChurnLab"}
        )
    largest = max(abs(row[key]) for row in rows for key in row if key.startswith("minus"))
    note = (
        f"Mean AUC over {seeds} seeds, each with folds of scikit-learn's StratifiedKFold and forests of its own. "
        f"Largest difference of any point: {largest:.5f}; equivalent means at most .002."
    )
    return table("Equivalence with scikit-learn's and ranger's forests", note, list(rows[0]), rows)


def bins(dataset, trees, seeds):
    """What binning costs in AUC, against scikit-learn's exact splits on the same numbers."""
    import json

    settings = {"n_estimators": trees, "max_depth": 10}
    theirs = lambda seed: run.peer("fit", "scikit-learn", dataset.npz, json.dumps(settings | {"seed": seed}), 1, 0)
    exact = [theirs(seed)["roc_auc"] for seed in range(seeds)]
    rows = []
    for count in (32, 64, 128, 255):
        bin_count = settings | {"max_bins": count}
        ours = [run.ours(dataset, "forest", bin_count, 1, seed=seed)["roc_auc"] for seed in range(seeds)]
        error = (statistics.variance(ours) / seeds + statistics.variance(exact) / seeds) ** 0.5
        rows.append({
            "max_bins": count, "roc_auc": round(statistics.mean(ours), 5), "exact": round(statistics.mean(exact), 5),
            "loss": round(statistics.mean(exact) - statistics.mean(ours), 5), "standard_error": round(error, 5),
        })  # fmt: skip
    note = f"Means over {seeds} seeds of the forest; exact is scikit-learn, which tries every value."
    return table(f"What bins cost: {dataset.name}, {trees} trees, depth 10", note, list(rows[0]), rows)


# Reasons ---------------------------------------------------------------------------------------------------------------


def explain(dataset, folder, trees, depth, peer_rows):
    """- peer_rows: customers that shap explains; its cost is the same for each."""
    numbers, grown, reasons = (folder / f"explain-{dataset.name}.{end}" for end in ("csv", "trees.json", "reasons.csv"))
    data.write_numbers(dataset, numbers)
    ours = run.answer([
        run.binary("churnlab-bench"), "explain", numbers, "--target", "y=1", "--trees", trees, "--depth", depth,
        "--trees-out", grown, "--reasons-out", reasons,
    ])  # fmt: skip
    shap = run.peer("explain", "shap", grown, dataset.npz, peer_rows, reasons)
    rows = []
    for who, found in {"ChurnLab": ours, "shap": shap}.items():
        if found is None:
            continue
        each = found["all"]["cpu_s"][0] / found["rows"]
        rows.append({
            "who": who, "customers": found["rows"], "cpu_s": round(found["all"]["cpu_s"][0], 3),
            "us_a_customer": round(1e6 * each), "cpu_ratio": ratio(each, ours["all"]["cpu_s"][0] / ours["rows"]),
            "one_customer_ms": round(found["one_row_us"] / 1e3, 2), "worst_difference": found.get("worst_difference"),
        })  # fmt: skip
    note = (
        "Path-dependent TreeSHAP of the same trees: categories stand as their places in the order of churn rates, so that "
        f"every split is a threshold and shap can be given the trees ({ours['nodes']} nodes). Ours sum to the probability "
        f"within {ours['worst_sum_error']:.0e} for every customer; worst_difference is shap's from ours."
    )
    return table(f"Reasons: {dataset.name}, {trees} trees, depth {depth}", note, list(rows[0]), rows)


# Reading, growth -------------------------------------------------------------------------------------------------------


def reading(dataset, count, repeats):
    sides = {
        "ChurnLab": lambda: run.answer([run.binary("churnlab-bench"), "read", dataset.csv, "--repeats", repeats]),
        "pandas": lambda: run.peer("read", "pandas", dataset.csv, repeats),
        "DuckDB": lambda: run.peer("read", "DuckDB", dataset.csv, repeats),
    }
    answers = run.rounds(count, sides)
    ours = run.median(answers["ChurnLab"], "read", "cpu_s")
    rows = [
        {"who": who, "cpu_s": round(run.median(found, "read", "cpu_s"), 3),
         "cpu_ratio": ratio(run.median(found, "read", "cpu_s"), ours),
         "wall_s": round(run.median(found, "read", "wall_s"), 3)}
        for who, found in answers.items()
    ]  # fmt: skip
    return table(f"CSV to columns: {dataset.name}", "", list(rows[0]), rows)


def growth(datasets, trees, count, repeats):
    def side(dataset):
        return lambda: run.ours(dataset, "forest", {"n_estimators": trees, "max_depth": 10}, repeats)

    # In turn, since the machine's speed changes from minute to minute.
    answers = run.rounds(count, {dataset.name: side(dataset) for dataset in datasets})
    rows, before = [], None
    for name, found in answers.items():
        cpu = run.median(found, "fit", "cpu_s")
        rows.append({
            "data": name, "fit_cpu_s": round(cpu, 3), "times_the_one_before": ratio(cpu, before),
            "peak_memory_mb": round(max(one["peak_memory_mb"] for one in found)),
        })  # fmt: skip
        before = cpu
    return table(f"Growth: {trees} trees, depth 10, ten times the rows each", "", list(rows[0]), rows)
