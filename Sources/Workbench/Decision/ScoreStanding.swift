public import ChurnML

/// Where a score lies among those of a run's customers, each scored by a model that never saw the customer.
public struct ScoreStanding: Sendable {
  private let sorted: [Double]

  /// From the lowest.
  public var scores: [Double] { sorted }

  /// - Throws: where the run's `predictions.csv` cannot be read.
  public init(_ run: RunFolder, model: String) throws(InputError) {
    let table = try Table.read(path: run.file(.predictions), options: CSVOptions(kinds: [model: .numeric]))
    guard case .numeric(let scores) = try table.column(named: model).values else {
      throw InputError(at: table.name, "the file is damaged: column \(model) holds words")
    }
    sorted = scores.filter { !$0.isNaN }.sorted()
  }

  /// The share of scores below `score`, and of those equal to it half; nil when there are none.
  public func share(below score: Double) -> Double? {
    guard !sorted.isEmpty else { return nil }
    let below = sorted.partitioningIndex { $0 >= score }
    let upTo = sorted.partitioningIndex { $0 > score }
    return Double(below + upTo) / Double(2 * sorted.count)
  }
}
