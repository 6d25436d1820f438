/// One cell of a customer.
public enum CustomerCell: Sendable, Equatable {
  /// NaN where it is missing.
  case number(Double)
  /// A code of the column's categories, or `Column.missing` or `Column.unseen`.
  case category(Int32)

  init(_ column: Column, row: Int) {
    switch column.values {
    case .numeric(let numbers): self = .number(numbers[row])
    case .categorical(let codes, _): self = .category(codes[row])
    }
  }
}

/// A column that may be changed, and to what. Columns without a lever stay as they are.
public struct Lever: Sendable, Equatable {
  public enum Values: Sendable, Equatable {
    /// In the order that a direction goes by.
    case categories([Int32])
    /// Increasing. A model is asked about these, and about no number between them.
    case numbers([Double])
  }

  public enum Direction: String, Sendable, CaseIterable {
    case up, down
  }

  /// Its place among the model's columns.
  public let column: Int
  public let values: Values
  /// nil for both.
  public let direction: Direction?

  public init(column: Int, values: Values, direction: Direction? = nil) {
    self.column = column
    self.values = values
    self.direction = direction
  }

  /// What the customer's cell may become. A missing number stays missing: nobody can say which way it would go.
  func cells(from cell: CustomerCell) -> [CustomerCell] {
    switch (values, cell) {
    case (.numbers(let numbers), .number(let own)) where !own.isNaN:
      numbers.filter { $0 != own && (direction == nil || ($0 > own) == (direction == .up)) }.map { .number($0) }
    case (.categories(let codes), .category(let own)):
      allowed(codes, own: codes.firstIndex(of: own)).filter { $0 != own }.map { .category($0) }
    default: []
    }
  }

  /// Without a place in the order there is no direction.
  private func allowed(_ codes: [Int32], own: Int?) -> ArraySlice<Int32> {
    guard let own, let direction else { return codes[...] }
    return direction == .up ? codes[own...] : codes[...own]
  }
}
