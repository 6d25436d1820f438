import Foundation
import TestSupport
import Testing

@testable import ChurnML

@Suite struct LogisticTests {
  private let context = FitContext(seed: 1, repeat: 0, fold: FitContext.refit, jobs: 2)

  private func fit(_ data: Dataset, _ values: [String: HyperparameterValue] = [:]) throws -> LogisticModel {
    let learner = try LogisticRegression(LogisticRegression.defaults.merging(values) { $1 })
    let model = try learner.fit(data, rows: Array(0..<data.rows), context: context)
    return try #require(model as? LogisticModel)
  }

  private func logLoss(_ probabilities: [Double], _ labels: [UInt8]) -> Double {
    zip(probabilities, labels).reduce(0) { $0 - log($1.1 == 1 ? $1.0 : 1 - $1.0) }
  }

  /// scikit-learn 1.9.1, `newton-cholesky`, tolerance 1e-8: C Σ log loss + ½ |w|² at C = 1.
  @Test func objectiveOnTelco() throws {
    let data = try Telco.dataset(blankTotalCharges: 0)
    let model = try fit(data)
    let probabilities = model.predictProbability(data.features, rows: Array(0..<data.rows), jobs: 2)
    let penalty = model.coefficients.dropFirst().reduce(0) { $0 + $1 * $1 } / 2
    #expect(abs(logLoss(probabilities, data.labels) + penalty - 2916.130567) < 1e-6)
    #expect(model.notes.isEmpty)
  }

  @Test func coefficientsOfTheReference() throws {
    let reference = try Fixture.json("model_reference")["telco_logit_L2_C1_standardised"]
    let data = try Telco.referenceDataset()
    let model = try fit(data)
    for (ours, theirs) in zip(model.coefficients, [reference["intercept"].number] + reference["coef"].numbers) {
      #expect(close(ours, theirs, within: 1e-6))
    }
    for (index, term) in model.encoder.numeric.enumerated() {
      let scale = term.standardisation
      #expect(close(scale.mean, reference["mean"][index].number))
      #expect(close(scale.deviation, reference["sd_population"][index].number))
    }
    let probabilities = model.predictProbability(data.features, rows: Array(0..<data.rows), jobs: 1)
    #expect(close(logLoss(probabilities, data.labels) / Double(data.rows), reference["log_loss"].number, within: 1e-6))
  }

  /// The gradient of the penalised objective, by its definition, is zero where the solver stops.
  @Test(arguments: [0.01, 1, 1e4], ["balanced", nil])
  func gradientVanishes(inversePenalty: Double, weight: String?) throws {
    let values: [String: HyperparameterValue] = [
      "C": .number(inversePenalty), "class_weight": weight.map { .text($0) } ?? .none,
    ]
    for seed in 0..<30 as Range<UInt64> {
      let data = randomDataset(seed: seed)
      let model = try fit(data, values)
      let design = DesignMatrix(model.encoder, data.features, rows: Array(0..<data.rows), jobs: 1)
      let weights = weight == nil ? ClassWeights.equal : .balanced(labels: data.labels)
      let loss = LogisticLoss(design: design, labels: data.labels, weights: weights, jobs: 1)
      var gradient = loss.value(at: model.coefficients).gradient
      for index in gradient.indices.dropFirst() { gradient[index] += model.coefficients[index] / inversePenalty }
      #expect(gradient.allSatisfy { abs($0) < 1e-6 }, "seed \(seed)")
    }
  }

  /// A long search starts from a sample's solution; where it ends does not depend on that, nor on the threads.
  @Test func manyRowsAreSolvedAsWell() throws {
    let small = try Telco.dataset()
    let rows = (0..<100_000).map { $0 * 7919 % small.rows }
    let data = Dataset(
      features: small.features.map { $0.selecting(rows) }, labels: rows.map { small.labels[$0] }, target: small.target,
      digest: "")
    let all = Array(0..<data.rows)
    let models = try [1, 3].map { jobs in
      try LogisticRegression(LogisticRegression.defaults)
        .fit(data, rows: all, context: FitContext(seed: 1, repeat: 0, fold: 0, jobs: jobs)) as? LogisticModel
    }
    let model = try #require(models[0])
    #expect(models[1] == model)
    let design = DesignMatrix(model.encoder, data.features, rows: all, jobs: 1)
    var gradient = LogisticLoss(design: design, labels: data.labels, weights: .equal, jobs: 1)
      .value(at: model.coefficients).gradient
    for index in gradient.indices.dropFirst() { gradient[index] += model.coefficients[index] }
    #expect(gradient.allSatisfy { abs($0) < 1e-5 })
  }

  /// Central differences of the value give the gradient, and those of the gradient the Hessian.
  @Test func derivativesAreDerivatives() {
    let data = randomDataset(seed: 5)
    let rows = Array(0..<data.rows)
    let encoder = DesignEncoder(fitting: data.features, rows: rows)
    let design = DesignMatrix(encoder, data.features, rows: rows, jobs: 1)
    let loss = LogisticLoss(design: design, labels: data.labels, weights: .balanced(labels: data.labels), jobs: 1)
    let point = (0..<design.columns).map { 0.1 * Double($0 % 3) - 0.1 }
    let value = loss.value(at: point)
    let hessian = loss.hessian(at: point)
    for column in point.indices {
      var (ahead, behind) = (point, point)
      ahead[column] += 1e-5
      behind[column] -= 1e-5
      let (after, before) = (loss.value(at: ahead), loss.value(at: behind))
      #expect(close(value.gradient[column], (after.loss - before.loss) / 2e-5, within: 1e-6))
      for other in point.indices {
        #expect(close(hessian[column, other], (after.gradient[other] - before.gradient[other]) / 2e-5, within: 1e-6))
      }
    }
  }

  @Test func separationIsSaid() throws {
    let data = Dataset(
      features: [Column(name: "x", values: .numeric((0..<20).map(Double.init)))],
      labels: (0..<20).map { $0 < 10 ? 0 : 1 }, target: Target(column: "y", positive: "1"), digest: "")
    for inversePenalty in [1, 1e6, 1e12] {
      let model = try fit(data, ["C": .number(inversePenalty)])
      #expect(model.coefficients.allSatisfy { $0.isFinite })
      #expect(model.notes.contains { $0.contains("separate") })
    }
  }

  @Test func tooFewIterationsAreSaid() throws {
    let model = try fit(try Telco.referenceDataset(), ["max_iter": .integer(1)])
    #expect(model.notes.contains { $0.contains("did not converge in 1 iterations") })
  }

  @Test func oneClassGivesItsRateAndANote() throws {
    let data = randomDataset(seed: 3)
    let rows = (0..<data.rows).filter { data.labels[$0] == 0 }
    let model = try LogisticRegression(LogisticRegression.defaults).fit(data, rows: rows, context: context)
    #expect(model.predictProbability(data.features, rows: [0, 1], jobs: 1) == [0, 0])
    #expect(model.notes.count == 1)
  }

  @Test func collinearColumnsShareTheirWeight() throws {
    let data = try Telco.referenceDataset()
    let doubled = Dataset(
      features: data.features + [data.features[0]], labels: data.labels, target: data.target, digest: "")
    let model = try fit(doubled, ["C": .number(1e9)])
    #expect(close(model.coefficients[1], model.coefficients[8], within: 1e-4))
    #expect(model.notes.isEmpty)
  }

  @Test func aModelComesBackFromJSON() throws {
    let data = try Telco.dataset()
    let model = try fit(data)
    let copy = try JSONDecoder().decode(LogisticModel.self, from: JSONEncoder().encode(model))
    #expect(copy == model)
  }
}
