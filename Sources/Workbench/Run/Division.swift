internal import ChurnML

/// All that an experiment does with its rows.
struct Division: Sendable {
  let splits: [Split]
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
  init(splits: [Split], rows: [Int]) {
    self.splits = splits
    csv = Self.csv(of: splits)
    let saysAll = splits.allSatisfy { $0.isPartition(of: rows) }
    allCSV = saysAll ? nil : Self.csv(of: splits, rows: rows)
  }

  /// One line for each row that is assessed: its number (from 0), the repeat and the fold.
  private static func csv(of splits: [Split]) -> String {
    var text = "row,repeat,fold\n"
    for split in splits {
      for row in split.assessment { text += "\(row),\(split.repeat),\(split.fold)\n" }
    }
    return text
  }

  /// One line for each row of each set; `times` is how often a bootstrap drew it. Analysis sets that are all other rows are
  /// not listed.
  private static func csv(of splits: [Split], rows: [Int]) -> String {
    var text = "repeat,fold,set,row,times\n"
    for split in splits {
      let place = "\(split.repeat),\(split.fold)"
      for row in split.assessment { text += "\(place),assessment,\(row),1\n" }
      guard !split.isPartition(of: rows) else { continue }
      var start = 0
      while start < split.analysis.count {
        let row = split.analysis[start]
        let end = split.analysis[start...].firstIndex { $0 != row } ?? split.analysis.count
        text += "\(place),analysis,\(row),\(end - start)\n"
        start = end
      }
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
