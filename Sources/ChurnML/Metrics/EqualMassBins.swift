/// Probabilities and outcomes summed in bins of equal numbers of rows, from the lowest scores; the first `n mod count`
/// bins are one larger. Tied rows that a border parts are shared out by their expected number, so the sums do not depend
/// on the order of rows.
struct EqualMassBins {
  struct Bin {
    var rows = 0
    var churners = 0.0
    var probability = 0.0
    /// Of the number of churners, if every row churned with its own probability.
    var variance = 0.0

    /// Mean probability minus churn rate, times rows.
    var gap: Double { probability - churners }
  }

  /// A group of tied rows, or the part of it that lies in one bin.
  struct Part {
    let score: Double
    let rows: Int
    let bin: Int
    /// Of the whole group.
    let groupRows: Int
    let groupChurners: Int

    /// Expected to be among the part's rows, when `churners` of the group churn.
    func share(of churners: Int) -> Double { Double(churners) * Double(rows) / Double(groupRows) }
  }

  private(set) var bins: [Bin]
  private(set) var parts: [Part] = []

  init(_ scores: RankedScores, count: Int = 10) {
    bins = [Bin](repeating: Bin(), count: min(count, scores.count))
    guard !bins.isEmpty else { return }
    let (size, larger) = scores.count.quotientAndRemainder(dividingBy: bins.count)
    var bin = 0
    for group in scores.threshold.indices.reversed() {
      let rows = scores.contacted[group] - (group == 0 ? 0 : scores.contacted[group - 1])
      let churners = scores.churners[group] - (group == 0 ? 0 : scores.churners[group - 1])
      var left = rows
      while left > 0 {
        if bins[bin].rows == size + (bin < larger ? 1 : 0) { bin += 1 }
        let taken = min(left, size + (bin < larger ? 1 : 0) - bins[bin].rows)
        let part = Part(
          score: scores.threshold[group], rows: taken, bin: bin, groupRows: rows,
          groupChurners: churners)
        add(part)
        left -= taken
      }
    }
  }

  private mutating func add(_ part: Part) {
    let rows = Double(part.rows)
    bins[part.bin].rows += part.rows
    bins[part.bin].churners += part.share(of: part.groupChurners)
    bins[part.bin].probability += part.score * rows
    bins[part.bin].variance += part.score * (1 - part.score) * rows
    parts.append(part)
  }
}
