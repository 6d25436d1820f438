internal import ChurnML

/// All that an experiment does with its rows.
struct Division: Sendable {
  let splits: [Split]
  let outer: [OuterFold]
  /// The bytes of `splits.csv`.
  let csv: String
  /// The bytes of `all_splits.csv`; nil where `splits.csv` says all: every row takes part in every split, on one side or the other.
  let allCSV: String?

  /// What the splits of a run are known by.
  static func digest(splits: String, all: String?) -> String {
    guard let all else { return splits }
    return SHA256.hex(of: "splits.csv \(splits)\nall_splits.csv \(all)\n")
  }

  var digest: String { Self.digest(splits: SHA256.hex(of: csv), all: allCSV.map { SHA256.hex(of: $0) }) }

  /// - Parameter rows: those that take part.
  init(splits: [Split], outer: [OuterFold], rows: [Int]) {
    self.splits = splits
    self.outer = outer
    csv = Self.csv(of: splits)
    let saysAll = outer.isEmpty && splits.allSatisfy { $0.isPartition(of: rows) }
    allCSV = saysAll ? nil : Self.csv(of: splits, outer, rows: rows)
  }

  /// One line for each row that is assessed: its number (from 0), the repeat and the fold.
  private static func csv(of splits: [Split]) -> String {
    var text = "row,repeat,fold\n"
    for split in splits {
      for row in split.assessment { text += "\(row),\(split.repeat),\(split.fold)\n" }
    }
    return text
  }

  /// One line for each row of each set, those of outer folds with blank repeat and fold; `times` is how often a bootstrap drew
  /// it. Analysis sets that are all other rows of the part that is divided are not listed.
  private static func csv(of splits: [Split], _ outer: [OuterFold], rows: [Int]) -> String {
    var text = "outer_repeat,outer_fold,repeat,fold,set,row,times\n"
    func add(_ place: String, _ split: Split, of rows: [Int]) {
      for row in split.assessment { text += "\(place),assessment,\(row),1\n" }
      guard !split.isPartition(of: rows) else { return }
      var start = 0
      while start < split.analysis.count {
        let row = split.analysis[start]
        let end = split.analysis[start...].firstIndex { $0 != row } ?? split.analysis.count
        text += "\(place),analysis,\(row),\(end - start)\n"
        start = end
      }
    }
    for split in splits { add(",,\(split.repeat),\(split.fold)", split, of: rows) }
    for fold in outer {
      let place = "\(fold.split.repeat),\(fold.split.fold)"
      add("\(place),,", fold.split, of: rows)
      for split in fold.inner { add("\(place),\(split.repeat),\(split.fold)", split, of: fold.split.analysis) }
    }
    return text
  }
}

extension Split {
  /// Whether each of `rows` is on exactly one side. A side never holds a row that is not among them.
  fileprivate func isPartition(of rows: [Int]) -> Bool {
    guard analysis.count + assessment.count == rows.count else { return false }
    let isDistinct = zip(analysis, analysis.dropFirst()).allSatisfy(<)
    return isDistinct && Set(analysis).isDisjoint(with: assessment)
  }
}
