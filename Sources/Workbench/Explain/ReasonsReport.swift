internal import ChurnML

/// What `churnlab explain` answers for customers.
public struct ReasonsReport: Sendable {
  public struct Customer: Sendable {
    /// In the file, counted from 0.
    public let row: Int
    public let reasons: CustomerReasons
  }

  public let model: ModelFacts
  public let method: String
  /// Rows of the background sample, where one was asked for.
  public let background: Int?
  public let customers: [Customer]

  public static let schema = "churnlab.explain/1"

  /// Reasons for the selected customers.
  public init(_ explainer: Explainer, _ selected: SelectedCustomers, background: Explainer.Background?, jobs: Int) {
    model = explainer.model.facts
    method = explainer.method(background)
    self.background = background?.rows
    customers = zip(
      selected.rows,
      explainer.reasons(selected.columns, rows: Array(selected.rows.indices), background: background, jobs: jobs)
    ).map { Customer(row: $0, reasons: $1) }
  }

  public var json: JSON {
    [
      "schema": .text(Self.schema), "model": .text(model.model), "method": .text(method),
      "background": background.map { .integer($0) } ?? .null,
      "space": customers.first.map { .text($0.reasons.space.rawValue) } ?? .null,
      "caution": .text(Explainer.caution),
      "rows": .list(customers.map(\.json)),
    ]
  }
}

extension ReasonsReport.Customer {
  fileprivate var json: JSON {
    guard case .object(let members) = reasons.json else { return .null }
    return .object([.init("row", .integer(row))] + members)
  }
}
