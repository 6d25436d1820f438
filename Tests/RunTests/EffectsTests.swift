import ChurnML
import Foundation
import TestSupport
import Testing

@testable import Workbench

/// `effects.json`, against what its own figures imply of each other and against fits of the same rows.
@Suite struct EffectsTests {
  private static func models(_ lines: String...) -> String {
    SmallExperiment.text(models: "models:\n" + lines.map { "  \($0)\n" }.joined() + "  majority: {}")
  }

  private static func effects(_ run: SmallRun) throws -> EffectsRecord { try #require(try run.run.effects()) }

  @Test func inferenceIsInTheRun() throws {
    let run = try SmallRun(Self.models("logistic: {C: [0.1, 1]}"))
    let inference = try #require(try Self.effects(run).models.first?.inference)
    #expect(inference.penalty == "none" && inference.rows == 240)
    #expect(inference.coefficients.map(\.column).prefix(3) == ["intercept", "age", "usage"])
    #expect(inference.coefficients.count == 5)
    for effect in inference.coefficients {
      let (estimate, error) = (try #require(effect.estimate), try #require(effect.standardError))
      #expect(close(try #require(effect.z), estimate / error))
      #expect(close(try #require(effect.oddsRatioHigh), exp(estimate + 1.959963984540054 * error)))
      #expect(close(try #require(effect.pValue), erfc(abs(estimate / error) / 2.0.squareRoot()), within: 1e-9))
    }
    #expect(close(inference.aic, inference.deviance + 2 * 5))
    #expect(close(inference.likelihoodRatio.statistic, inference.nullDeviance - inference.deviance))
    #expect(inference.columns.map(\.df) == [1, 2, 1])
    #expect(close(inference.leverage.sum, 5, within: 1e-6))
    // The null model's likelihood is that of the churn rate alone.
    let churned = Double(run.record.data.positives)
    let rate = churned / 240
    #expect(close(inference.nullLogLikelihood, churned * log(rate) + (240 - churned) * log(1 - rate)))
  }

  @Test func separatedClassesAreInferredByFirth() throws {
    let folder = try TemporaryFolder()
    let text = Self.models("logistic: {}").replacing("seed: 3", with: "seed: 5")
    let file = try SmallExperiment.write(to: folder, text)
    // Nobody of a fourth plan churns.
    var lines = SmallExperiment.customers().split(separator: "\n").map(String.init)
    lines += (0..<30).map { "x\($0),\(30 + $0),none,\($0).5,0,no" }
    try folder.write(lines.joined(separator: "\n") + "\n", to: "customers.csv")
    let runner = try SmallRun.runner(file)
    let run = try runner.create(under: folder.path + "/Results", source: text)
    _ = try runner.compute(run)
    let inference = try #require(try run.effects()?.models.first?.inference)
    #expect(inference.penalty == "firth")
    #expect(inference.notes.contains { $0.contains("separated") })
    #expect(inference.coefficients.allSatisfy { abs($0.estimate ?? .infinity) < 10 })
    #expect(inference.coefficients.allSatisfy { $0.standardError ?? .infinity < 5 })
  }

  /// The effect of a column at two customers who differ in it alone is the difference of their scores' log odds.
  @Test func partialEffectsAreThoseOfTheSavedModel() throws {
    let run = try SmallRun(Self.models("spline_logistic: {C: 1, n_knots: 4}"))
    let model = try #require(try Self.effects(run).models.first)
    #expect(model.inference == nil && model.reason != nil)
    let age = try #require(model.partialEffects.first { $0.column == "age" })
    let saved = try run.run.savedModel("spline_logistic")
    let (first, last) = (try #require(age.points.first), try #require(age.points.last))
    let columns = saved.facts.features.features.map { feature -> Column in
      guard feature.name == "age" else {
        return feature.kind == .numeric
          ? Column(name: feature.name, values: .numeric([50, 50]))
          : Column(name: feature.name, values: .categorical(codes: [0, 0], categories: feature.categories ?? []))
      }
      return Column(name: "age", values: .numeric([first.number ?? .nan, last.number ?? .nan]))
    }
    let p = saved.classifier.predictProbability(columns, rows: [0, 1], jobs: 1).map { log($0 / (1 - $0)) }
    #expect(close(last.effect - first.effect, p[1] - p[0], within: 1e-9))
    #expect(age.points.allSatisfy { $0.low < $0.effect && $0.effect < $0.high })
  }

  @Test func withoutALinearModelThereAreNone() throws {
    #expect(try SmallRun(Self.models("forest: {n_estimators: 3}")).run.effects() == nil)
  }
}
