/// A small regression tree of another model's P(churned): what one can say of it in a few sentences, with how much of it they
/// say (Craven and Shavlik 1996). Least squares; a split is the best over all columns, of equals the first.
public struct SurrogateTree: Sendable, Equatable {
  public indirect enum Node: Sendable, Equatable {
    case leaf(share: Double, mean: Double)
    case split(Condition, share: Double, mean: Double, left: Node, right: Node)
  }

  /// What a customer who goes left fulfils.
  public enum Condition: Sendable, Equatable {
    case atMost(column: Int, threshold: Double, takesMissing: Bool)
    /// Codes of categories.
    case isAmong(column: Int, categories: [Int32], takesMissing: Bool)
  }

  public let root: Node
  /// 1 - squared errors over squared deviations from the mean, of rows that the tree was not grown on; each of five parts of the
  /// rows in turn. Throws where the model says the same of all.
  public let fidelity: Figure<Double>

  private static let parts = 5

  /// - Parameters:
  ///   - predictions: what the model says of `rows`, in their order.
  public init(_ features: [Column], rows: [Int], predictions: [Double], depth: Int = 3, leaf: Int = 20, jobs: Int) {
    let bins = FeatureBins.fitted(to: features, rows: rows, maxBins: FeatureBins.numericLimit, jobs: jobs)
    let matrix = BinnedMatrix(features, rows: rows, bins: bins, jobs: jobs)
    let grower = SurrogateGrower(matrix: matrix, bins: bins, targets: predictions, leaf: leaf)
    let places = Array(rows.indices)
    root = grower.node(places, of: rows.count, depth: depth)
    let errors = concurrentMap(count: Self.parts, jobs: jobs) { part in
      let tree = grower.node(places.filter { $0 % Self.parts != part }, of: rows.count, depth: depth)
      return places.filter { $0 % Self.parts == part }.reduce(0.0) { sum, place in
        let error = predictions[place] - tree.mean(features, row: rows[place])
        return sum + error * error
      }
    }
    let mean = predictions.reduce(0, +) / Double(max(1, predictions.count))
    let total = predictions.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    fidelity = Figure { () throws(Undefined) in
      guard total > 0 else { throw Undefined("the model says the same of every customer") }
      return 1 - errors.reduce(0, +) / total
    }
  }
}

extension SurrogateTree.Node {
  public var mean: Double {
    switch self {
    case .leaf(_, let mean), .split(_, _, let mean, _, _): mean
    }
  }

  /// Of all customers.
  public var share: Double {
    switch self {
    case .leaf(let share, _), .split(_, let share, _, _, _): share
    }
  }

  /// The mean of the leaf that a row comes to.
  public func mean(_ features: [Column], row: Int) -> Double {
    guard case .split(let condition, _, _, let left, let right) = self else { return mean }
    return (condition.holds(features, row: row) ? left : right).mean(features, row: row)
  }
}

extension SurrogateTree.Condition {
  public var column: Int {
    switch self {
    case .atMost(let column, _, _), .isAmong(let column, _, _): column
    }
  }

  /// Of the rows that it was found on.
  public var takesMissing: Bool {
    switch self {
    case .atMost(_, _, let takesMissing), .isAmong(_, _, let takesMissing): takesMissing
    }
  }

  func holds(_ features: [Column], row: Int) -> Bool {
    switch self {
    case .atMost(let column, let threshold, let takesMissing):
      guard case .numeric(let numbers) = features[column].values else { return false }
      return numbers[row].isNaN ? takesMissing : numbers[row] <= threshold
    case .isAmong(let column, let categories, let takesMissing):
      guard case .categorical(let codes, _) = features[column].values else { return false }
      return codes[row] < 0 ? takesMissing : categories.contains(codes[row])
    }
  }
}

/// Grows the tree on binned rows.
private struct SurrogateGrower: Sendable {
  let matrix: BinnedMatrix
  let bins: [FeatureBins]
  let targets: [Double]
  /// Rows a leaf has at least.
  let leaf: Int

  private struct Split {
    let feature: Int
    let codes: Set<UInt8>
    let gain: Double
  }

  func node(_ rows: [Int], of all: Int, depth: Int) -> SurrogateTree.Node {
    let sum = rows.reduce(0) { $0 + targets[$1] }
    let (share, mean) = (Double(rows.count) / Double(max(1, all)), rows.isEmpty ? 0 : sum / Double(rows.count))
    guard depth > 0, let split = best(rows, sum: sum) else { return .leaf(share: share, mean: mean) }
    let goesLeft = { split.codes.contains(matrix.codes[$0 * matrix.features + split.feature]) }
    return .split(
      condition(split), share: share, mean: mean, left: node(rows.filter(goesLeft), of: all, depth: depth - 1),
      right: node(rows.filter { !goesLeft($0) }, of: all, depth: depth - 1))
  }

  private func best(_ rows: [Int], sum: Double) -> Split? {
    var best: Split?
    for feature in bins.indices {
      guard let split = self.split(feature, rows, sum: sum) else { continue }
      if split.gain > (best?.gain ?? 1e-12) { best = split }
    }
    return best
  }

  /// Codes are tried in their order for numbers, missing ones at either end, and by their means for categories (Fisher 1958).
  private func split(_ feature: Int, _ rows: [Int], sum: Double) -> Split? {
    var counts = [Int](repeating: 0, count: bins[feature].cells + 1)
    var sums = [Double](repeating: 0, count: counts.count)
    for row in rows {
      let code = Int(matrix.codes[row * matrix.features + feature])
      counts[code] += 1
      sums[code] += targets[row]
    }
    let present = counts.indices.filter { counts[$0] > 0 }
    let mean = { (code: Int) in sums[code] / Double(counts[code]) }
    let values = present.filter { $0 != Int(FeatureBins.missing) }
    let missing = present.filter { $0 == Int(FeatureBins.missing) }
    let orders =
      bins[feature].isCategorical
      ? [present.sorted { (mean($0), $0) < (mean($1), $1) }]
      : missing.isEmpty ? [values] : [missing + values, values + missing]
    var best: Split?
    for order in orders {
      var (count, left) = (0, 0.0)
      // All numbers against the missing ones is the first of `missing + values`.
      let dropped = bins[feature].isCategorical || order.last != Int(FeatureBins.missing) ? 1 : 2
      for (place, code) in order.dropLast(dropped).enumerated() {
        count += counts[code]
        left += sums[code]
        guard count >= leaf, rows.count - count >= leaf else { continue }
        let right = sum - left
        let gain =
          left * left / Double(count) + right * right / Double(rows.count - count) - sum * sum / Double(rows.count)
        if gain > (best?.gain ?? 0) {
          best = Split(feature: feature, codes: Set(order[...place].map { UInt8($0) }), gain: gain)
        }
      }
    }
    return best
  }

  private func condition(_ split: Split) -> SurrogateTree.Condition {
    let takesMissing = split.codes.contains(FeatureBins.missing)
    switch bins[split.feature].rule {
    case .numeric(let thresholds):
      // Bin `c` ends at `thresholds[c - 1]`. Only missing numbers on the left are at most nothing.
      let last = split.codes.subtracting([FeatureBins.missing]).max()
      return .atMost(
        column: split.feature, threshold: last.map { thresholds[Int($0) - 1] } ?? -.infinity,
        takesMissing: takesMissing)
    case .categorical(let codes):
      let categories = codes.indices.filter { split.codes.contains(codes[$0]) }.map { Int32($0) }
      return .isAmong(column: split.feature, categories: categories, takesMissing: takesMissing)
    }
  }
}
