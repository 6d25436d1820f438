public import ChurnML

/// The points of a finished run as a table, read from `cv_results.csv`: quick for very many points.
public struct PointTable: Sendable {
  private let table: Table
  let header: [String]

  public init(_ run: RunFolder) throws(InputError) {
    let path = run.file(.cvResults)
    do throws(WorkError) {
      var lines = try LineReader(path)
      header = CSVText.cells(try lines.next() ?? "")
    } catch { throw InputError(at: path, "the file is missing; the points cannot be read.") }
    let words = header.filter { $0 == "model" || $0 == "status" || $0.hasPrefix("param") }
    let kinds = header.map { ($0, words.contains($0) ? ColumnKind.categorical : .numeric) }
    table = try Table.read(
      path: path,
      options: CSVOptions(delimiter: UInt8(ascii: ","), missingTokens: [], kinds: Dictionary(kinds) { $1 }))
  }

  /// A part of the table.
  public struct Selection: Sendable {
    /// As asked for.
    public let columns: [String]
    public let rows: [[JSON]]
    /// Points that meet the conditions, shown or not, and points there are.
    public let matched: Int
    public let points: Int

    /// One object a row.
    public var json: JSON {
      .list(rows.map { row in .object(zip(columns, row).map { JSON.Member($0, $1) }) })
    }
  }

  /// - Parameters:
  ///   - columns: names as in `column(_:)`; nil for rank, id, model, the usual metrics and what the search varied.
  ///   - sort: the best of a metric, or the least of any other column, comes first; nil for the rank.
  ///   - conditions: such as `max_depth<=8`; all must hold.
  public func select(
    columns: [String]?, sort: String?, conditions: [PointCondition], limit: Int
  ) throws(InputError) -> Selection {
    let names = columns ?? usualColumns
    var shown: [Column] = []
    for name in names { shown.append(try column(name, option: "--columns")) }
    var tests: [(column: Column, condition: PointCondition)] = []
    for condition in conditions { tests.append((try column(condition.name, option: "--filter"), condition)) }
    let matching = (0..<table.rows).filter { row in
      tests.allSatisfy { $0.condition.holds(for: $0.column.json(row)) }
    }
    let order = try sorted(matching, by: sort ?? "rank")
    return Selection(
      columns: names, rows: order.prefix(limit).map { row in shown.map { $0.json(row) } }, matched: matching.count,
      points: table.rows)
  }

  /// A column by its name in the file, or without what scikit-learn puts before it: `max_depth` is `param_max_depth`,
  /// `log_loss` is `mean_test_log_loss`, `rank` is `rank_test_score`.
  private func column(_ name: String, option: String) throws(InputError) -> Column {
    for full in [name, "param_\(name)", "mean_test_\(name)", "\(name)_test_score"] {
      if let column = table[full] { return column }
    }
    let short = header.map { $0.replacing("param_", with: "").replacing("mean_test_", with: "") } + ["rank"]
    let hint = Suggestion.clause(name, in: short)
    throw InputError(
      at: "\(option) \(name)",
      "there is no such column" + (hint.isEmpty ? "; there are \(short.joined(separator: ", "))" : hint))
  }

  private var usualColumns: [String] {
    let varied = header.filter { name in
      guard name.hasPrefix("param_"), case .categorical(_, let values)? = table[name]?.values else { return false }
      return values.count > 1
    }
    return ["rank", "id", "model", "roc_auc", "log_loss", "brier"] + varied.map { String($0.dropFirst(6)) }
  }

  /// Rows by a column, those without a value last; equal ones in the order of points.
  private func sorted(_ rows: [Int], by name: String) throws(InputError) -> [Int] {
    let column = try column(name, option: "--sort")
    let isMaximized = MetricCatalogue.metric(named: name).map { type(of: $0).direction == .maximize } ?? false
    let keys = (0..<table.rows).map { PointCondition.number(column.json($0)).map { isMaximized ? -$0 : $0 } }
    return rows.sorted { (keys[$0] ?? .infinity, $0) < (keys[$1] ?? .infinity, $1) }
  }
}

extension Column {
  /// A cell as a number where it is one, as text where it is not, null where it is blank.
  fileprivate func json(_ row: Int) -> JSON {
    switch values {
    case .numeric(let values):
      values[row].isNaN ? .null : Int(exactly: values[row]).map { .integer($0) } ?? .number(values[row])
    case .categorical(let codes, let categories):
      codes[row] < 0 ? .null : PointCondition.value(categories[Int(codes[row])])
    }
  }
}
