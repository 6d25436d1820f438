internal import Workbench

/// The answer in three sentences, each with how sure it is.
enum AnswerSection {
  static func section(_ run: ReportedRun) -> Page.Section {
    let sentences = [which(run), cutOff(run), trust(run)].compactMap { $0 }.map { HTML("p", [:], $0) }
    return Page.Section(
      "answer", "The answer", [.html(HTML("div", ["class": "answer"], sentences) + tiles(run))])
  }

  /// Which model, and whether it is better than the reference.
  private static func which(_ run: ReportedRun) -> HTML {
    let documents = run.documents
    let format = Words.format(run.metric)
    var sentence: HTML =
      "\(HTML("strong", [:], HTML(text: run.winner))) ranks first by \(Words.metric(run.metric)), at \(mean(run, run.winner))\(interval(run))"
    let comparisons = documents.items("/comparisons")
    guard
      let index = comparisons.firstIndex(where: { $0["model"]?.string == run.winner })
        ?? comparisons.firstIndex(where: { $0["model"]?.string == run.selected })
    else { return sentence + "." }
    let pointer = "/comparisons" / index
    let (model, reference) = (
      documents.string(pointer / "model") ?? "", documents.string(pointer / "reference") ?? ""
    )
    let difference = pointer / "difference"
    let spread: HTML =
      documents.has(difference / "low")
      ? " (95 % interval \(documents.quote(difference / "low", format.withSign)) to \(documents.quote(difference / "high", format.withSign)))"
      : " ± \(documents.quote(difference / "std", format)) over folds"
    let verdict: HTML =
      documents.has(pointer / "verdict") ? ": \(documents.quote(pointer / "verdict").words)" : ""
    sentence =
      sentence
      + "; \(model) minus \(reference) is \(documents.quote(difference / "mean", format.withSign))\(spread), \(documents.string(pointer / "basis") ?? "after selection")\(verdict)"
    return sentence + "."
  }

  private static func mean(_ run: ReportedRun, _ model: String) -> HTML {
    let metric = "/models" / model / "out_of_fold" / run.metric
    let pointer = run.documents.has(metric) ? metric : "/points/0/thresholds" / run.metric / "value" / "mean"
    return run.documents.quote(pointer, Words.format(run.metric)).html
  }

  /// Of the winner's mean.
  private static func interval(_ run: ReportedRun) -> HTML {
    let rows = run.indices("figures.json#/folds", "model", run.winner)
    let pointers = rows.map { "figures.json#/folds" / $0 }
    guard let pointer = pointers.first(where: { run.documents.string($0 / "metric") == run.metric }),
      run.documents.has(pointer / "low")
    else { return "" }
    let format = Words.format(run.metric)
    return
      " (95 % interval \(run.documents.quote(pointer / "low", format)) to \(run.documents.quote(pointer / "high", format)))"
  }

  /// What to do, and what it brings.
  private static func cutOff(_ run: ReportedRun) -> HTML? {
    let documents = run.documents
    let at = "/models" / run.selected / "at_threshold"
    guard documents.has(at) else { return nil }
    let sentence: HTML =
      "Contacting everyone whose \(run.selected) score is at least \(documents.quote(at / "threshold", .fixed(3))) reaches \(reach(run, at))"
    let (objective, fitted) = money(run) ?? measured(run, at)
    guard documents.has("\(fitted)/value/mean") else { return sentence + "." }
    let format = Words.format(objective)
    let value: HTML =
      "\(documents.quote("\(fitted)/value/mean", format)) ± \(documents.quote("\(fitted)/value/std", format))"
    if objective == "profit" {
      return sentence
        + "; for money the cut-off is \(documents.quote("/thresholds/profit/threshold", .fixed(3))), which brings \(value) per customer where contacting everybody brings \(documents.quote("/thresholds/profit/contact_everybody", .fixed(3)))."
    }
    return sentence + "; chosen on other folds than it is judged on, its \(Words.metric(objective)) is \(value)."
  }

  /// In customers where each was judged once, else in shares.
  private static func reach(_ run: ReportedRun, _ at: String) -> HTML {
    let documents = run.documents
    guard documents.double("/resampling/repeats") == 1 else {
      return
        "\(documents.quote(at / "recall", .percent(1))) of those who churn, and \(documents.quote(at / "precision", .percent(1))) of those contacted churn"
    }
    let counts = at / "confusion"
    return
      "\(documents.quote(counts / "tp", .count)) of the \(documents.quote("/data/positives", .count)) who churn, with \(documents.quote(counts / "fp", .count)) contacts for nothing"
  }

  private static func money(_ run: ReportedRun) -> (String, String)? {
    run.documents.has("/thresholds/profit/cross_fitted") ? ("profit", "/thresholds/profit/cross_fitted") : nil
  }

  private static func measured(_ run: ReportedRun, _ at: String) -> (String, String) {
    let objective = run.documents.string(at / "objective") ?? "f1"
    return (objective, "/thresholds" / objective / "cross_fitted")
  }

  /// How much of it to believe.
  private static func trust(_ run: ReportedRun) -> HTML {
    let documents = run.documents
    let points: HTML =
      "All figures are by models that never saw the customers they judge, and the best of \(documents.quote("/engine/points", .count)) forest points is a little flattered by having been chosen"
    if let (name, estimate) = HonestySection.estimate(run) {
      return points + "; judged without that flattery, \(Words.metric(run.metric)) is \(estimate) (\(name))."
    }
    guard documents.double("/engine/points") ?? 0 > 1 else {
      return "All figures are by models that never saw the customers they judge."
    }
    return points + "; this run did not measure by how much."
  }

  private static func tiles(_ run: ReportedRun) -> HTML {
    let documents = run.documents
    let model = "/models" / run.selected / "out_of_fold"
    let std = "/models" / run.selected / "out_of_fold_std"
    let all: [(title: String, metric: String, format: FigureFormat)] = [
      ("AUC", "roc_auc", .fixed(4)), ("Average precision", "average_precision", .fixed(4)),
      ("Brier score", "brier", .fixed(4)), ("Lift in the top tenth", "lift_at_10", .fixed(2)),
    ]
    let tiles = all.filter { documents.has(model / $0.metric) }.map { tile in
      HTML(
        "div", [:], HTML("dt", [:], "\(tile.title), \(run.selected)"),
        HTML(
          "dd", [:], documents.quote(model / tile.metric, tile.format).html,
          HTML("small", [:], "± \(documents.quote(std / tile.metric, tile.format)) over folds")))
    }
    return HTML("dl", ["class": "tiles"], tiles)
  }
}
