/// Every metric, one line each: records, search and the laws read this list.
public enum MetricCatalogue {
  public static let all: [any Metric] = [
    ROCAUC(),
    AveragePrecision(),
    LogLoss(),
    Brier(),
    Accuracy(),
    BalancedAccuracy(),
    Precision(),
    Recall(),
    F1(),
    F2(),
    MatthewsCorrelation(),
    Youden(),
    KolmogorovSmirnov(),
    Lift(),
    Gain(),
    ExpectedCalibrationError(),
    MaximumCalibrationError(),
    EqualMassCalibrationError(),
  ]

  public static func metric(named name: String) -> (any Metric)? {
    all.first { type(of: $0).name == name }
  }
}
