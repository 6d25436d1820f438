import Reporting
import Workbench

/// Runs side by side; the first is what the others are compared with.
struct ComparePage {
  let comparison: RunComparison
  let ids: [RunID]

  var page: SitePage {
    SitePage(
      title: "Runs compared", lead: HTML(text: "Others less the first: \(ids.first?.text ?? "")"), place: .runs,
      content: [runs, differences])
  }

  private var runs: HTML {
    let models = ids.indices.reduce(into: [String]()) { names, index in
      for name in comparison.runs[index].models.names where !names.contains(name) { names.append(name) }
    }
    let rows = zip(ids, comparison.runs).map { id, run -> [DataTable.Cell] in
      [
        .html(id.name()), .number(NumberText.count(run.rows)), .number(NumberText.count(run.points)),
        .text(run.selected.model), .text(String(run.resultsDigest.prefix(8))),
      ] + models.map { .number(NumberText.fixed(run.models[$0]?.outOfFold["roc_auc"] ?? nil)) }
    }
    let table = DataTable(
      id: "compared", caption: "ROC AUC of each model at its best point, mean over folds",
      heads: ["Run", "Customers", "Points", "Selected", "Digest"] + models, rows: rows)
    let reasons = zip(ids, comparison.runs).compactMap { id, run in
      run.reason.map { "\(id.text): not compared fold by fold, since \($0)." }
    }
    return HTML(
      "section", ["aria-labelledby": "runs-heading"], HTML("h2", ["id": "runs-heading"], "Runs"), table.html,
      HTML(reasons.map { HTML("p", ["class": "note"], HTML(text: $0)) }))
  }

  private var differences: HTML {
    guard !comparison.differences.isEmpty else { return "" }
    let rows = comparison.differences.map { difference -> [DataTable.Cell] in
      let folds = difference.difference.folds.compactMap(\.self)
      return [
        .text(difference.run.split(separator: "/").suffix(2).joined(separator: "/")), .text(difference.model),
        .text(difference.metric), .number(NumberText.signed(difference.difference.mean)),
        .number(NumberText.fixed(difference.difference.std)), .number("\(folds.count { $0 > 0 }) of \(folds.count)"),
      ]
    }
    return HTML(
      "section", ["aria-labelledby": "differences"], HTML("h2", ["id": "differences"], "Differences, fold by fold"),
      DataTable(
        id: "differences-table", caption: "Each run less the first, on the same folds",
        heads: ["Run", "Model", "Metric", "Difference", "± folds", "Higher on"], rows: rows
      ).html)
  }
}
