"""Numbers of statsmodels 0.15.0 for logistic inference. Run from the repository's root, prints JSON.

pip install statsmodels==0.15.0 pandas; Scripts/telco-data first.
"""
import json

import numpy as np
import pandas as pd
import statsmodels.api as sm
import statsmodels.formula.api as smf

data = pd.read_csv("Experiments/telco.csv")
data["y"] = (data.Churn == "Yes").astype(int)
# The first level in byte order is the reference; a copy of a column is what statsmodels would not accept.
formula = "y ~ tenure + MonthlyCharges + C(Contract) + C(PaymentMethod) + C(PaperlessBilling)"
fit = smf.glm(formula, data, family=sm.families.Binomial()).fit(tol=1e-14, tol_criterion="params", maxiter=100)
null = smf.glm("y ~ 1", data, family=sm.families.Binomial()).fit()


def without(term):
    reduced = smf.glm(formula.replace(" + " + term, ""), data, family=sm.families.Binomial()).fit()
    statistic = 2 * (fit.llf - reduced.llf)
    df = int(fit.df_model - reduced.df_model)
    from scipy.stats import chi2

    return {"statistic": statistic, "df": df, "p_value": chi2.sf(statistic, df)}


hat = fit.get_influence(observed=False).hat_matrix_diag
names = {"Intercept": "intercept"}
for name in fit.params.index:
    if "[T." in name:
        column, level = name[2:].split(")[T.")
        names[name] = column + "=" + level[:-1]
interval = fit.conf_int()
print(
    json.dumps(
        {
            "effects": {
                names.get(name, name): {
                    "estimate": fit.params[name],
                    "standard_error": fit.bse[name],
                    "z": fit.tvalues[name],
                    "p_value": fit.pvalues[name],
                    "low": interval.loc[name, 0],
                    "high": interval.loc[name, 1],
                }
                for name in fit.params.index
            },
            "log_likelihood": fit.llf,
            "null_log_likelihood": null.llf,
            "deviance": fit.deviance,
            "null_deviance": fit.null_deviance,
            "aic": fit.aic,
            "bic": fit.bic_llf,
            "columns": {
                "MonthlyCharges": without("MonthlyCharges"),
                "Contract": without("C(Contract)"),
                "PaymentMethod": without("C(PaymentMethod)"),
            },
            "leverage_first5": list(hat[:5]),
            "leverage_sum": float(np.sum(hat)),
        },
        indent=1,
    )
)
