/// How well one column alone ranks customers: the largest area under the ROC curve that reading it allows.
///
/// A number is read as it stands, in either direction, missing values first or last; and, as a category is, through the churn
/// rate of its bin, learnt on other rows. So noise gets 0.5 at any number of categories.
struct ColumnSeparation: Sendable {
  let name: String
  let auc: Double
  /// Two standard errors below, by Hanley and McNeil (1982).
  let lowest: Double

  private static let folds = 5
  private static let mostBins = 64

  /// - Precondition: both classes occur.
  init(_ column: CodedColumn, labels: [UInt8], positives: Int) {
    name = column.name
    let negatives = labels.count - positives
    let best = max(Self.ranked(column, labels), Self.crossFitted(column, labels))
    auc = best
    lowest = best - 2 * hanleyMcNeilError(auc: best, positives: positives, negatives: negatives)
  }

  private struct Group {
    var rows = 0
    var positives = 0
  }

  /// Numbers as they stand; 0.5 for categories.
  private static func ranked(_ column: CodedColumn, _ labels: [UInt8]) -> Double {
    guard column.kind == .numeric else { return 0.5 }
    // Place 0 holds the missing values.
    var groups = [Group](repeating: Group(), count: column.counts.count + 1)
    for (row, code) in column.codes.enumerated() {
      groups[Int(max(code, -1)) + 1].rows += 1
      groups[Int(max(code, -1)) + 1].positives += Int(labels[row])
    }
    let (first, last) = (area(groups) ?? 0.5, area(groups.dropFirst() + groups.prefix(1)) ?? 0.5)
    return max(first, 1 - first, last, 1 - last)
  }

  /// P(a churner's group comes later than a stayer's) + P(equal) / 2; nil without both classes.
  private static func area(_ groups: some Sequence<Group>) -> Double? {
    var (doubled, positives, negatives) = (0.0, 0.0, 0.0)
    for group in groups {
      let (churners, stayers) = (Double(group.positives), Double(group.rows - group.positives))
      doubled += churners * (2 * negatives + stayers)
      positives += churners
      negatives += stayers
    }
    return positives > 0 && negatives > 0 ? doubled / (2 * positives * negatives) : nil
  }

  private static func crossFitted(_ column: CodedColumn, _ labels: [UInt8]) -> Double {
    let bins = column.bins(atMost: max(4, min(mostBins, column.rows / 50)))
    let count = (bins.max() ?? 0) + 1
    var groups = [Group](repeating: Group(), count: folds * count)
    for (row, code) in column.codes.enumerated() {
      let fold = Int(RandomSource.mix(UInt64(row)) % UInt64(folds))
      let place = fold * count + bins[Int(max(code, -1)) + 1]
      groups[place].rows += 1
      groups[place].positives += Int(labels[row])
    }
    return meanArea(groups, bins: count)
  }

  /// Each fold's bins are ordered by the other folds' churn rates.
  private static func meanArea(_ groups: [Group], bins: Int) -> Double {
    let totals = (0..<bins).map { bin in
      (0..<folds).reduce(into: Group()) { total, fold in
        total.rows += groups[fold * bins + bin].rows
        total.positives += groups[fold * bins + bin].positives
      }
    }
    let all = totals.reduce(into: Group()) { sum, total in
      sum.rows += total.rows
      sum.positives += total.positives
    }
    let base = Double(all.positives) / Double(all.rows)
    var areas: [Double] = []
    for fold in 0..<folds {
      let own = Array(groups[fold * bins..<(fold + 1) * bins])
      let occupied = own.indices.filter { own[$0].rows > 0 }
      // A bin that no other row is in is as good as any customer.
      let rates = occupied.map { bin in
        (Double(totals[bin].positives - own[bin].positives) + base) / Double(totals[bin].rows - own[bin].rows + 1)
      }
      let order = occupied.indices.sorted { rates[$0] < rates[$1] }
      var merged: [Group] = []
      var last: Double?
      for place in order {
        if rates[place] != last { merged.append(Group()) }
        last = rates[place]
        merged[merged.count - 1].rows += own[occupied[place]].rows
        merged[merged.count - 1].positives += own[occupied[place]].positives
      }
      if let area = area(merged) { areas.append(area) }
    }
    return areas.isEmpty ? 0.5 : areas.reduce(0, +) / Double(areas.count)
  }
}

extension CodedColumn {
  /// The bin of each code, that of missing values first: categories as they are, numbers in bins of about equal rows.
  fileprivate func bins(atMost most: Int) -> [Int] {
    guard kind == .numeric, counts.count > most else { return Array(0...counts.count) }
    var before = 0
    let whole = max(1, present)
    return [0]
      + counts.map { count in
        defer { before += count }
        return 1 + min(most - 1, (before + count / 2) * most / whole)
      }
  }
}

/// The standard error of an area under the ROC curve (Hanley and McNeil 1982).
func hanleyMcNeilError(auc: Double, positives: Int, negatives: Int) -> Double {
  let (m, n) = (Double(positives), Double(negatives))
  let first = auc / (2 - auc)
  let second = 2 * auc * auc / (1 + auc)
  let square = auc * auc
  let variance = auc * (1 - auc) + (m - 1) * (first - square) + (n - 1) * (second - square)
  return (max(0, variance) / (m * n)).squareRoot()
}
