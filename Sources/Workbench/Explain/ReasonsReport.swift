public import ChurnML

/// What `churnlab explain` answers for customers.
public struct ReasonsReport: Sendable {
  public struct Customer: Sendable {
    /// In the file, counted from 0.
    public let row: Int
    public let explanation: CustomerExplanation
    public var reasons: CustomerReasons { explanation.reasons }
  }

  public let model: ModelFacts
  public let method: String
  /// Rows of the background sample, where one was asked for.
  public let background: Int?
  public let customers: [Customer]
  /// What what-if was allowed; nil unless it was asked for.
  public let setup: WhatIfSetup?

  public static let schema = "churnlab.explain/1"

  /// What was asked for about the selected customers.
  /// - Throws: when what-if is refused for all of them.
  public init(
    _ explainer: Explainer, _ selected: SelectedCustomers, background: Explainer.Background?, jobs: Int
  ) throws(InputError) {
    model = explainer.model.facts
    method = explainer.method(background)
    self.background = background?.rows
    customers = zip(
      selected.rows,
      explainer.explanations(selected.columns, rows: Array(selected.rows.indices), background: background, jobs: jobs)
    ).map { Customer(row: $0, explanation: $1) }
    setup = explainer.whatIf?.setup
    let refusals = customers.compactMap(\.explanation.whatIf?.refused)
    if setup != nil, refusals.count == customers.count, let first = customers.first {
      throw InputError(at: "row \(first.row)", refusals[0])
    }
  }

  public var json: JSON {
    let head: [JSON.Member] = [
      .init("schema", .text(Self.schema)), .init("model", .text(model.model)), .init("method", .text(method)),
      .init("background", background.map { .integer($0) } ?? .null),
      .init("space", customers.first.map { .text($0.reasons.space.rawValue) } ?? .null),
      .init("caution", .text(Explainer.caution)),
    ]
    let rules = setup.map { [JSON.Member("what_if", $0.json)] } ?? []
    return .object(head + rules + [.init("rows", .list(customers.map(\.json)))])
  }
}

extension ReasonsReport.Customer {
  fileprivate var json: JSON {
    guard case .object(let members) = explanation.json else { return .null }
    return .object([.init("row", .integer(row))] + members)
  }
}
