public import Workbench

/// The out-of-bag surface beside the cross-validated one, for a terminal.
public enum OutOfBagText {
  /// - Parameter limit: points shown at most.
  public static func text(_ surface: OutOfBagRecord, of record: RunRecord, limit: Int) -> String {
    var points = TextTable(["point", "\(surface.metric) over folds", "out of bag"])
    for point in surface.points.prefix(limit) {
      points.add([String(point.id), NumberText.fixed(point.crossValidated), NumberText.fixed(point.outOfBag)])
    }
    let words = ParameterText(record)
    let remarks = ["parameters"] + surface.points.prefix(limit).map { words.text($0.params, of: record.selected.model) }
    let lines = zip(points.text.split(separator: "\n"), remarks).map {
      TextWrap.cut("\($0)  \($1)", to: TextWrap.width)
    }
    var trees = TextTable(["trees", "out of bag", "error at .5"])
    for count in surface.trees {
      trees.add([NumberText.count(count.nEstimators), NumberText.fixed(count.outOfBag), NumberText.fixed(count.error)])
    }
    return [
      lines.joined(separator: "\n"), "Point \(surface.selected) with fewer trees", trees.text,
      TextWrap.wrap(surface.note),
    ].joined(separator: "\n\n") + "\n"
  }
}
