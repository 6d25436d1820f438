"""Numbers of firthmodels 0.8.2 for Firth's penalty under separation. Run from the repository's root, prints JSON.

pip install firthmodels==0.8.2 pandas; Scripts/telco-data first. Of the first 104 customers nobody with a contract of one or
two years churned, so that maximum likelihood has no finite estimate.
"""

import json

import numpy as np
import pandas as pd
from firthmodels import FirthLogisticRegression

data = pd.read_csv("Experiments/telco.csv").head(104)
columns = {
    "tenure": data.tenure,
    "MonthlyCharges": data.MonthlyCharges,
    "Contract=One year": data.Contract == "One year",
    "Contract=Two year": data.Contract == "Two year",
}
x = pd.DataFrame(columns).astype(float)
y = (data.Churn == "Yes").astype(int)
assert y[data.Contract != "Month-to-month"].sum() == 0
fit = FirthLogisticRegression(gtol=1e-8, xtol=1e-8, max_iter=1000).fit(x, y)
fit.lrt()
# Standard errors by the information at the estimates (Heinze and Schemper 2002); firthmodels' own weigh each row's by 1 + h.
design = np.column_stack([x, np.ones(len(x))])
p = fit.predict_proba(x)[:, 1]
errors = np.sqrt(np.diag(np.linalg.inv((design * (p * (1 - p))[:, None]).T @ design)))
names = [*columns, "intercept"]
estimates = [*fit.coef_, fit.intercept_]
print(
    json.dumps(
        {
            "effects": {
                name: {"estimate": float(estimate), "standard_error": float(error)}
                for name, estimate, error in zip(names, estimates, errors)
            },
            "log_likelihood": float(fit.loglik_),
            "likelihood_ratio_p_values": dict(zip(columns, map(float, fit.lrt_pvalues_))),
        },
        indent=1,
    )
)
