public import Workbench

/// What a run found, for a terminal.
public enum RunSummary {
  /// - Parameter path: the run's folder, from where the reader stands.
  public static func text(_ record: RunRecord, path: String) -> String {
    let parts = [
      headline(record), VerdictText.text(record), HonestyText.text(record), AlarmText.text(record.alarms),
      models(record), choice(record),
      SearchText.text(RunFolder(path), metric: record.search.metric), decision(record), DecisionText.text(record),
      cost(record), notes(record), files(path),
    ]
    return parts.compactMap { $0 }.joined(separator: "\n\n") + "\n"
  }

  private static func headline(_ record: RunRecord) -> String {
    let data = record.data
    let rate = NumberText.percent(Double(data.positives) / Double(data.rows))
    return TextWrap.wrap(
      "\(record.experiment.name): \(NumberText.count(data.rows)) customers, "
        + "\(NumberText.count(data.positives)) of them churned (\(rate)); \(data.features) features; "
        + folds(record.resampling))
  }

  private static func folds(_ resampling: RunRecord.ResamplingSection) -> String {
    let repeats = resampling.repeats > 1 ? ", \(resampling.repeats) times" : ""
    return "\(resampling.folds) folds (\(resampling.method))\(repeats)"
  }

  private static func models(_ record: RunRecord) -> String {
    var table = TextTable([
      "model", "AUC", "± folds", "log loss", "Brier", "lift 10 %", "cut-off", "accuracy", "recall",
    ])
    for (name, model) in record.models.members {
      let metrics = model.outOfFold
      func figure(_ metric: String, _ digits: Int = 4) -> String { NumberText.fixed(metrics[metric] ?? nil, digits) }
      table.add([
        name, figure("roc_auc"), NumberText.fixed(model.outOfFoldStd["roc_auc"] ?? nil), figure("log_loss"),
        figure("brier"), figure("lift_at_10", 2), NumberText.fixed(model.atThreshold?.threshold, 3),
        NumberText.fixed(model.atThreshold?.accuracy, 3), NumberText.fixed(model.atThreshold?.recall, 3),
      ])
    }
    return table.text
  }

  private static func choice(_ record: RunRecord) -> String {
    let selected = record.selected
    let parameters = ParameterText(record).text(selected.params, of: selected.model)
    let text = "Selected: point \(selected.point), \(selected.model)"
    return TextWrap.wrap((parameters.isEmpty ? text : "\(text) with \(parameters)") + grounds(selected), indent: 2)
  }

  /// Why it need not be the best.
  private static func grounds(_ selected: RunRecord.Selection) -> String {
    guard let evidence = selected.evidence, let margin = evidence.margin else { return "" }
    let nodes = evidence.nodes.map { nodes in
      ": \(NumberText.count(Int(nodes.rounded()))) nodes against \(NumberText.count(Int((evidence.bestNodes ?? 0).rounded())))"
    }
    return "; by \(selected.rule) the smallest of \(evidence.pointsWithin) within \(NumberText.short(margin)) of point "
      + "\(evidence.bestPoint), \(NumberText.fixed(evidence.value)) against \(NumberText.fixed(evidence.bestValue))"
      + (nodes ?? "")
  }

  private static func decision(_ record: RunRecord) -> String? {
    guard let model = record.models[record.selected.model], let at = model.atThreshold else { return nil }
    let counts = at.confusion
    var table = TextTable(["at \(NumberText.fixed(at.threshold, 3)) (best \(at.objective))", "churned", "stayed"])
    table.add(["contacted", NumberText.count(counts.tp), NumberText.count(counts.fp)])
    table.add(["not contacted", NumberText.count(counts.fn), NumberText.count(counts.tn)])
    let fitted = record.thresholds[at.objective]?.crossFitted?.value
    let honest = fitted.map {
      "chosen on the other folds, its \(at.objective) is \(NumberText.fixed($0.mean, 3)) ± \(NumberText.fixed($0.std, 3))"
    }
    let figures =
      "accuracy \(NumberText.fixed(at.accuracy, 3)), precision \(NumberText.fixed(at.precision, 3)), "
      + "recall \(NumberText.fixed(at.recall, 3)), f1 \(NumberText.fixed(at.f1, 3))"
    return [table.text, figures, honest].compactMap { $0 }.joined(separator: "\n")
  }

  private static func cost(_ record: RunRecord) -> String? {
    let engine = record.engine
    guard engine.points > 0 else { return nil }
    let reused = engine.fitsReused > 0 ? ", \(engine.fitsReused) found finished" : ""
    let (spent, estimated) = (record.cost.spent, record.cost.estimated)
    let search =
      "Search: \(NumberText.count(engine.points)) forest point\(engine.points == 1 ? "" : "s") from "
      + "\(NumberText.count(engine.fitsRun)) fits\(reused) (\(engine.mode.rawValue) engine), "
      + "\(NumberText.duration(engine.cpu)) CPU"
    let all =
      "All models: \(NumberText.duration(spent.wall)) wall, \(NumberText.duration(spent.cpu)) CPU "
      + "(\(NumberText.duration(estimated.cpu)) foreseen), \(NumberText.bytes(spent.peakMemory)) memory at most"
    return [search, all, dropped(record.scores)].compactMap { $0.map { TextWrap.wrap($0, indent: 2) } }
      .joined(separator: "\n")
  }

  private static func dropped(_ scores: RunRecord.ScoresSection) -> String? {
    guard scores.dropped > 0 else { return nil }
    return "Scores are kept of the best \(NumberText.count(scores.kept)) points; those of "
      + "\(NumberText.count(scores.dropped)) were dropped to stay within the size asked for."
  }

  private static func notes(_ record: RunRecord) -> String? {
    record.notes.isEmpty ? nil : TextWrap.list("Notes", record.notes)
  }

  private static func files(_ path: String) -> String {
    "Results: \(path)\n  report.html to look at; results.json, points.jsonl, cv_results.csv, predictions.csv, models"
  }
}
