/// What two columns of one customer cannot be together.
public enum ConsistencyRule: Sendable, Equatable {
  /// No customer has both categories.
  case excludes(column: Int, code: Int32, other: Int, otherCode: Int32)
  /// The numbers of a category's customers lie in the range.
  case limits(column: Int, code: Int32, other: Int, range: ClosedRange<Double>)

  var columns: (Int, Int) {
    switch self {
    case .excludes(let column, _, let other, _), .limits(let column, _, let other, _): (column, other)
    }
  }

  func isKept(by customer: [CustomerCell]) -> Bool {
    switch self {
    case .excludes(let column, let code, let other, let otherCode):
      return customer[column] != .category(code) || customer[other] != .category(otherCode)
    case .limits(let column, let code, let other, let range):
      guard customer[column] == .category(code), case .number(let number) = customer[other], !number.isNaN else {
        return true
      }
      return range.contains(number)
    }
  }
}

/// The rules, by the columns they speak of.
public struct ConsistencyRules: Sendable {
  public let all: [ConsistencyRule]
  private let byColumn: [[ConsistencyRule]]

  public init(_ rules: [ConsistencyRule], columns: Int) {
    all = rules
    var byColumn = [[ConsistencyRule]](repeating: [], count: columns)
    for rule in rules {
      byColumn[rule.columns.0].append(rule)
      if rule.columns.1 != rule.columns.0 { byColumn[rule.columns.1].append(rule) }
    }
    self.byColumn = byColumn
  }

  /// The first rule that a customer's cell breaks together with one of `others`.
  func broken(by customer: [CustomerCell], at column: Int, with others: (Int) -> Bool) -> ConsistencyRule? {
    byColumn[column].first { rule in
      let other = rule.columns.0 == column ? rule.columns.1 : rule.columns.0
      return others(other) && !rule.isKept(by: customer)
    }
  }

  /// The rule that a customer breaks as they stand, so that nothing can be asked of them. The ranges of numbers end where the
  /// data did, and a new customer may well lie a little outside; two categories that exclude each other are a mistake.
  func mistake(in customer: [CustomerCell]) -> ConsistencyRule? {
    all.first { rule in
      guard case .excludes = rule else { return false }
      return !rule.isKept(by: customer)
    }
  }
}
