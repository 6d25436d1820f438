internal import ChurnML
public import Workbench

/// Holds a run's page against the run: the record is judged again from the stored scores, the curves are made again from the
/// predictions, and then every number of the page is looked up where its pointer leads.
public struct ReportCheck: Sendable {
  private let run: RunFolder
  private let jobs: Int
  private static let file = "report.html"

  public init(_ run: RunFolder, jobs: Int) {
    self.run = run
    self.jobs = jobs
  }

  /// - Throws: `InputError` for a run that is not finished or has no page.
  public func record() throws -> ReportCheckRecord {
    _ = try run.record()
    guard let page = run.report else {
      throw InputError(at: run.path, "the run has no report.html; write it with: churnlab report \(run.path)")
    }
    let reader = PageReader(page)
    let quotes = reader.quotes()
    let recomputed = try RunVerifier(run, jobs: jobs).recompute().damages
    let figures = recomputed.isEmpty ? try RunFigures(run, jobs: jobs).damage(of: run).map { [$0] } ?? [] : []
    return ReportCheckRecord(
      run, numbers: quotes.count, damages: recomputed + figures + damages(reader, quotes))
  }

  private func damages(_ page: PageReader, _ quotes: [QuotedFigure]) -> [Manifest.Damage] {
    let documents = RunDocuments(run)
    let wrong = quotes.lazy.filter { !Self.agrees($0, documents[$0.pointer]) }.map {
      "it says \($0.text) where \($0.pointer) is \(documents[$0.pointer]?.compact ?? "nothing")"
    }
    if let first = wrong.first { return [Manifest.Damage(file: Self.file, problem: first)] }
    // What is quoted is right. What else there is must be what the run's page has.
    let again = PageReader(RunReport.page(documents).text(library: page.isDrawn ? "" : nil))
    return difference(page.numbers(), again.numbers()).map {
      [Manifest.Damage(file: Self.file, problem: $0)]
    } ?? []
  }

  private func difference(_ found: [String], _ expected: [String]) -> String? {
    if let pair = zip(found, expected).first(where: { $0 != $1 }) {
      return "it has the number \(pair.0) where \(pair.1) belongs; write it anew with: churnlab report \(run.path)"
    }
    return found.count == expected.count
      ? nil
      : "it has \(found.count) numbers and should have \(expected.count); write it anew with: churnlab report \(run.path)"
  }

  /// Whether a text is what it quotes: a number to within half of its last digit, a word to the letter.
  static func agrees(_ quote: QuotedFigure, _ value: JSON?) -> Bool {
    guard let value, value != .null else { return [NumberText.none, NumberText.noParameter].contains(quote.text) }
    guard let number = value.double else { return quote.text == HTML.shown(FigureFormat.plain.text(value)) }
    let scales = [(" %", 100.0), (" MB", 1e-6)]
    let unit = scales.first { quote.text.hasSuffix($0.0) }
    let digits = quote.text.dropLast(unit?.0.count ?? 0).filter { $0 != "," }
    guard let shown = Double(digits) else { return false }
    let mantissa = digits.split { $0 == "e" || $0 == "E" }
    let decimals = mantissa[0].split(separator: ".").dropFirst().first?.count ?? 0
    let exponent = mantissa.count > 1 ? Int(mantissa[1]) ?? 0 : 0
    let half = 0.5 * Double.pow10(exponent - decimals)
    return abs(shown - number * (unit?.1 ?? 1)) <= half * (1 + 1e-9) + 1e-12 * abs(shown)
  }
}

extension Double {
  fileprivate static func pow10(_ exponent: Int) -> Double {
    let power = (0..<abs(exponent)).reduce(1.0) { power, _ in power * 10 }
    return exponent < 0 ? 1 / power : power
  }
}
