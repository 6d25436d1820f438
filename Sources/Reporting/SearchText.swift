internal import Workbench

/// The search in a few lines: along each hyperparameter the best that its values reach, as a sparkline; where the plateau begins.
enum SearchText {
  /// nil for a run without figures or without a search.
  static func text(_ run: RunFolder, metric: String) -> String? {
    guard let search = run.document("figures.json")?["search"], search != .null else { return nil }
    let isLess = search["direction"]?.string == "minimize"
    var table = TextTable(["along", "", "values", "best \(Words.metric(metric)) there"])
    for axis in search["axes"]?.items.compactMap(\.string) ?? [] {
      let levels = (search["levels"]?.items ?? []).filter { $0["axis"]?.string == axis }
      let bests = levels.map { $0["best"]?.double }
      let names = levels.compactMap { $0["level"]?.string }
      let ends = [names.first, names.last].compactMap { $0 }
      let known = bests.compactMap(\.self)
      table.add([
        axis, TextBar.sparkline(isLess ? bests.map { $0.map { -$0 } } : bests), ends.joined(separator: " … "),
        "\(NumberText.fixed(known.min())) to \(NumberText.fixed(known.max()))",
      ])
    }
    return [table.text, plateau(search)].compactMap { $0 }.joined(separator: "\n")
  }

  private static func plateau(_ search: JSON) -> String? {
    guard let plateau = search["plateau"], let points = plateau["points"]?.double else { return nil }
    let params = (plateau["smallest"]?["params"]?.members ?? []).map {
      "\($0.key) \(FigureFormat.plain.text($0.value))"
    }
    return TextWrap.wrap(
      "Points that the folds cannot tell from the best, itself included: \(NumberText.count(Int(points))); the smallest has "
        + "\(params.joined(separator: ", ")).", indent: 2)
  }
}
