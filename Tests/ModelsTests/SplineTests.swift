import Foundation
import TestSupport
import Testing

@testable import ChurnML

@Suite struct SplineTests {
  private let context = FitContext(seed: 1, repeat: 0, fold: FitContext.refit, jobs: 2)

  private func basis(_ knots: Int) -> NumericBasis {
    NumericBasis(knots: knots, over: (0...200).map { Double($0 * $0) / 100 })
  }

  /// A natural cubic spline is linear outside, and its second derivative is continuous and zero at the outer knots.
  @Test func functionsAreNaturalSplines() {
    let basis = basis(6)
    #expect(basis.count == 5)
    func curvature(_ function: Int, _ x: Double) -> Double {
      let h = 1e-2
      return
        (basis.value(of: function, at: x + h) - 2 * basis.value(of: function, at: x)
        + basis.value(of: function, at: x - h)) / (h * h)
    }
    for function in 0..<basis.count {
      #expect(abs(curvature(function, basis.knots[0] - 1)) < 1e-6)
      #expect(abs(curvature(function, basis.knots[5] + 1)) < 1e-3)
      for knot in basis.knots {
        #expect(abs(curvature(function, knot - 0.02) - curvature(function, knot + 0.02)) < 0.3)
      }
    }
    #expect(abs(curvature(1, basis.knots[2])) > 1)
  }

  @Test func fewDistinctValuesStayLinear() {
    #expect(NumericBasis(knots: 5, over: [0, 1, 0, 1, 1]).isLinear)
  }

  @Test func columnsOfATermAreUncorrelated() throws {
    var source = RandomSource(8)
    let numbers = (0..<500).map { _ in exp(3 * source.unit()) }
    let term = try #require(NumericTerm(feature: 0, name: "x", numbers: numbers, knots: 7))
    let rows = numbers.map { term.values(at: $0) }
    #expect(term.columns == 6)
    for a in 0..<term.columns {
      #expect(abs(rows.reduce(0) { $0 + $1[a] }) < 1e-8)
      for b in 0...a { #expect(close(rows.reduce(0) { $0 + $1[a] * $1[b] } / 500, a == b ? 1 : 0, within: 1e-9)) }
    }
  }

  @Test func aCurveIsFound() throws {
    let x = (0..<2000).map { Double($0) / 1000 - 1 }
    var source = RandomSource(4)
    let labels = x.map { UInt8(source.unit() < logistic(3 - 8 * abs($0)) ? 1 : 0) }
    let data = Dataset(
      features: [Column(name: "x", values: .numeric(x))], labels: labels, target: Target(column: "y", positive: "1"),
      digest: "")
    let rows = Array(0..<data.rows)
    let curved = try SplineLogistic(SplineLogistic.defaults).fit(data, rows: rows, context: context)
    let errors = zip(curved.predictProbability(data.features, rows: rows, jobs: 1), x).map {
      abs($0 - logistic(3 - 8 * abs($1)))
    }
    #expect(errors.reduce(0, +) / Double(errors.count) < 0.05)
  }

  /// y is whether both columns agree: no sum of two effects says it, their product does.
  @Test func interactionsAreProducts() throws {
    var source = RandomSource(6)
    let a = (0..<400).map { _ in source.index(below: 2) == 0 ? "no" : "yes" }
    let b = (0..<400).map { _ in source.index(below: 2) == 0 ? "no" : "yes" }
    let data = Dataset(
      features: [Column(categorical: "a", cells: a), Column(categorical: "b", cells: b)],
      labels: zip(a, b).map { $0 == $1 ? 1 : 0 }, target: Target(column: "y", positive: "1"), digest: "")
    func worst(_ interactions: [HyperparameterValue]) throws -> Double {
      let learner = try SplineLogistic(SplineLogistic.defaults.merging(["interactions": .list(interactions)]) { $1 })
      let model = try learner.fit(data, rows: Array(0..<400), context: context)
      let probabilities = model.predictProbability(data.features, rows: Array(0..<400), jobs: 1)
      return zip(probabilities, data.labels).map { abs($0 - Double($1)) }.max() ?? 1
    }
    #expect(try worst([]) > 0.4)
    #expect(try worst([.text("a:b")]) < 0.05)
    #expect(throws: InputError.self) { try worst([.text("a:c")]) }
    #expect(throws: InputError.self) { try worst([.text("a")]) }
  }

  @Test func interactionsAreSavedToo() throws {
    let data = try Telco.dataset()
    let learner = try SplineLogistic(
      SplineLogistic.defaults.merging(["interactions": .list([.text("tenure:Contract")])]) { $1 })
    let model = try #require(
      try learner.fit(data, rows: Array(0..<data.rows), context: context) as? LogisticModel)
    let copy = try JSONDecoder().decode(LogisticModel.self, from: JSONEncoder().encode(model))
    #expect(copy == model)
    let rows = Array(0..<data.rows)
    #expect(
      copy.predictProbability(data.features, rows: rows, jobs: 1)
        == model.predictProbability(data.features, rows: rows, jobs: 2))
  }
}
