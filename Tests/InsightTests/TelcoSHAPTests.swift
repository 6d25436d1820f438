import TestSupport
import Testing

@testable import ChurnML

@Suite struct TelcoSHAPTests {
  /// shap 0.51's values of scikit-learn's tree, equal to brute force there.
  @Test func theReferenceTreeHasTheReferenceValues() throws {
    let data = try Telco.referenceDataset()
    let reference = try Fixture.json("model_reference")["telco_treeshap_cart_first5"]
    let learner = try RandomForest([
      "n_estimators": .integer(1), "bootstrap": .boolean(false), "max_features": .none, "max_depth": .integer(3),
      "min_samples_leaf": .integer(20),
    ])
    let forest = learner.fitted(
      to: data, rows: Array(0..<data.rows), context: FitContext(seed: 0, repeat: 0, fold: FitContext.refit, jobs: 2))
    let got = forest.attributions(data.features, rows: Array(0..<5), jobs: 1)
    #expect(abs(got.base - reference["expected_value"].number) < 1e-9)
    for row in 0..<5 {
      #expect(abs(got.probability(row) - reference["pred"][row].number) < 1e-9)
      for (value, truth) in zip(got.row(row), reference["shap"][row].numbers) { #expect(abs(value - truth) < 1e-9) }
    }
  }

  @Test func everyCustomersReasonsAddUp() throws {
    let data = try Telco.dataset()
    let learner = try RandomForest(["n_estimators": .integer(5), "max_depth": .integer(8)])
    let rows = Array(0..<data.rows)
    let forest = learner.fitted(
      to: data, rows: rows, context: FitContext(seed: 7, repeat: 0, fold: FitContext.refit, jobs: 2))
    let got = forest.attributions(data.features, rows: rows, jobs: 2)
    let probabilities = forest.predictProbability(data.features, rows: rows, jobs: 2)
    let worst = rows.map { abs(got.probability($0) - probabilities[$0]) }.max() ?? 1
    #expect(worst < 1e-9)
  }
}
