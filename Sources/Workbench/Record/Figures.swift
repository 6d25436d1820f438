public import ChurnML

/// A figure over the folds, in order of repeat and fold: each fold's value, their mean and standard deviation (ddof 0).
/// Mean and deviation are null when some fold has no value, with the reason.
public struct FoldFigure: Codable, Sendable {
  public let mean: Double?
  public let std: Double?
  public let folds: [Double?]
  public let reason: String?

  public init(_ values: [Result<Double, Undefined>]) {
    var reason: String?
    folds = values.map { value in
      switch value {
      case .success(let number): return number
      case .failure(let undefined):
        reason = reason ?? undefined.reason
        return nil
      }
    }
    let spread = reason == nil ? Spread(folds.compactMap { $0 }) : nil
    mean = spread?.mean
    std = spread?.std
    self.reason = reason
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(mean, forKey: .mean)
    try container.encode(std, forKey: .std)
    try container.encode(folds, forKey: .folds)
    try container.encodeIfPresent(reason, forKey: .reason)
  }
}

/// A cut-off chosen on the other folds' scores and judged on each fold's own.
public struct ThresholdRecord: Codable, Sendable {
  public let threshold: FoldFigure
  public let value: FoldFigure
}
