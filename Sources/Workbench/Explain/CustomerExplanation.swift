internal import ChurnML

/// All that is said of one customer.
public struct CustomerExplanation: Sendable {
  public let reasons: CustomerReasons
  /// nil unless it was asked for.
  public let stability: CustomerStability?
  public let whatIf: CustomerWhatIf?

  /// The reasons' members, and `stability` and `what_if` where they were asked for.
  public var json: JSON {
    guard case .object(var members) = reasons.json else { return .null }
    if let stability { members.append(.init("stability", stability.json)) }
    if let whatIf { members.append(.init("what_if", whatIf.json)) }
    return .object(members)
  }
}

/// How firm a customer's reasons are in models learnt anew on bootstrap rows.
public struct CustomerStability: Sendable {
  let columns: [String]
  let row: ReasonStability.Row
  public let refits: Int

  public var topReason: String { columns[row.top] }
  /// In how many of the refits the top reason is the same.
  public var kept: Int { row.kept }
  var keptShare: Double { Double(kept) / Double(refits) }

  /// `The strongest reason, Contract, is the strongest in 17 of 20 models learnt anew.`
  public var words: String {
    "The strongest reason, \(topReason), is the strongest in \(kept) of \(refits) models learnt anew"
      + (others.isEmpty
        ? "." : "; in the others it is \(WhatIfWords.list(others.map { "\($0.column) (\($0.count))" })).")
  }

  /// Columns that are the strongest reason in other refits, the most frequent first.
  private var others: [(column: String, count: Int)] {
    columns.indices.filter { $0 != row.top && row.topCounts[$0] > 0 }
      .sorted { (row.topCounts[$1], $0) < (row.topCounts[$0], $1) }.map { (columns[$0], row.topCounts[$0]) }
  }

  var json: JSON {
    [
      "refits": .integer(refits), "top_reason": .text(topReason), "kept": .integer(kept),
      "kept_share": .number(keptShare),
      "others": .object(others.map { .init($0.column, .integer($0.count)) }),
      "std": .object(columns.indices.map { .init(columns[$0], .number(row.deviations[$0])) }),
      "words": .text(words),
    ]
  }
}
