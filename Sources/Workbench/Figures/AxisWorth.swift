internal import ChurnML

/// One value of a hyperparameter, or a range of values where very many were tried.
struct AxisLevel: Encodable, Sendable {
  let axis: String
  /// `8`, or `0.1 to 0.3`.
  let level: String
  let points: Int
  /// The best that any point with it reaches, and the mean of them all.
  let best: Double
  let mean: Double

  private static let mostLevels = 12
  private static let ranges = 6

  static func all(_ searched: SearchedPoints) -> [AxisLevel] {
    searched.axes.flatMap { axis in
      groups(searched.levels(of: axis)).compactMap { group in
        let names = Set(group.map(\.compact))
        let members = searched.ranked.filter { names.contains($0.params[axis]?.compact ?? "") }
        guard let best = members.first else { return nil }
        return AxisLevel(
          axis: axis, level: word(group), points: members.count, best: best.mean,
          mean: members.reduce(0) { $0 + $1.mean } / Double(members.count))
      }
    }
  }

  private static func groups(_ levels: [JSON]) -> [[JSON]] {
    guard levels.count > mostLevels else { return levels.map { [$0] } }
    return (0..<ranges).map { Array(levels[$0 * levels.count / ranges..<($0 + 1) * levels.count / ranges]) }
  }

  private static func word(_ group: [JSON]) -> String {
    let ends = group.count > 1 ? [group[0], group[group.count - 1]] : group
    return ends.map { $0.string ?? $0.compact }.joined(separator: " to ")
  }
}

/// What choosing a hyperparameter well is worth: how much the best result falls when it is held at its worst value and all others
/// are chosen freely.
struct AxisWorth: Encodable, Sendable {
  let axis: String
  let worth: Double
  /// Share of the points' variance that lies between the means of its values.
  let share: Double?

  static func all(_ searched: SearchedPoints, _ levels: [AxisLevel]) -> [AxisWorth] {
    let means = searched.ranked.map(\.mean)
    let variance = Spread(means).map { $0.std * $0.std } ?? 0
    let whole = Spread(means)?.mean ?? 0
    return searched.axes.map { axis in
      let own = levels.filter { $0.axis == axis }
      let bests = own.map(\.best)
      let between = own.reduce(0) { $0 + Double($1.points) * ($1.mean - whole) * ($1.mean - whole) }
      return AxisWorth(
        axis: axis, worth: (bests.max() ?? 0) - (bests.min() ?? 0),
        share: variance > 0 ? between / Double(means.count) / variance : nil)
    }.sorted { $0.worth > $1.worth }
  }
}
