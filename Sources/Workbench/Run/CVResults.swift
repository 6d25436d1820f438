internal import ChurnML

/// `cv_results.csv`: one row a point, with scikit-learn's `cv_results_` names. `*_test_score` is the search's metric, higher is better
/// as there, so metrics to be minimised are negated in these columns; `*_test_<metric>` are the metrics as they are.
/// `mean_fit_time` is the CPU seconds of the fit that served the point, shared with its fit group.
struct CVResults: Sendable {
  private let parameters: [String]
  private let splits: Int
  private let metric: String
  private let sign: Double

  init(_ plan: RunPlan, metric: String) {
    var names: [String] = []
    for candidate in plan.candidates {
      for name in candidate.parameters.keys.sorted() where !names.contains(name) { names.append(name) }
    }
    parameters = names
    splits = Set(plan.units.map { [$0.split.repeat, $0.split.fold] }).count
    self.metric = metric
    sign = Ranking.direction(of: metric) == .maximize ? 1 : -1
  }

  private static let metrics = MetricCatalogue.all.map { type(of: $0).name }

  var header: String {
    let fixed = ["id", "model", "mean_fit_time", "std_fit_time"]
    let scores = (0..<splits).map { "split\($0)_test_score" } + ["mean_test_score", "std_test_score"]
    let others = Self.metrics.flatMap { ["mean_test_\($0)", "std_test_\($0)"] }
    let names = fixed + parameters.map { "param_\($0)" } + ["params"] + scores + others
    return (names + ["status", "rank_test_score"]).joined(separator: ",")
  }

  /// All but the rank.
  func row(_ point: PointRecord, fitCPU: [Double]) -> String {
    let fit = Spread(fitCPU)
    var cells = [String(point.id), point.model, text(fit?.mean), text(fit?.std)]
    cells += parameters.map { CSVText.cell(point.params[$0].map(Self.text) ?? "") }
    cells.append(CSVText.cell(point.params.compact))
    let figure = point.figure(metric)
    let folds = figure?.folds ?? []
    cells += (0..<splits).map { text($0 < folds.count ? folds[$0].map { $0 * sign } : nil) }
    cells += [text(figure?.mean.map { $0 * sign }), text(figure?.std)]
    cells += Self.metrics.flatMap { [text(point.metrics[$0]?.mean), text(point.metrics[$0]?.std)] }
    return (cells + [point.status.rawValue]).joined(separator: ",")
  }

  private func text(_ number: Double?) -> String { number?.description ?? "" }

  private static func text(_ value: JSON) -> String {
    switch value {
    case .text(let text): text
    case .null: "None"
    default: value.compact
    }
  }
}

/// RFC 4180 cells.
enum CSVText {
  static func cell(_ text: String) -> String {
    guard text.contains(where: { $0 == "\"" || $0 == "," || $0.isNewline }) else { return text }
    return "\"" + text.replacing("\"", with: "\"\"") + "\""
  }
}
