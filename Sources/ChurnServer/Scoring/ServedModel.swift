import ChurnML
import Dispatch
import Workbench

/// One of a run's models, ready to answer.
struct ServedModel: Sendable {
  let saved: SavedModel
  let decision: ModelDecision?
  let reader: CustomerReader
  /// nil for a model that has no reasons to give; without what-if for a run that kept no profile of its customers.
  let explainer: Explainer?
  private let standing: ScoreStanding?
  /// How many of the run's customers have a risk in each of equal parts of 0 to 1; empty where none were scored.
  let spread: [Int]
  private let verdict: (@Sendable (Double) -> ModelDecision.Verdict)?

  var name: String { saved.facts.model }
  var digest: String { saved.digest ?? "" }

  init(_ run: RunFolder, model: String?, limits: Limits) throws(InputError) {
    saved = try run.savedModel(model)
    decision = try run.decision(saved.facts.model)
    verdict = decision?.verdicts()
    let standing = try ScoreStanding(run, model: saved.facts.model)
    self.standing = standing
    spread = Self.spread(standing.scores, verdict)
    explainer =
      Explainer.explains(saved)
      ? try Explainer(
        model: saved, whatIf: run.profile() == nil ? nil : try WhatIfExplainer(run, saved), jobs: 1) : nil
    reader = CustomerReader(saved.facts.features, missingTokens: saved.facts.missing, limits: limits)
  }

  static let parts = 50

  private static func spread(
    _ scores: [Double], _ verdict: (@Sendable (Double) -> ModelDecision.Verdict)?
  ) -> [Int] {
    guard !scores.isEmpty else { return [] }
    return scores.reduce(into: [Int](repeating: 0, count: parts)) { counts, score in
      let risk = verdict?(score).calibratedProbability ?? score
      counts[min(max(0, Int(risk * Double(parts))), parts - 1)] += 1
    }
  }

  /// What is known of one customer.
  struct Prediction: Sendable {
    let probability: Double
    let verdict: ModelDecision.Verdict?
    /// The share of the run's customers whose risk was lower.
    let standing: Double?
  }

  func predict(_ batch: CustomerBatch, jobs: Int) -> [Prediction] {
    saved.classifier.predictProbability(batch.columns, rows: Array(0..<batch.count), jobs: jobs).map { probability in
      Prediction(
        probability: probability, verdict: verdict?(probability), standing: standing?.share(below: probability))
    }
  }

  /// Why band, action and expected profit may be null.
  var silence: String? {
    guard let decision else { return "the experiment says nothing of a campaign or bands" }
    return decision.refusal
  }
}
