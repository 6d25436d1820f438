/// Every scheme an experiment file can name: one line each. The laws are tested for all of them.
public enum ResamplingCatalogue {
  public static let all: [any ResamplingScheme.Type] = [
    StratifiedKFold.self,
    GroupKFold.self,
    StratifiedGroupKFold.self,
    TimeSeriesSplit.self,
    Holdout.self,
    Bootstrap.self,
    PredefinedFolds.self,
    OutOfBagRows.self,
  ]
}
