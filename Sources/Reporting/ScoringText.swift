public import Workbench

/// What `predict` says.
public enum ScoringText {
  /// `7,043 customers scored by forest; 2 rows left out: scored.csv`.
  public static func text(_ record: ScoringRecord) -> String {
    var parts = ["\(NumberText.count(record.scored)) customers scored by \(record.model)"]
    if record.skipped > 0 { parts.append("\(NumberText.count(record.skipped)) left out") }
    if record.unusableCells > 0 { parts.append("\(NumberText.count(record.unusableCells)) cells could not be used") }
    let text = parts.joined(separator: "; ") + ": \(record.out ?? "standard output")\n"
    guard let refusal = record.refusal else { return text }
    return text + TextWrap.wrap("What speaks of money is left blank: \(refusal); or insist with --force.", indent: 2)
      + "\n"
  }

  /// `1,200,000 customers scored, about 8.1 s left`.
  /// - Parameters:
  ///   - size: of the file in bytes; nil where it is not known.
  ///   - seconds: since the start.
  public static func line(_ progress: Scoring.Progress, size: Int?, seconds: Double) -> String {
    let done = "\(NumberText.count(progress.rows)) customers scored"
    guard let size, progress.bytes > 0 else { return done }
    let left = seconds * Double(max(0, size - progress.bytes)) / Double(progress.bytes)
    return "\(done), about \(NumberText.duration(left)) left"
  }
}
