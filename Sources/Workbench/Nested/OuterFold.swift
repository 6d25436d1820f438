public import ChurnML

/// A fold of nested cross-validation: the search is done anew on the splits of its analysis rows, and what it chooses is
/// fitted on these and judged on the assessment rows.
public struct OuterFold: Sendable {
  public let split: Split
  public let inner: [Split]

  /// In words.
  var name: String { "outer repeat \(split.repeat), fold \(split.fold)" }

  /// Every search must have rows of both classes to learn from and to judge by.
  /// - Parameters:
  ///   - splits: the outer ones.
  ///   - inner: divides the analysis rows of one.
  static func folds(
    _ splits: [Split], inner: (Split) throws(InputError) -> [Split]
  ) throws(InputError) -> [OuterFold] {
    var folds: [OuterFold] = []
    for split in splits {
      do throws(InputError) {
        folds.append(OuterFold(split: split, inner: try inner(split)))
      } catch {
        throw InputError(
          at: error.place,
          "\(error.message) This is within \(OuterFold(split: split, inner: []).name), which has "
            + "\(split.analysis.count) analysis rows.")
      }
    }
    return folds
  }

  /// From `all_splits.csv`: the assessment rows; analysis rows are left empty. None where the file is not of nested
  /// cross-validation.
  static func read(_ table: Table) throws(InputError) -> [OuterFold] {
    guard case .categorical(let codes, let words) = try table.column(named: "set").values else { return [] }
    guard table.columns.contains(where: { $0.name == "outer_fold" }) else { return [] }
    let names = ["outer_repeat", "outer_fold", "repeat", "fold"]
    var places: [[Int]] = []
    for name in names { places.append(try table.integers(name)) }
    let rows = try table.integers("row")
    var outer: [Split] = []
    var inner: [[Split]] = []
    var start = 0
    while start < rows.count {
      let key = places.map { $0[start] }
      var assessment: [Int] = []
      var end = start
      while end < rows.count, places.map({ $0[end] }) == key {
        if words[Int(codes[end])] == "assessment" { assessment.append(rows[end]) }
        end += 1
      }
      start = end
      guard key[0] >= 0 else { continue }
      if key[2] < 0 {
        outer.append(Split(repeat: key[0], fold: key[1], analysis: [], assessment: assessment))
        inner.append([])
      } else if !inner.isEmpty {
        inner[inner.count - 1].append(Split(repeat: key[2], fold: key[3], analysis: [], assessment: assessment))
      }
    }
    return zip(outer, inner).map { OuterFold(split: $0, inner: $1) }
  }
}
