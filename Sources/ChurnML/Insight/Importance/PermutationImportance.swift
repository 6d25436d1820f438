/// How much a figure of a fitted model worsens on rows it has not seen when some columns are shuffled among them (Breiman 2001;
/// Fisher, Rudin and Dominici 2019). Columns that say the same hide each other; shuffled together they do not.
struct PermutationImportance: Sendable {
  let metric: any Metric
  /// Shuffles that each figure is a mean of.
  let permutations: Int
  let seed: UInt64

  /// - Parameters:
  ///   - rows: of `data`, not seen by the classifier.
  ///   - groups: columns that are shuffled together.
  ///   - fold: which shuffles are drawn depends on it, and not on the group.
  /// - Throws: `Undefined` where the metric has no value on the rows.
  func worsening(
    _ classifier: any Classifier, _ data: Dataset, rows: [Int], groups: [[Int]], fold: Int, jobs: Int
  ) throws(Undefined) -> [Double] {
    let labels = rows.map { data.labels[$0] }
    let columns = data.features.map { $0.selecting(rows) }
    let places = Array(rows.indices)
    let shuffles = (0..<permutations).map { permutation in
      var source = RandomSource(seed, 0x9E27, UInt64(fold), UInt64(permutation))
      var shuffled = places
      source.shuffle(&shuffled)
      return shuffled
    }
    @Sendable func value(_ columns: [Column]) throws(Undefined) -> Double {
      let scores = classifier.predictProbability(columns, rows: places, jobs: 1)
      let value = try metric.value(of: RankedScores(labels: labels, scores: scores))
      return type(of: metric).direction == .maximize ? value : -value
    }
    let whole = try value(columns)
    return try concurrentMap(count: groups.count, jobs: jobs) { (index) throws(Undefined) in
      var sum = 0.0
      for shuffle in shuffles {
        var shuffled = columns
        for column in groups[index] { shuffled[column] = columns[column].selecting(shuffle) }
        sum += whole - (try value(shuffled))
      }
      return sum / Double(permutations)
    }
  }
}
