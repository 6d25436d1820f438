import Foundation
import TestSupport
import Testing

@testable import ChurnML

@Suite struct InferenceTests {
  private let context = FitContext(seed: 1, repeat: 0, fold: FitContext.refit, jobs: 2)

  private func telco(_ names: [String]) throws -> Dataset {
    let data = try Telco.dataset()
    return Dataset(
      features: data.features.filter { names.contains($0.name) }, labels: data.labels, target: data.target, digest: "")
  }

  @Test func maximumLikelihoodOfTheReference() throws {
    let reference = try Fixture.json("model_reference")["telco_logit_unpenalised_8"]
    let data = try Telco.referenceDataset()
    let inference = try LogisticInference(data, rows: Array(0..<data.rows), jobs: 2)
    for (index, effect) in inference.effects.enumerated() {
      #expect(close(effect.estimate, reference["coef"][index].number, within: 1e-6))
      #expect(close(effect.standardError, reference["se"][index].number, within: 1e-6))
    }
    #expect(close(inference.logLikelihood, reference["llf"].number))
    #expect(close(inference.nullLogLikelihood, reference["llnull"].number))
    #expect(inference.notes.isEmpty)
    let learner = try LogisticRegression(LogisticRegression.defaults.merging(["penalty": .none]) { $1 })
    let model = try learner.fit(data, rows: Array(0..<data.rows), context: context)
    let first = model.predictProbability(data.features, rows: Array(0..<5), jobs: 1)
    for (ours, theirs) in zip(first, reference["p_first5"].numbers) { #expect(close(ours, theirs, within: 1e-6)) }
  }

  /// statsmodels' figures; `Tests/Fixtures/logistic_inference_reference.py` makes them.
  @Test func statsmodelsAgrees() throws {
    let reference = try Fixture.json("logistic_inference_reference")
    let data = try telco(["tenure", "MonthlyCharges", "Contract", "PaymentMethod", "PaperlessBilling"])
    let inference = try LogisticInference(data, rows: Array(0..<data.rows), jobs: 2)
    #expect(inference.effects.count == reference["effects"].keys.count)
    for effect in inference.effects {
      let theirs = reference["effects"][effect.column]
      #expect(close(effect.estimate, theirs["estimate"].number, within: 1e-6))
      #expect(close(effect.standardError, theirs["standard_error"].number, within: 1e-6))
      #expect(close(effect.z, theirs["z"].number, within: 1e-6))
      #expect(close(log(effect.pValue), log(theirs["p_value"].number), within: 1e-6))
      #expect(close(effect.low, theirs["low"].number, within: 1e-6))
      #expect(close(effect.high, theirs["high"].number, within: 1e-6))
      #expect(close(effect.oddsRatio, exp(theirs["estimate"].number), within: 1e-6))
      #expect(close(effect.oddsRatioLow, exp(theirs["low"].number), within: 1e-6))
      #expect(close(effect.oddsRatioHigh, exp(theirs["high"].number), within: 1e-6))
    }
    #expect(close(inference.logLikelihood, reference["log_likelihood"].number))
    #expect(close(inference.nullLogLikelihood, reference["null_log_likelihood"].number))
    let overall = reference["null_deviance"].number - reference["deviance"].number
    #expect(close(inference.overall.statistic, overall, within: 1e-6) && inference.overall.df == 8)
    #expect(close(inference.deviance, reference["deviance"].number))
    #expect(close(inference.nullDeviance, reference["null_deviance"].number))
    #expect(close(inference.aic, reference["aic"].number))
    #expect(close(inference.bic, reference["bic"].number))
    for name in reference["columns"].keys {
      let test = try #require(inference.columns.first { $0.column == name })
      #expect(close(test.statistic, reference["columns"][name]["statistic"].number, within: 1e-6))
      #expect(test.df == reference["columns"][name]["df"].int)
      #expect(close(log(test.pValue), log(reference["columns"][name]["p_value"].number), within: 1e-6))
    }
    for (ours, theirs) in zip(inference.leverage, reference["leverage_first5"].numbers) {
      #expect(close(ours, theirs, within: 1e-8))
    }
    #expect(close(inference.leverage.reduce(0, +), 9, within: 1e-6))
  }

  /// In all of telco seven columns say "No internet service" alike, and phone service is said twice.
  @Test func determinedColumnsAreLeftOut() throws {
    let data = try Telco.dataset(blankTotalCharges: 0)
    let inference = try LogisticInference(data, rows: Array(0..<data.rows), jobs: 2)
    #expect(inference.effects.count == 24)
    #expect(inference.notes.count == 1)
    #expect(inference.notes[0].contains("StreamingTV=No internet service"))
    #expect(inference.effects.allSatisfy { $0.standardError < 1 })
  }

  @Test func aliasedColumnsAreThoseOthersDetermine() {
    let x: [[Double]] = [[1, 2, 3, 0], [1, 0, 1, 5], [1, 1, 2, 1], [1, 7, 8, 2], [1, 3, 4, 4]]
    var gram = Matrix(zeros: 4, by: 4)
    for a in 0..<4 { for b in 0..<4 { gram[a, b] = x.reduce(0) { $0 + $1[a] * $1[b] } } }
    #expect(gram.aliasedColumns() == [2])
  }

  /// On a 2 x 2 table Firth's estimate is the log odds ratio of the table with ½ added to every cell (Heinze and
  /// Schemper 2002), also where a cell is empty.
  @Test(arguments: [(10, 5, 3, 12), (10, 0, 4, 6), (8, 0, 0, 9)])
  func firthAddsHalfToEveryCell(cells: (Int, Int, Int, Int)) throws {
    let counts = [cells.0, cells.1, cells.2, cells.3]
    let x = counts.indices.flatMap { [Double](repeating: $0 < 2 ? 0 : 1, count: counts[$0]) }
    let labels = counts.indices.flatMap { [UInt8](repeating: UInt8($0 % 2), count: counts[$0]) }
    let data = Dataset(
      features: [Column(name: "x", values: .numeric(x))], labels: labels, target: Target(column: "y", positive: "1"),
      digest: "")
    let rows = Array(0..<data.rows)
    let inference = try LogisticInference(data, rows: rows, firth: true, jobs: 1)
    let n = counts.map { Double($0) + 0.5 }
    #expect(close(inference.effects[0].estimate, log(n[1] / n[0]), within: 1e-6))
    #expect(close(inference.effects[1].estimate, log(n[3] * n[0] / (n[1] * n[2])), within: 1e-6))
    #expect(inference.notes.isEmpty)
    let learner = try LogisticRegression(LogisticRegression.defaults.merging(["penalty": .text("firth")]) { $1 })
    let model = try learner.fit(data, rows: rows, context: context)
    #expect(close(model.predictProbability(data.features, rows: [0], jobs: 1)[0], n[1] / (n[0] + n[1]), within: 1e-6))
  }

  /// The figures of firthmodels where classes are separated; `Tests/Fixtures/firth_reference.py` makes them.
  @Test func firthAgreesUnderSeparation() throws {
    let reference = try Fixture.json("firth_reference")
    let data = try telco(["tenure", "MonthlyCharges", "Contract"])
    let rows = Array(0..<104)
    #expect(try LogisticInference(data, rows: rows, jobs: 1).isSeparated)
    let inference = try LogisticInference(data, rows: rows, firth: true, jobs: 1)
    #expect(inference.isFirth && !inference.isSeparated)
    #expect(Set(inference.effects.map(\.column)) == Set(reference["effects"].keys))
    for effect in inference.effects {
      let theirs = reference["effects"][effect.column]
      #expect(close(effect.estimate, theirs["estimate"].number, within: 1e-6))
      #expect(close(effect.standardError, theirs["standard_error"].number, within: 1e-6))
    }
    #expect(close(inference.logLikelihood, reference["log_likelihood"].number, within: 1e-8))
    for column in ["tenure", "MonthlyCharges"] {
      let test = try #require(inference.columns.first { $0.column == column })
      #expect(close(test.pValue, reference["likelihood_ratio_p_values"][column].number, within: 1e-6))
    }
  }

  @Test func separationWithoutAPenaltyIsSaid() throws {
    let cells = ["a", "a", "a", "b", "b", "b", "b", "c", "c"]
    let data = Dataset(
      features: [Column(categorical: "k", cells: cells)], labels: [0, 1, 0, 0, 1, 1, 0, 1, 1],
      target: Target(column: "y", positive: "1"), digest: "")
    let inference = try LogisticInference(data, rows: Array(0..<9), jobs: 1)
    #expect(inference.notes.contains { $0.contains("no finite estimate for k=c") })
    #expect(try LogisticInference(data, rows: Array(0..<9), firth: true, jobs: 1).notes.isEmpty)
  }

  /// Without a penalty a numeric column's effect is its slope times the distance from the mean, and so is the band.
  @Test func partialEffectsFollowTheInference() throws {
    let data = try Telco.referenceDataset()
    let rows = Array(0..<data.rows)
    let parameters = LogisticRegression.defaults.merging(["penalty": .none]) { $1 }
    let model = try #require(
      try LogisticRegression(parameters).fit(data, rows: rows, context: context) as? LogisticModel)
    let inference = try LogisticInference(data, rows: rows, jobs: 1)
    let effects = model.partialEffects(data, rows: rows, parameters: parameters, jobs: 1)
    #expect(effects.map(\.column) == data.features.map(\.name))
    for (index, effect) in effects.enumerated() {
      let slope = inference.effects[index + 1]
      let mean = model.encoder.numeric[index].standardisation.mean
      for point in effect.points {
        let distance = try #require(point.number) - mean
        #expect(close(point.effect, slope.estimate * distance, within: 1e-6))
        #expect(close(point.high - point.low, (slope.high - slope.low) * abs(distance), within: 1e-6))
      }
    }
  }

  @Test func splinesHaveEffectsToo() throws {
    let data = try Telco.dataset()
    let rows = Array(0..<data.rows)
    let model = try #require(
      try SplineLogistic(SplineLogistic.defaults).fit(data, rows: rows, context: context) as? LogisticModel)
    let effects = model.partialEffects(data, rows: rows, parameters: SplineLogistic.defaults, jobs: 2)
    let tenure = try #require(effects.first { $0.column == "tenure" })
    let contract = try #require(effects.first { $0.column == "Contract" })
    #expect(tenure.points.count == 41)
    #expect(tenure.points[0].low > tenure.points[40].high)
    #expect(contract.points.map(\.category) == ["Month-to-month", "One year", "Two year"])
    #expect(contract.points[0].effect > contract.points[2].effect)
  }

  @Test func oneClassHasNoInference() {
    let data = Dataset(
      features: [Column(name: "x", values: .numeric([1, 2]))], labels: [1, 1],
      target: Target(column: "y", positive: "1"), digest: "")
    #expect(throws: Undefined.self) { try LogisticInference(data, rows: [0, 1], jobs: 1) }
  }
}
