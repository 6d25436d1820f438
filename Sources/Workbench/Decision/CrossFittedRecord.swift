internal import ChurnML

/// The honest value of choosing a cut-off: chosen on the other folds, judged on each, in every repeat.
public struct CrossFittedRecord: Codable, Sendable {
  public let threshold: FoldFigure
  public let value: FoldFigure
  /// How much worse than each fold's own optimum, which nobody knows in advance.
  public let regret: FoldFigure
  /// Mean over folds of each repeat.
  public let repeats: [RepeatMean]
  /// Folds for which the others allow no cut-off.
  public let infeasibleFolds: Int

  public struct RepeatMean: Codable, Sendable {
    public let threshold: Double?
    public let value: Double?
  }

  enum CodingKeys: String, CodingKey {
    case threshold, value, regret, repeats
    case infeasibleFolds = "infeasible_folds"
  }

  /// - Parameter choices: one a repeat.
  init(_ choices: [CrossFittedChoice]) throws(Undefined) {
    let folds = choices.flatMap(\.folds)
    guard !folds.isEmpty else { throw Undefined("on no fold's complement a cut-off satisfies the constraints") }
    threshold = FoldFigure(folds.map { .success($0.judged.threshold) })
    value = FoldFigure(folds.map { .success($0.judged.value) })
    regret = FoldFigure(
      folds.map { fold in
        fold.regret.map { .success($0) } ?? .failure(Undefined("a fold's own rows allow no cut-off"))
      })
    repeats = choices.map { RepeatMean(threshold: $0.threshold?.mean, value: $0.value?.mean) }
    infeasibleFolds = choices.reduce(0) { $0 + $1.infeasible.count }
  }
}
