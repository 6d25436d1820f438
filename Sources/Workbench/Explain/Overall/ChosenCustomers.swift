internal import ChurnML

/// The customers whose reasons the page shows: of the highest, the middle and the lowest risk, and those asked for.
struct ChosenCustomers: Sendable {
  let rows: [(row: Int, why: String)]

  /// - Parameter predictions: of `rows`, in their order.
  init(_ rows: [Int], _ predictions: [Double], asked: [Int]) {
    let order = rows.indices.sorted { (predictions[$1], $0) < (predictions[$0], $1) }
    var chosen: [(row: Int, why: String)] = []
    func add(_ row: Int, _ why: String) {
      if !chosen.contains(where: { $0.row == row }) { chosen.append((row, why)) }
    }
    if let first = order.first, let last = order.last {
      add(rows[first], "highest risk")
      add(rows[order[order.count / 2]], "middle risk")
      add(rows[last], "lowest risk")
    }
    for row in asked { add(row, "asked for") }
    self.rows = chosen
  }

  /// `{row, why, probability, base, steps[{column, value, words, contribution, from, to}], stability, what_if}`: a waterfall
  /// from the base to the prediction, the strongest reason last.
  func json(_ explainer: Explainer, _ features: [Column], jobs: Int) -> [JSON] {
    let explanations = explainer.explanations(features, rows: rows.map(\.row), jobs: jobs)
    return zip(rows, explanations).map { chosen, explanation in
      let reasons = explanation.reasons
      var level = reasons.base
      let steps = reasons.strongestFirst.reversed().map { reason -> JSON in
        let from = level
        level += reason.contribution
        return [
          "column": .text(reason.column), "value": reason.value, "words": .text(reason.phrase),
          "contribution": .number(reason.contribution), "from": .number(from), "to": .number(level),
        ]
      }
      return [
        "row": .integer(chosen.row), "why": .text(chosen.why), "probability": .number(reasons.probability),
        "base": .number(reasons.base), "steps": .list(Array(steps)),
        "stability": explanation.stability?.json ?? .null, "what_if": explanation.whatIf?.json ?? .null,
      ]
    }
  }
}
