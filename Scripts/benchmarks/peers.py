"""One peer, one job, one process: prints what it took as JSON. Called by main.py.

    peers.py fit WHO TABLE.npz '{"n_estimators": 200, ...}' REPEATS SINGLE_ROWS
    peers.py grid WHO TABLE.npz '{"depths": [...], "trees": [...]}'
    peers.py read WHO TABLE.csv REPEATS
    peers.py explain shap TREES.json TABLE.npz ROWS OUR_REASONS.csv
"""

import json
import sys
import time

import numpy as np

THREADS = 2
# Work that takes less is repeated until it took so many seconds: its times vary most. churnlab-bench does the same.
BRIEF = 0.5


def spent(work):
    cpu, wall = time.process_time(), time.perf_counter()
    result = work()
    return result, time.process_time() - cpu, time.perf_counter() - wall


def times(work, repeats):
    """The last result, and the CPU and wall seconds of every repeat: so many, and more of brief work."""
    runs = []
    while len(runs) < repeats or sum(wall for _, _, wall in runs) < BRIEF:
        runs.append(spent(work))
    return runs[-1][0], {"cpu_s": [r[1] for r in runs], "wall_s": [r[2] for r in runs]}


# Forests ---------------------------------------------------------------------------------------------------------------


def sklearn_forest(x, y, p):
    from sklearn.ensemble import RandomForestClassifier

    return RandomForestClassifier(
        p["n_estimators"], max_depth=p["max_depth"], max_features="sqrt", n_jobs=THREADS, random_state=p.get("seed", 7)
    ).fit(x, y)


def intelex_forest(x, y, p):
    from sklearnex.ensemble import RandomForestClassifier

    return RandomForestClassifier(
        p["n_estimators"], max_depth=p["max_depth"], max_features="sqrt", n_jobs=THREADS, random_state=p.get("seed", 7)
    ).fit(x, y)


class Probability:
    """Gives a booster scikit-learn's `predict_proba`."""

    def __init__(self, predict):
        self.predict = predict

    def predict_proba(self, x):
        p = self.predict(x)
        return np.column_stack([1 - p, p])


def lightgbm_forest(x, y, p):
    import lightgbm as lgb

    depth = p["max_depth"]
    parameters = {
        "objective": "binary", "boosting": "rf", "num_leaves": 2**depth if depth and depth < 17 else 131072,
        "max_depth": depth or -1, "bagging_fraction": 0.632, "bagging_freq": 1,
        "feature_fraction_bynode": int(np.sqrt(x.shape[1])) / x.shape[1], "min_data_in_leaf": 1,
        "min_sum_hessian_in_leaf": 0, "num_threads": THREADS, "verbose": -1,
    }  # fmt: skip
    model = lgb.train(parameters, lgb.Dataset(x, y), p["n_estimators"])
    return Probability(lambda rows: model.predict(rows, num_threads=THREADS))


def xgboost_forest(x, y, p):
    from xgboost import XGBRFClassifier

    return XGBRFClassifier(
        n_estimators=p["n_estimators"], max_depth=p["max_depth"] or 0, tree_method="hist", subsample=0.632,
        colsample_bynode=int(np.sqrt(x.shape[1])) / x.shape[1], min_child_weight=0.2, reg_lambda=1e-6,
        n_jobs=THREADS, random_state=7,
    ).fit(x, y)  # fmt: skip


def ydf_forest(x, y, p):
    import ydf

    learner = ydf.RandomForestLearner(
        label="y", num_trees=p["n_estimators"], max_depth=p["max_depth"] or -1, min_examples=1,
        winner_take_all=False, compute_oob_performances=False, num_threads=THREADS,
    )  # fmt: skip
    names = [f"f{i}" for i in range(x.shape[1])]
    model = learner.train({**dict(zip(names, x.T.astype(np.float32))), "y": y}, verbose=0)
    return Probability(lambda rows: model.predict(dict(zip(names, rows.T.astype(np.float32)))))


# Other models ----------------------------------------------------------------------------------------------------------


def sklearn_logistic(x, y, p, solver="newton-cholesky", module="sklearn"):
    import importlib

    kind = importlib.import_module(f"{module}.linear_model").LogisticRegression
    return kind(C=p.get("C", 1), solver=solver, tol=1e-8, max_iter=1000).fit(x, y)


def lightgbm_boosting(x, y, p):
    import lightgbm as lgb

    parameters = {
        "objective": "binary", "learning_rate": p.get("learning_rate", 0.1),
        "num_leaves": p.get("max_leaf_nodes", 31), "min_data_in_leaf": p.get("min_samples_leaf", 20),
        "min_sum_hessian_in_leaf": 0, "lambda_l2": p.get("l2_regularization", 0),
        "bagging_fraction": p.get("subsample", 1), "bagging_freq": 1 if p.get("subsample", 1) < 1 else 0,
        "feature_fraction_bynode": p.get("max_features", 1), "num_threads": THREADS, "verbose": -1,
    }  # fmt: skip
    model = lgb.train(parameters, lgb.Dataset(x, y), p["n_estimators"])
    return Probability(lambda rows: model.predict(rows, num_threads=THREADS))


FITS = {
    "scikit-learn": sklearn_forest,
    "scikit-learn-intelex": intelex_forest,
    "LightGBM rf": lightgbm_forest,
    "XGBoost rf": xgboost_forest,
    "YDF rf": ydf_forest,
    "scikit-learn newton-cholesky": sklearn_logistic,
    "scikit-learn lbfgs": lambda x, y, p: sklearn_logistic(x, y, p, "lbfgs"),
    "scikit-learn-intelex newton-cholesky": lambda x, y, p: sklearn_logistic(x, y, p, "newton-cholesky", "sklearnex"),
    "LightGBM": lightgbm_boosting,
}


def one_hot(x, categorical):
    """Standardised numbers, and a column for each category but the first."""
    columns = []
    for column, is_category in zip(x.T, categorical):
        if is_category:
            columns += [column == value for value in np.unique(column)[1:]]
        else:
            columns.append((column - column.mean()) / column.std())
    return np.column_stack(columns).astype(np.float64)


def fit(who, path, parameters, repeats, single_rows):
    from sklearn.metrics import log_loss, roc_auc_score

    table = np.load(path)
    x = one_hot(table["x"], table["categorical"]) if "newton" in who or "lbfgs" in who else table["x"]
    train = table["train"]
    x, y, held_out, labels = x[train], table["y"][train], x[~train], table["y"][~train]
    FITS[who](x, y, parameters)
    model, fits = times(lambda: FITS[who](x, y, parameters), repeats)
    scores, predictions = times(lambda: model.predict_proba(held_out)[:, 1], repeats)
    answer = {
        "fit": fits, "predict": predictions, "predicted_rows": len(labels),
        "roc_auc": roc_auc_score(labels, scores), "log_loss": log_loss(labels, scores),
    }  # fmt: skip
    if single_rows:
        rows = [held_out[i : i + 1] for i in range(single_rows)]
        answer["one_row_us"] = 1e6 * float(np.median([spent(lambda: model.predict_proba(row))[2] for row in rows]))
    return answer


# The main job ----------------------------------------------------------------------------------------------------------


def folds(table):
    for fold in range(5):
        held_out = table["fold"] == fold
        yield table["x"][~held_out], table["y"][~held_out], table["x"][held_out], table["y"][held_out]


def grid_search_cv(table, grid):
    from sklearn.ensemble import RandomForestClassifier
    from sklearn.model_selection import GridSearchCV, PredefinedSplit

    search = GridSearchCV(
        RandomForestClassifier(max_features="sqrt", random_state=7),
        {"n_estimators": grid["trees"], "max_depth": grid["depths"]},
        scoring="roc_auc", cv=PredefinedSplit(table["fold"]), n_jobs=1,
    )  # fmt: skip
    # One process, as process_time sees no children; the forests' own threads keep both cores busy.
    search.estimator.n_jobs = THREADS
    search.fit(table["x"], table["y"])
    points = zip(search.cv_results_["params"], search.cv_results_["mean_test_score"])
    return {(p["max_depth"], p["n_estimators"]): score for p, score in points}


def each_forest(forest):
    def search(table, grid):
        from sklearn.metrics import roc_auc_score

        found = {}
        for depth in grid["depths"]:
            for trees in grid["trees"]:
                aucs = []
                for x, y, held_out, labels in folds(table):
                    model = forest(x, y, {"n_estimators": trees, "max_depth": depth})
                    aucs.append(roc_auc_score(labels, model.predict_proba(held_out)[:, 1]))
                found[depth, trees] = np.mean(aucs)
        return found

    return search


def warm_start(table, grid):
    """An expert's search: the forest of each depth is grown on from one tree count to the next."""
    from sklearn.ensemble import RandomForestClassifier
    from sklearn.metrics import roc_auc_score

    aucs = {(d, t): [] for d in grid["depths"] for t in grid["trees"]}
    for x, y, held_out, labels in folds(table):
        for depth in grid["depths"]:
            model = RandomForestClassifier(
                max_depth=depth, max_features="sqrt", n_jobs=THREADS, random_state=grid.get("seed", 7), warm_start=True
            )
            for trees in sorted(grid["trees"]):
                model.set_params(n_estimators=trees).fit(x, y)
                aucs[depth, trees].append(roc_auc_score(labels, model.predict_proba(held_out)[:, 1]))
    return {point: np.mean(values) for point, values in aucs.items()}


def cut_by_hand(table, grid):
    """One deep forest a fold, every tree cut at every depth: not the same forest as max_depth would grow."""
    from sklearn.metrics import roc_auc_score

    aucs = {(d, t): [] for d in grid["depths"] for t in grid["trees"]}
    for x, y, held_out, labels in folds(table):
        forest = sklearn_forest(x, y, {"n_estimators": max(grid["trees"]), "max_depth": max(grid["depths"])})
        rows = np.ascontiguousarray(held_out, np.float32)
        sums = {depth: np.zeros(len(rows)) for depth in grid["depths"]}
        for count, estimator in enumerate(forest.estimators_, 1):
            tree = estimator.tree_
            churned = tree.value[:, 0, 1] / tree.value[:, 0].sum(1)
            node = np.zeros(len(rows), np.intp)
            for level in range(max(grid["depths"]) + 1):
                if level in sums:
                    sums[level] += churned[node]
                inner = np.flatnonzero(tree.children_left[node] >= 0)
                at = node[inner]
                left = rows[inner, tree.feature[at]] <= tree.threshold[at]
                node[inner] = np.where(left, tree.children_left[at], tree.children_right[at])
            if count in grid["trees"]:
                for depth in grid["depths"]:
                    aucs[depth, count].append(roc_auc_score(labels, sums[depth]))
    return {point: np.mean(values) for point, values in aucs.items()}


GRIDS = {
    "scikit-learn GridSearchCV": grid_search_cv,
    "scikit-learn-intelex": each_forest(intelex_forest),
    "scikit-learn, warm start": warm_start,
    "scikit-learn, cut by hand": cut_by_hand,
}


def grid(who, path, grid):
    table = np.load(path)
    sklearn_forest(table["x"][:500], table["y"][:500], {"n_estimators": 4, "max_depth": 4})
    points, cpu, wall = spent(lambda: GRIDS[who](table, grid))
    return {
        "fit": {"cpu_s": [cpu], "wall_s": [wall]}, "roc_auc": float(max(points.values())),
        "points": [[depth, trees, float(auc)] for (depth, trees), auc in sorted(points.items())],
    }  # fmt: skip


# Reading ---------------------------------------------------------------------------------------------------------------


def read_pandas(path):
    import pandas as pd

    return pd.read_csv(path, engine="c")


def read_duckdb(path):
    import duckdb

    base = duckdb.connect()
    base.execute(f"SET threads = {THREADS}")
    return base.execute(f"CREATE TABLE t AS SELECT * FROM read_csv('{path}')").fetchall()


READS = {"pandas": read_pandas, "DuckDB": read_duckdb}


def read(who, path, repeats):
    READS[who](path)
    return {"read": times(lambda: READS[who](path), repeats)[1]}


# Reasons ---------------------------------------------------------------------------------------------------------------


def explain(trees, table, rows, ours):
    """Path-dependent TreeSHAP of the very trees that ChurnLab grew, and how far its values lie from ours."""
    import shap

    found = json.load(open(trees))
    for tree in found:
        for name in tree:
            tree[name] = np.array(tree[name], float if name in ("thresholds", "values", "node_sample_weight") else np.int32)
        tree["children_default"] = tree["children_right"]
        tree["values"] = (tree["values"] / len(found)).reshape(-1, 1)
        # What leaves are not asked.
        tree["thresholds"] = np.nan_to_num(tree["thresholds"])
    explainer = shap.TreeExplainer({"trees": found}, feature_perturbation="tree_path_dependent")
    x = np.load(table)["x"]
    values, cpu, wall = spent(lambda: explainer.shap_values(x[:rows]))
    lines = open(ours).read().split()
    base, reasons = float(lines[0]), np.array([line.split(",") for line in lines[1 : rows + 1]], float)
    single = [spent(lambda: explainer.shap_values(x[row : row + 1]))[2] for row in range(5)]
    return {
        "all": {"cpu_s": [cpu], "wall_s": [wall]}, "rows": rows, "one_row_us": 1e6 * float(np.median(single)),
        "worst_difference": float(np.abs(values.reshape(rows, -1) - reasons).max()),
        "base_difference": abs(float(np.ravel(explainer.expected_value)[0]) - base),
    }  # fmt: skip


def main(job, who, path, *rest):
    if job == "fit":
        answer = fit(who, path, json.loads(rest[0]), int(rest[1]), int(rest[2]))
    elif job == "grid":
        answer = grid(who, path, json.loads(rest[0]))
    elif job == "explain":
        answer = explain(path, rest[0], int(rest[1]), rest[2])
    else:
        answer = read(who, path, int(rest[0]))
    # getrusage's figure would begin at that of the process that started this one.
    peak = next(line for line in open("/proc/self/status") if line.startswith("VmHWM"))
    answer["peak_memory_mb"] = int(peak.split()[1]) * 1024 / 1e6
    print(json.dumps(answer))


main(*sys.argv[1:])
