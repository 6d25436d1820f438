/// The upper convex hull of the ROC curve in counts, from contacting nobody to contacting everybody.
///
/// Whatever a churner is worth and a stayer costs, the most profitable cut-off is a vertex. Tied scores are one
/// point, and turns are judged by integer cross products, so no rounding decides.
struct ROCHull {
  struct Vertex: Equatable {
    let churners: Int
    let stayers: Int
    /// Contacts every score of at least this; nil contacts nobody.
    let threshold: Double?
  }

  /// Slopes decrease strictly; of points on one line only the ends are kept.
  let vertices: [Vertex]

  init(_ scores: RankedScores) {
    var hull = [Vertex(churners: 0, stayers: 0, threshold: nil)]
    for group in scores.threshold.indices {
      let next = Vertex(
        churners: scores.churners[group], stayers: scores.contacted[group] - scores.churners[group],
        threshold: scores.threshold[group])
      while hull.count > 1, !Self.turnsRight(hull[hull.count - 2], hull[hull.count - 1], next) { hull.removeLast() }
      hull.append(next)
    }
    vertices = hull
  }

  private static func turnsRight(_ a: Vertex, _ b: Vertex, _ c: Vertex) -> Bool {
    (b.churners - a.churners) * (c.stayers - b.stayers) > (c.churners - b.churners) * (b.stayers - a.stayers)
  }
}
