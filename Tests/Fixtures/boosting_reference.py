"""Numbers of scikit-learn 1.9.1's HistGradientBoostingClassifier. Run from the repository's root, prints JSON.

pip install scikit-learn==1.9.1 pandas; Scripts/telco-data first. Columns have at most 255 distinct values, so bins
are exact. scikit-learn sums gradients in single precision.
"""
import json

import pandas as pd
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.metrics import log_loss

data = pd.read_csv("Experiments/telco.csv")
y = (data.Churn == "Yes").astype(int)
x = pd.DataFrame(
    {
        "tenure": data.tenure,
        "MonthlyCharges": data.MonthlyCharges.round(),
        "fiber": (data.InternetService == "Fiber optic").astype(int),
        "two_year": (data.Contract == "Two year").astype(int),
    }
)
cases = []
for settings in (
    dict(max_iter=1, max_leaf_nodes=8, min_samples_leaf=20, l2_regularization=0.0, max_depth=None),
    dict(max_iter=30, max_leaf_nodes=8, min_samples_leaf=20, l2_regularization=1.0, max_depth=None),
    dict(max_iter=20, max_leaf_nodes=31, min_samples_leaf=5, l2_regularization=0.0, max_depth=3),
):
    model = HistGradientBoostingClassifier(learning_rate=0.1, early_stopping=False, **settings).fit(x, y)
    p = model.predict_proba(x)[:, 1]
    settings["n_estimators"] = settings.pop("max_iter")
    cases.append({"settings": settings, "p_first20": list(p[:20]), "log_loss": log_loss(y, p)})
print(json.dumps(cases, indent=1))
