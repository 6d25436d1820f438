/// Which column says who churned, and the text its cells hold for those who did.
public struct Target: Sendable, Codable, Equatable {
  public let column: String
  public let positive: String

  public init(column: String, positive: String) {
    self.column = column
    self.positive = positive
  }
}

/// Customers ready for learning: feature columns and labels, in the order of the file's rows.
///
/// Invariant: every feature has `labels.count` values. Row `i` here is the file's data row `i` counted from 0.
public struct Dataset: Sendable {
  public let features: [Column]
  /// 1 for churned (the positive class), 0 otherwise.
  public let labels: [UInt8]
  public let target: Target
  /// SHA-256 of the bytes the data were read from, in hexadecimal: what `sha256sum` prints for the file.
  public let digest: String

  public init(features: [Column], labels: [UInt8], target: Target, digest: String) {
    precondition(features.allSatisfy { $0.count == labels.count })
    self.features = features
    self.labels = labels
    self.target = target
    self.digest = digest
  }

  public var rows: Int { labels.count }
  public var positives: Int { labels.reduce(0) { $0 + Int($1) } }
}
