import ChurnML
import HTTPTypes
import Workbench

/// One version of a customer with what the model says of it.
struct ScoredVersion: Sendable {
  let customer: [String: String]
  let prediction: ServedModel.Prediction
  /// The strongest first; empty for a model that has no reasons to give.
  let reasons: [Reason]
  let base: Double
  let space: ReasonSpace
  /// What the reader should know before relying on it.
  let notes: [String]

  /// What people are shown: calibrated where that can be.
  var risk: Double { prediction.verdict?.calibratedProbability ?? prediction.probability }
}

/// Scores what the form was filled in with.
struct FormScorer: Sendable {
  let scorer: Scorer
  let form: CustomerForm

  init(_ scorer: Scorer) {
    self.scorer = scorer
    let model = scorer.run.main.saved
    form = CustomerForm(model.facts, profile: scorer.run.folder.profile())
  }

  /// - Throws: naming the fields that cannot be.
  func score(_ versions: [[String: String]]) async throws(Problem) -> [ScoredVersion] {
    let clashes = versions.flatMap(form.clashes)
    guard clashes.isEmpty else { throw Problem(.unprocessableContent, clashes.joined(separator: " ")) }
    let model = scorer.run.main
    let batch = try model.reader.read(Array(JSON.list(versions.map(form.json)).compact.utf8))
    let scored = try await scorer.score(batch, with: model, source: .form)
    let reasons = model.explainer?.reasons(batch.columns, rows: Array(versions.indices), jobs: 1)
    let unseen = batch.unseen
    return versions.indices.map { index in
      let unknown = (unseen[index] ?? []).map { "The model has never met this \(ReasonWords.title($0).lowercased())." }
      return ScoredVersion(
        customer: versions[index], prediction: scored.predictions[index],
        reasons: reasons?[index].strongestFirst ?? [], base: reasons?[index].base ?? 0,
        space: reasons?[index].space ?? .probability, notes: form.strangers(versions[index]) + unknown)
    }
  }
}
