internal import ChurnML

/// An objective over the cut-off: its mean over folds and how far the folds lie apart.
struct CutOffCurve {
  struct Row: Encodable, Sendable {
    let objective: String
    let threshold: Double
    let mean: Double
    /// One standard deviation over folds to each side.
    let low: Double
    let high: Double
    /// Whether this is the cut-off that the run chose for the objective.
    let chosen: Bool
  }

  private let folds: [RankedScores]
  private let chosen: NamedValues<ChosenThresholdRecord>
  private let grid: [Double]
  private static let steps = 50

  /// - Parameter chosen: the cut-offs that the run chose, by objective.
  init(_ ranked: [RankedFolds], chosen: NamedValues<ChosenThresholdRecord>) {
    folds = ranked.flatMap(\.folds)
    self.chosen = chosen
    // Beyond the highest score nobody is contacted, and there is no more to see.
    let highest = folds.compactMap(\.threshold.first).max() ?? 0
    grid = (0...Self.steps).map { Double($0) / Double(Self.steps) }.filter { $0 <= highest }
  }

  /// By objective and rising cut-off; without those for which some fold has no value.
  func rows(_ objectives: [ThresholdObjective]) -> [Row] {
    objectives.flatMap { objective in
      let own = chosen[objective.name]?.threshold
      let thresholds = own.map { own in (grid.filter { $0 != own } + [own]).sorted() } ?? grid
      return thresholds.compactMap { row(objective, at: $0, isChosen: $0 == own) }
    }
  }

  private func row(_ objective: ThresholdObjective, at threshold: Double, isChosen: Bool) -> Row? {
    let values = folds.compactMap { try? objective.value(of: Confusion($0, threshold: threshold)) }
    guard values.count == folds.count, let spread = Spread(values) else { return nil }
    return Row(
      objective: objective.name, threshold: threshold, mean: spread.mean, low: spread.mean - spread.std,
      high: spread.mean + spread.std, chosen: isChosen)
  }
}
