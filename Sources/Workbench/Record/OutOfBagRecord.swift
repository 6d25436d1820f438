/// `oob.json`: what the rows that a forest's trees did not see say of the points, beside what the folds said.
public struct OutOfBagRecord: Codable, Sendable {
  /// A point of the selected point's fit group.
  public struct Point: Codable, Sendable {
    public let id: Int
    public let params: JSON
    /// The mean over folds.
    public let crossValidated: Double?
    public let outOfBag: Double?

    enum CodingKeys: String, CodingKey {
      case id, params
      case crossValidated = "cross_validated"
      case outOfBag = "out_of_bag"
    }
  }

  /// The selected point with fewer trees.
  public struct Trees: Codable, Sendable {
    public let nEstimators: Int
    public let outOfBag: Double?
    /// The share of customers on the wrong side of .5.
    public let error: Double?

    enum CodingKeys: String, CodingKey {
      case nEstimators = "n_estimators"
      case outOfBag = "out_of_bag"
      case error
    }
  }

  public let metric: String
  public let selected: Int
  /// What is known to be askew in such figures.
  public let note: String
  /// The best ranked first.
  public let points: [Point]
  /// Points of the fit group beyond those above.
  public let pointsLeftOut: Int
  public let trees: [Trees]

  enum CodingKeys: String, CodingKey {
    case metric, selected, note, points
    case pointsLeftOut = "points_left_out"
    case trees
  }
}
