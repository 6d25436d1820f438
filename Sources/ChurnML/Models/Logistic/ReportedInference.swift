extension LogisticInference {
  /// Multiplications that a report may take for it, about a second.
  private static let budget = 5e9

  /// What a report says about the columns: by maximum likelihood, or by Firth's penalised likelihood where classes are
  /// separated or `firth` asks for it. Tests of single columns are left out, and separation is only noted, where rows and
  /// columns are too many for the time they would take; `extraNotes` then says so.
  public static func reported(
    _ data: Dataset, rows: [Int], firth: Bool = false, level: Double = 0.95, jobs: Int
  ) throws(Undefined) -> (inference: LogisticInference, extraNotes: [String]) {
    let positives = rows.count(where: { data.labels[$0] == 1 })
    guard positives > 0, positives < rows.count else {
      throw Undefined("the rows are of one class, which leaves nothing to infer")
    }
    func made(_ penalty: LikelihoodFit.Penalty) throws(Undefined) -> (LogisticInference, [String]) {
      let fit = LikelihoodFit(data, rows: rows, penalty: penalty, jobs: jobs)
      let tests = isAffordable(fit, fits: fit.encoder.columnsByFeature.count + 1)
      return (
        try LogisticInference(fit, level: level, testingColumns: tests),
        tests ? [] : ["single columns are not tested: \(rows.count) rows are too many for a fit without each"]
      )
    }
    if firth { return try made(.firth) }
    let likelihood = try made(.none)
    guard likelihood.0.isSeparated else { return likelihood }
    let fit = LikelihoodFit(data, rows: rows, penalty: .firth, jobs: jobs)
    guard isAffordable(fit, fits: 1) else { return likelihood }
    let penalised = try made(.firth)
    let note = "classes are separated, where maximum likelihood has no end; Firth's penalty gives these estimates"
    return (penalised.0, penalised.1 + [note])
  }

  /// Whether some fits take less than the budget: each goes over the rows a few times, Firth's ten times as often.
  private static func isAffordable(_ fit: LikelihoodFit, fits: Int) -> Bool {
    let columns = Double(fit.encoder.columnNames.count)
    let passes = fit.penalty == .firth ? 30.0 : 3.0
    return Double(fit.loss.labels.count) * columns * columns * passes * Double(fits) <= budget
  }
}
