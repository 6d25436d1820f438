import TestSupport
import Testing

@testable import ChurnML

/// P(churned) by a formula of numbers.
private struct Formula: Classifier {
  let notes: [String] = []
  let value: @Sendable ([Double]) -> Double

  func predictProbability(_ features: [Column], rows: [Int], jobs: Int) -> [Double] {
    let numbers = features.map { if case .numeric(let numbers) = $0.values { numbers } else { [Double]() } }
    return rows.map { row in value(numbers.map { $0[row] }) }
  }
}

@Suite struct GridTests {
  private static let context = FitContext(seed: 5, repeat: 0, fold: FitContext.refit, jobs: 2)

  /// One walk for all points says what asking at each point says, on trees of numbers, categories and missing cells.
  @Test func walkingAllPointsAtOnceIsAskingAtEach() throws {
    var compared = 0
    for seed in 0..<60 as Range<UInt64> {
      let data = randomDataset(seed: seed)
      let rows = Array(0..<min(20, data.rows))
      let learners: [any Learner] = [
        try RandomForest(["n_estimators": .integer(4)]),
        try GradientBoosting(["n_estimators": .integer(3), "min_samples_leaf": .integer(2)]),
      ]
      for learner in learners {
        let model = try learner.fit(data, rows: Array(0..<data.rows), context: Self.context)
        let axes = data.features.indices.compactMap {
          GridAxis(data.features[$0], at: $0, rows: rows, most: 8)
        }
        var grids = axes.map { ResponseGrid($0) }
        if axes.count > 1 { grids.append(ResponseGrid(axes[0], axes[1])) }
        for grid in grids {
          let fast = GridResponses(model, data.features, rows: rows, grid: grid, jobs: 2)
          let slow = GridResponses(substituting: grid, in: data.features, rows: rows, model, jobs: 1)
          #expect(fast.values.count == rows.count * grid.points)
          for (a, b) in zip(fast.values, slow.values) { #expect(abs(a - b) < 1e-12, "seed \(seed)") }
          compared += fast.values.count
        }
      }
    }
    #expect(compared > 5000)
  }

  /// Of 3 a + 2 b c with independent uniform columns: a's curves are lines of slope 3, and b and c do (b - 1/2)(c - 1/2) 2 beyond what
  /// either does alone.
  @Test func effectsOfAFormulaAreTheFormulas() throws {
    var source = RandomSource(11)
    let rows = 4000
    let columns = ["a", "b", "c"].map { name in
      Column(name: name, values: .numeric((0..<rows).map { _ in source.unit() }))
    }
    let formula = Formula { (3 * $0[0] + 2 * $0[1] * $0[2]) / 5 }
    let all = Array(0..<rows)
    let a = try #require(GridAxis(columns[0], at: 0, rows: all, most: 11))
    let effects = AccumulatedEffects(formula, columns, rows: all, grid: ResponseGrid(a), jobs: 2)
    for (place, cell) in effects.grid.axes[0].cells.enumerated() {
      guard case .number(let x) = cell else { continue }
      #expect(abs(effects.effects[place] - 0.6 * (x - 0.5)) < 0.01)
      let partial = effects.partialDependence[place] - effects.partialDependence[0]
      #expect(abs(partial - 0.6 * (x - number(effects.grid.axes[0].cells[0]))) < 1e-9)
    }
    let b = try #require(GridAxis(columns[1], at: 1, rows: all, most: 8))
    let c = try #require(GridAxis(columns[2], at: 2, rows: all, most: 8))
    let pair = AccumulatedEffects(formula, columns, rows: all, grid: ResponseGrid(b, c), jobs: 2)
    for point in 0..<64 {
      let (x, y) = (number(b.cells[point / 8]), number(c.cells[point % 8]))
      #expect(abs(pair.effects[point] - 0.4 * (x - 0.5) * (y - 0.5)) < 0.012, "at \(x), \(y)")
    }
  }

  /// Where two columns go together, partial dependence asks about customers that there are none of, and accumulated effects do not:
  /// the formula is only steep where nobody is.
  @Test func accumulatedEffectsStayWhereCustomersAre() throws {
    var source = RandomSource(12)
    let first = (0..<3000).map { _ in source.unit() }
    let columns = [
      Column(name: "a", values: .numeric(first)), Column(name: "b", values: .numeric(first)),
    ]
    let formula = Formula { abs($0[0] - $0[1]) < 0.2 ? 0.5 : 0.5 + 0.4 * ($0[0] - $0[1]) }
    let axis = try #require(GridAxis(columns[0], at: 0, rows: Array(0..<3000), most: 11))
    let effects = AccumulatedEffects(formula, columns, rows: Array(0..<3000), grid: ResponseGrid(axis), jobs: 1)
    #expect(effects.effects.allSatisfy { abs($0) < 1e-9 })
    #expect(effects.partialDependence[10] - effects.partialDependence[0] > 0.2)
  }

  private func number(_ cell: CustomerCell) -> Double { if case .number(let number) = cell { number } else { .nan } }
}
