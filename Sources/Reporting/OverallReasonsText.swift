public import Workbench

/// What matters overall, for the terminal.
public enum OverallReasonsText {
  public static func text(_ reasons: JSON, path: String) -> String {
    let blocks = [importance(reasons), groups(reasons), dropped(reasons), surrogate(reasons), stability(reasons)]
    return blocks.compactMap { $0 }.joined(separator: "\n\n")
      + "\n\n\(reasons["caution"]?.string ?? "")\n\nWritten: \(path)/reasons.json and report.html\n"
  }

  private static func importance(_ reasons: JSON) -> String? {
    guard let importance = reasons["importance"], let columns = importance["columns"]?.items else { return nil }
    let metric = importance["metric"]?.string ?? ""
    var table = TextTable(["Worse \(metric) when shuffled", "mean", "95 %", "of a shadow", ""])
    for column in columns {
      table.add([
        column["column"]?.string ?? "", signed(column["mean"]), range(column, "low", "high"),
        range(column, "null_low", "null_high"), column["stands_out"] == .boolean(true) ? "stands out" : "",
      ])
    }
    let folds = importance["folds"]?.double.map { NumberText.count(Int($0)) } ?? ""
    return table.text + "\nOn rows that the models of \(folds) folds have not seen."
  }

  private static func groups(_ reasons: JSON) -> String? {
    guard let groups = reasons["importance"]?["groups"]?.items, !groups.isEmpty else { return nil }
    var table = TextTable(["Columns that repeat each other, shuffled together", "mean", "95 %"])
    for group in groups {
      let names = (group["columns"]?.items ?? []).compactMap(\.string).joined(separator: ", ")
      table.add([TextWrap.cut(names, to: 56), signed(group["mean"]), range(group, "low", "high")])
    }
    return table.text
  }

  private static func dropped(_ reasons: JSON) -> String? {
    guard let dropped = reasons["importance"]?["dropped"]?.items, !dropped.isEmpty else { return nil }
    var table = TextTable(["Worse when learnt without", "mean", "95 %"])
    for column in dropped {
      table.add([column["column"]?.string ?? "", signed(column["mean"]), range(column, "low", "high")])
    }
    return table.text
  }

  private static func surrogate(_ reasons: JSON) -> String? {
    guard let surrogate = reasons["surrogate"], let leaves = surrogate["leaves"]?.items else { return nil }
    let fidelity = surrogate["r2"]?.double.map { NumberText.percent($0, 0) } ?? NumberText.none
    var table = TextTable(["In a few words (\(fidelity) of the model’s variance)", "customers", "mean"])
    for leaf in leaves {
      table.add([
        TextWrap.cut(leaf["words"]?.string ?? "", to: 76), NumberText.percent(leaf["share"]?.double ?? 0),
        NumberText.percent(leaf["mean"]?.double ?? 0),
      ])
    }
    return table.text
  }

  private static func stability(_ reasons: JSON) -> String? {
    guard let stability = reasons["stability"], let kept = stability["kept_share"]?.double else { return nil }
    return
      "A customer’s strongest reason is the strongest in \(NumberText.percent(kept)) of models learnt anew on bootstrap rows."
  }

  private static func signed(_ value: JSON?) -> String { NumberText.signed(value?.double, 4) }

  private static func range(_ item: JSON, _ low: String, _ high: String) -> String {
    guard let low = item[low]?.double, let high = item[high]?.double else { return NumberText.none }
    return "\(NumberText.signed(low, 4)) to \(NumberText.signed(high, 4))"
  }
}
