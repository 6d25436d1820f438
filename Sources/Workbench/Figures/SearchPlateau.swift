internal import ChurnML

/// The points that the folds cannot tell from the best: their mean difference to it, fold by fold, is within one standard error
/// (corrected as by Nadeau and Bengio, 2003).
struct SearchPlateau: Encodable, Sendable {
  /// Of those that have a value.
  let points: Int
  /// The least of each hyperparameter's numbers with which some point is still on the plateau.
  let begins: NamedValues<Double>
  /// The point on it with the fewest trees, then the shallowest, then the best.
  let smallest: Smallest

  struct Smallest: Encodable, Sendable {
    let id: Int
    let params: NamedValues<JSON>
    let mean: Double
  }

  /// The points on it; none with fewer than two folds.
  static func members(_ searched: SearchedPoints) -> [SearchedPoints.Point] {
    guard let best = searched.ranked.first, best.folds.count > 1 else { return [] }
    let share = 1 / Double(best.folds.count - 1)
    return searched.ranked.filter { point in
      guard point.folds.count == best.folds.count else { return false }
      let differences = zip(best.folds, point.folds).map { $0 - $1 }
      guard let test = try? CorrelatedTTest(differences: differences, testShare: share) else {
        return differences[0] == 0
      }
      return abs(test.difference.mean) <= test.difference.standardError
    }
  }

  /// nil where there are no members.
  init?(_ searched: SearchedPoints, members: [SearchedPoints.Point]) {
    guard let best = members.first else { return nil }
    points = members.count
    begins = NamedValues(
      searched.axes.compactMap { axis in
        members.compactMap { $0.params[axis]?.double }.min().map { (axis, $0) }
      })
    func size(_ point: SearchedPoints.Point) -> (Double, Double, Int) {
      func value(_ axis: String) -> Double { point.params[axis].map { $0.double ?? .infinity } ?? 0 }
      return (value("n_estimators"), value("max_depth"), point.rank)
    }
    let smallest = members.min { size($0) < size($1) } ?? best
    self.smallest = Smallest(id: smallest.id, params: smallest.params, mean: smallest.mean)
  }
}
