/// Accumulated local effects (Apley and Zhu 2020: Visualizing the effects of predictor variables in black box supervised
/// learning models): differences between neighbouring values, each taken over the customers who are there, summed up. Unlike partial
/// dependence they ask the model about no customer far from any there is. They are what a model associates with a column, not what
/// changing it would cause.
///
/// Numbers have the intervals between the grid's values. Categories are put in the order of their partial dependence, and
/// between two neighbours count the customers who have one of them. What no customer is near counts as no difference.
public struct AccumulatedEffects: Sendable, Equatable {
  /// The grid with its categories in order.
  public let grid: ResponseGrid
  public let partialDependence: [Double]
  /// At the grid's points; their mean over customers is 0. Of two columns only what they do together, beyond what
  /// either does alone.
  public let effects: [Double]
  public let responses: GridResponses

  /// - Parameters:
  ///   - features: of which `rows` count.
  ///   - grid: of one or two columns.
  public init(_ classifier: any Classifier, _ features: [Column], rows: [Int], grid: ResponseGrid, jobs: Int) {
    let ordered = grid.ordered(classifier, features, rows: rows, jobs: jobs)
    let responses = GridResponses(classifier, features, rows: rows, grid: ordered, jobs: jobs)
    self.grid = ordered
    self.responses = responses
    partialDependence = responses.partialDependence
    let places = ordered.axes.map { axis in AxisPlaces(axis, features[axis.column], rows: rows) }
    effects = places.count == 1 ? Self.single(responses, places[0]) : Self.pair(responses, places[0], places[1])
  }

  private static func single(_ responses: GridResponses, _ axis: AxisPlaces) -> [Double] {
    var effects = [0.0]
    for interval in 1..<axis.points {
      let rows = axis.rows[interval]
      let sum = rows.reduce(0) { $0 + responses[$1, interval] - responses[$1, interval - 1] }
      effects.append(effects[interval - 1] + (rows.isEmpty ? 0 : sum / Double(rows.count)))
    }
    return centred(effects, by: axis)
  }

  /// Each customer stands at a category, or between two numbers.
  private static func centred(_ effects: [Double], by axis: AxisPlaces) -> [Double] {
    var (sum, count) = (0.0, 0)
    for interval in 1..<axis.points {
      sum += Double(axis.rows[interval].count) * (effects[interval] + effects[interval - 1]) / 2
      count += axis.rows[interval].count
    }
    if let counts = axis.categories {
      sum = zip(effects, counts).reduce(0) { $0 + $1.0 * Double($1.1) }
      count = counts.reduce(0, +)
    }
    return effects.map { $0 - sum / Double(max(1, count)) }
  }

  private static func pair(_ responses: GridResponses, _ x: AxisPlaces, _ y: AxisPlaces) -> [Double] {
    var surface = [Double](repeating: 0, count: x.points * y.points)
    var counts = [Double](repeating: 0, count: x.points * y.points)
    let columns = y.points
    for i in 1..<x.points {
      let rows = Set(x.rows[i])
      for j in 1..<y.points {
        let both = y.rows[j].filter { rows.contains($0) }
        let at = i * columns + j
        let sum = both.reduce(0) { sum, row in
          sum + responses[row, at] - responses[row, at - columns] - responses[row, at - 1]
            + responses[row, at - columns - 1]
        }
        counts[at] = Double(both.count)
        surface[at] =
          (both.isEmpty ? 0 : sum / counts[at]) + surface[at - columns] + surface[at - 1] - surface[at - columns - 1]
      }
    }
    return withoutMainEffects(surface, counts, x.points, columns)
  }

  /// Takes what either column does alone out of the surface, and then its mean.
  private static func withoutMainEffects(
    _ surface: [Double], _ counts: [Double], _ rows: Int, _ columns: Int
  ) -> [Double] {
    var first = [Double](repeating: 0, count: rows)
    for i in 1..<rows {
      let cells = 1..<columns
      let count = cells.reduce(0) { $0 + counts[i * columns + $1] }
      let sum = cells.reduce(0) { sum, j in
        let at = i * columns + j
        let steps = surface[at] - surface[at - columns] + surface[at - 1] - surface[at - columns - 1]
        return sum + counts[at] * steps / 2
      }
      first[i] = first[i - 1] + (count > 0 ? sum / count : 0)
    }
    var second = [Double](repeating: 0, count: columns)
    for j in 1..<columns {
      let cells = 1..<rows
      let count = cells.reduce(0) { $0 + counts[$1 * columns + j] }
      let sum = cells.reduce(0) { sum, i in
        let at = i * columns + j
        let steps = surface[at] - surface[at - 1] + surface[at - columns] - surface[at - columns - 1]
        return sum + counts[at] * steps / 2
      }
      second[j] = second[j - 1] + (count > 0 ? sum / count : 0)
    }
    let rest = surface.indices.map { surface[$0] - first[$0 / columns] - second[$0 % columns] }
    var (sum, count) = (0.0, 0.0)
    for i in 1..<rows {
      for j in 1..<columns {
        let at = i * columns + j
        sum += counts[at] * (rest[at] + rest[at - 1] + rest[at - columns] + rest[at - columns - 1]) / 4
        count += counts[at]
      }
    }
    return rest.map { $0 - sum / max(1, count) }
  }
}

/// Which customers stand in each interval of an axis: `rows[i]` between its points `i - 1` and `i`.
private struct AxisPlaces {
  let points: Int
  /// `rows[0]` is empty.
  private(set) var rows: [[Int]]
  /// Of categories: how many customers have each.
  private(set) var categories: [Int]?

  init(_ axis: GridAxis, _ column: Column, rows all: [Int]) {
    points = axis.cells.count
    rows = [[Int]](repeating: [], count: points)
    switch column.values {
    case .numeric(let numbers):
      let edges = axis.cells.map { if case .number(let edge) = $0 { edge } else { Double.nan } }
      for (index, row) in all.enumerated() where !numbers[row].isNaN {
        let place = edges.partitioningIndex { $0 >= numbers[row] }
        rows[min(max(1, place), points - 1)].append(index)
      }
    case .categorical(let codes, _):
      var counts = [Int](repeating: 0, count: points)
      for (index, row) in all.enumerated() {
        guard let place = axis.cells.firstIndex(of: .category(codes[row])) else { continue }
        counts[place] += 1
        if place > 0 { rows[place].append(index) }
        if place + 1 < points { rows[place + 1].append(index) }
      }
      categories = counts
    }
  }
}

extension ResponseGrid {
  /// The same grid with categories by growing partial dependence.
  fileprivate func ordered(
    _ classifier: any Classifier, _ features: [Column], rows: [Int], jobs: Int
  ) -> ResponseGrid {
    let axes = axes.map { axis -> GridAxis in
      guard features[axis.column].kind == .categorical else { return axis }
      let mean = GridResponses(classifier, features, rows: rows, grid: ResponseGrid(axis), jobs: jobs).partialDependence
      let order = mean.indices.sorted { (mean[$0], $0) < (mean[$1], $1) }
      return GridAxis(column: axis.column, cells: order.map { axis.cells[$0] })
    }
    return axes.count == 1 ? ResponseGrid(axes[0]) : ResponseGrid(axes[0], axes[1])
  }
}
