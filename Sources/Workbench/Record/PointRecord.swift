/// What is known of one grid point.
public struct PointRecord: Codable, Sendable {
  public enum Status: String, Codable, Sendable {
    case ok, failed
  }

  public let id: Int
  public let model: String
  public internal(set) var params: JSON
  public let metrics: NamedValues<FoldFigure>
  public let thresholds: NamedValues<ThresholdRecord>
  /// SHA-256 of the out-of-fold scores where they are exact: of forests.
  public let scoresDigest: String?
  public let status: Status
  /// Why a failed point failed.
  public let error: String?
  /// 1 for the best by the search's metric; ties share the lowest number; nil for failed points.
  public internal(set) var rank: Int?

  enum CodingKeys: String, CodingKey {
    case id, model, params, metrics, thresholds
    case scoresDigest = "scores_digest"
    case status, error, rank
  }

  /// The search metric's figure: a metric over folds, or an objective's cross-fitted value.
  public func figure(_ name: String) -> FoldFigure? { thresholds[name]?.value ?? metrics[name] }
}
