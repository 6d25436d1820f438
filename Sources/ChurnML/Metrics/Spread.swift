/// Mean and standard deviation (ddof 0) of a figure over folds, as scikit-learn's `mean_test_score` and `std_test_score`.
public struct Spread: Sendable, Equatable, Encodable {
  public let mean: Double
  public let std: Double

  /// nil for no values.
  public init?(_ values: [Double]) {
    guard !values.isEmpty else { return nil }
    let mean = values.reduce(0, +) / Double(values.count)
    self.mean = mean
    std = (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count)).squareRoot()
  }
}
