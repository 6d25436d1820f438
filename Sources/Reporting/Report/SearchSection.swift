internal import Workbench

/// The search as pictures: the metric over two hyperparameters, all points over all of them, and what each is worth.
enum SearchSection {
  static let root = "figures.json#/search"

  static func section(_ run: ReportedRun) -> Page.Section? {
    guard run.documents.has(root), let model = run.documents.string(root / "model") else { return nil }
    let axes = run.documents.items(root / "axes").compactMap(\.string)
    // Of a single axis the surface says all.
    let charts: [Page.Content] =
      [.chart(SurfaceChart(run).chart)]
      + (axes.count > 1
        ? [
          .chart(ParallelChart(run, axes).chart), .charts([AxisCharts.levels(run, axes), AxisCharts.worth(run)]),
        ] : [])
    return Page.Section(
      "search", "The search", [.html(HTML("p", [:], introduction(run, model, axes)))] + charts)
  }

  private static func introduction(_ run: ReportedRun, _ model: String, _ axes: [String]) -> HTML {
    let documents = run.documents
    let intro: HTML =
      "\(documents.quote(root / "count", .count)) points of \(HTML("strong", [:], HTML(text: model))) were tried, over \(Words.list(axes)). The best reaches \(documents.quote("\(root)/points/0/mean", Words.format(run.metric)))."
    guard documents.has(root / "plateau") else { return intro }
    let begins = documents.keys("\(root)/plateau/begins").map { axis -> HTML in
      "\(axis) \(documents.quote(("\(root)/plateau/begins" / axis)))"
    }
    let smallest = documents.keys("\(root)/plateau/smallest/params").map { axis -> HTML in
      "\(axis) \(documents.quote(("\(root)/plateau/smallest/params" / axis)))"
    }
    return intro
      + " Points that the folds cannot tell from the best, itself included: \(documents.quote("\(root)/plateau/points", .count)) (within one standard error of the difference). This plateau begins at \(joined(begins)), and its smallest point has \(joined(smallest)) and reaches \(documents.quote("\(root)/plateau/smallest/mean", Words.format(run.metric)))."
  }

  private static func joined(_ parts: [HTML]) -> HTML {
    HTML(parts.enumerated().flatMap { $0.offset == 0 ? [$0.element] : [", ", $0.element] })
  }
}
