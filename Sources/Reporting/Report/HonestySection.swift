internal import Workbench

/// How much the search flatters its best point: the bias-corrected bootstrap, and nested cross-validation where it was asked for.
enum HonestySection {
  static func section(_ run: ReportedRun) -> Page.Section? {
    let blocks = nested(run) + biasCorrected(run)
    return blocks.isEmpty ? nil : Page.Section("honesty", "How flattered is the best?", blocks)
  }

  /// The least flattered estimate of the search's metric, in words, and what made it; nil where none was made.
  static func estimate(_ run: ReportedRun) -> (name: String, figure: HTML)? {
    let kinds = [
      ("nested cross-validation", "/nested/outer", "mean"), ("bootstrap bias-corrected", "/bias_corrected", "estimate"),
    ]
    for (name, root, value) in kinds where run.documents.has(root / value) {
      let format = Words.format(run.metric)
      return (
        name,
        "\(run.documents.quote(root / value, format)) (95 % interval \(run.documents.quote(root / "low", format)) to \(run.documents.quote(root / "high", format)))"
      )
    }
    return nil
  }

  private static func nested(_ run: ReportedRun) -> [Page.Content] {
    let root = "/nested"
    guard run.documents.has(root) else { return [] }
    let format = Words.format(run.metric)
    var table = PageTable(
      "nested", caption: "Inner best beside outer score, \(Words.metric(run.metric)), with 95 % intervals",
      columns: [
        .init("choice", "Choice"), .init("inner_best", "Inner best"), .init("outer", "Outer score"),
        .init("low", "from"), .init("high", "to"), .init("difference", "Difference"),
        .init("difference_low", "from"), .init("difference_high", "to"),
      ])
    for (name, pointer) in [("the best of all", root)]
      + run.documents.keys(root / "models").map({ ($0, root / "models" / $0) })
    {
      let (outer, difference) = (pointer / "outer", pointer / "difference")
      table.add(
        [.text(name), run.documents.cell(pointer / "inner_best" / "mean", format)]
          + ["mean", "low", "high"].map { run.documents.cell(outer / $0, format) }
          + ["mean", "low", "high"].map { run.documents.cell(difference / $0, format.withSign) })
    }
    return [
      .table(table), .table(outerFolds(run)),
      .html(HTML("p", ["class": "note"], HTML(text: run.documents.string(root / "note") ?? ""))),
    ]
  }

  /// What each outer fold's search chose, with the hyperparameters that were varied of the selected model.
  private static func outerFolds(_ run: ReportedRun) -> PageTable {
    let documents = run.documents
    let varied = documents.items("/search/varied" / run.selected).compactMap(\.string)
    let format = Words.format(run.metric)
    var table = PageTable(
      "outer-folds", caption: "What each outer fold's search chose, and the parameters of its \(run.selected)",
      columns: [
        .init("fold", "Outer fold"), .init("rows", "Rows"), .init("model", "Chosen"), .init("inner_best", "Inner best"),
        .init("outer", "Outer score"),
      ] + varied.map { .init($0, $0) })
    for index in documents.items("/nested/outer_folds").indices {
      let fold = "/nested/outer_folds" / index
      let parameters = fold / "models" / run.selected / "params"
      table.add(
        [
          documents.cell(fold / "fold"), documents.cell(fold / "rows", .count),
          documents.cell(fold / "selected" / "model"), documents.cell(fold / "inner_best", format),
          documents.cell(fold / "outer", format),
        ] + varied.map { documents.cell(parameters / $0, .parameter) })
    }
    return table
  }

  private static func biasCorrected(_ run: ReportedRun) -> [Page.Content] {
    let (documents, root) = (run.documents, "/bias_corrected")
    guard documents.has(root) else { return [] }
    if let reason = documents.string(root / "reason") {
      return [.html(HTML("p", ["class": "note"], "There is no bias-corrected estimate: \(reason)."))]
    }
    var table = PageTable(
      "bias-corrected",
      caption:
        "Bias-corrected by \(documents.quote(root / "resamples", .count)) resamples of customers, with 95 % intervals",
      columns: [
        .init("choice", "Choice"), .init("uncorrected", "As the search saw it"), .init("estimate", "Corrected"),
        .init("low", "from"), .init("high", "to"),
      ])
    func add(_ name: String, _ pointer: String, _ format: FigureFormat) {
      table.add(
        [.text(name)] + ["uncorrected", "estimate", "low", "high"].map { documents.cell(pointer / $0, format) })
    }
    let format = Words.format(run.metric)
    add("the best of all, \(Words.metric(run.metric))", root, format)
    for model in documents.keys(root / "models") {
      add("\(model), \(Words.metric(run.metric))", root / "models" / model, format)
    }
    for objective in documents.keys(root / "thresholds") {
      let name = "\(run.selected), \(Words.metric(objective)) at its cut-off"
      add(name, root / "thresholds" / objective, Words.format(objective))
    }
    return [
      .table(table),
      .html(
        HTML(
          "p", ["class": "note"],
          "In each resample the whole choice of model, point and cut-off is made on the customers drawn and judged on those left out (Tsamardinos, Greasidou and Borboudakis)."
        )),
    ]
  }
}
