/// A model at its best point.
public struct ModelRecord: Codable, Sendable {
  public let point: Int
  public let params: JSON
  /// Means over folds; null where a fold has no value.
  public let outOfFold: NamedValues<Double?>
  public let outOfFoldStd: NamedValues<Double?>
  public let atThreshold: AtThreshold?

  public struct Counts: Codable, Sendable {
    public let tp: Int
    public let fp: Int
    public let fn: Int
    public let tn: Int
  }

  /// Decisions at the cut-off that is best for `objective` on all out-of-fold scores, counted on the same rows.
  public struct AtThreshold: Codable, Sendable {
    public let objective: String
    public let threshold: Double
    public let confusion: Counts
    public let precision: Double?
    public let recall: Double?
    public let f1: Double?
    public let accuracy: Double?
  }

  enum CodingKeys: String, CodingKey {
    case point, params
    case outOfFold = "out_of_fold"
    case outOfFoldStd = "out_of_fold_std"
    case atThreshold = "at_threshold"
  }
}
