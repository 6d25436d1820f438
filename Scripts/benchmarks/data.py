"""The benchmark's tables: a CSV for ChurnLab, and the same as arrays for the peers.

Every CSV has a column `part` (train or test). The arrays hold each category as its place in the order of churn rates in
the training rows (ranger's respect.unordered.factors = "order"): one column each is the least work the peers can be
given, and that order lets them find the same splits as ours. Missing numbers are -1, as not all peers take NaN.
"""

import pathlib
import subprocess

import numpy as np
import pandas as pd


def test_rows(rows):
    """So many are kept for testing what was fitted on `rows`."""
    return min(50_000, rows)


class Table:
    """A data set on disk: `csv` for us, `npz` for Python peers, `bin` (float64, column-major) for R."""

    def __init__(self, folder: pathlib.Path, name: str, target: str):
        self.name, self.target = name, target
        self.csv = folder / f"{name}.csv"
        self.npz = folder / f"{name}.npz"
        self.bin = folder / f"{name}.bin"

    @property
    def exists(self):
        return self.csv.exists() and self.npz.exists() and self.bin.exists()

    def write_arrays(self, frame: pd.DataFrame):
        column, positive = self.target.split("=")
        y = (frame[column].astype(str) == positive).to_numpy(np.int32)
        fold = frame["fold"].to_numpy(np.int32) if "fold" in frame else np.zeros(len(frame), np.int32)
        train = (frame["part"] == "train").to_numpy()
        features = frame.drop(columns=[c for c in (column, "part", "fold", "customerID") if c in frame])
        categorical = [not pd.api.types.is_numeric_dtype(t) for t in features.dtypes]
        codes = [
            by_rate(features[c], y, train) if is_category else features[c].fillna(-1)
            for c, is_category in zip(features, categorical)
        ]
        x = np.column_stack(codes).astype(np.float64)
        np.savez(self.npz, x=x, y=y, train=train, fold=fold, categorical=np.array(categorical))
        np.concatenate([x.T.ravel(), y, train, fold]).astype(np.float64).tofile(self.bin)


def by_rate(cells, y, train):
    rates = pd.Series(y[train]).groupby(cells[train].to_numpy()).mean().sort_values(kind="stable")
    return cells.map({category: place for place, category in enumerate(rates.index)}).fillna(-1)


def write_numbers(table, path):
    """The peers' arrays as a CSV of numbers, with the target y."""
    arrays = np.load(table.npz)
    frame = pd.DataFrame(arrays["x"], columns=[f"x{i}" for i in range(arrays["x"].shape[1])])
    frame["y"] = arrays["y"]
    frame.to_csv(path, index=False)


def telco(folder, seed=7):
    """IBM's customers, with the folds of scikit-learn's StratifiedKFold; fold 0 is the test part."""
    from sklearn.model_selection import StratifiedKFold

    table = Table(folder, f"telco-{seed}", "Churn=Yes")
    if not table.exists:
        frame = pd.read_csv("Experiments/telco.csv", na_values=[" "])
        fold = np.zeros(len(frame), int)
        splits = StratifiedKFold(5, shuffle=True, random_state=seed).split(frame, frame["Churn"])
        for index, (_, held_out) in enumerate(splits):
            fold[held_out] = index
        frame["fold"] = fold
        frame["part"] = np.where(fold == 0, "test", "train")
        frame.to_csv(table.csv, index=False)
        table.write_arrays(frame)
    return table


def synthetic(folder, rows, churnlab):
    """Customers made by `churnlab data generate`, whose best possible AUC is known."""
    table = Table(folder, f"synthetic-{rows}", "Churn=Yes")
    if not table.exists:
        made = folder / "made.csv"
        command = [churnlab, "data", "generate", "--rows", str(rows + test_rows(rows)), "--seed", "1", "--out", made]
        subprocess.run(list(map(str, command)), check=True, stdout=subprocess.DEVNULL)
        frame = pd.read_csv(made, na_values=[" "])
        made.unlink()
        frame["part"] = np.where(np.arange(len(frame)) < rows, "train", "test")
        frame.to_csv(table.csv, index=False)
        table.write_arrays(frame)
    return table


def floats(folder, rows, columns):
    """Numbers only: ten columns matter, by a smooth function with interactions."""
    table = Table(folder, f"floats-{rows}x{columns}", "y=1")
    if not table.exists:
        random = np.random.default_rng(9)
        x = random.standard_normal((rows + test_rows(rows), columns))
        signal = x[:, :10] @ np.linspace(1, -0.6, 10) + x[:, 0] * x[:, 1] + np.sin(2 * x[:, 2])
        frame = pd.DataFrame(x, columns=[f"f{i}" for i in range(columns)])
        frame["y"] = (random.random(len(x)) < 1 / (1 + np.exp(-signal))).astype(int)
        frame["part"] = np.where(np.arange(len(x)) < rows, "train", "test")
        frame.to_csv(table.csv, index=False)
        table.write_arrays(frame)
    return table
