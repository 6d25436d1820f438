public enum ColumnKind: String, Codable, Sendable, CaseIterable {
  case numeric, categorical
}

/// One typed column of a table.
public struct Column: Sendable, Equatable {
  public enum Values: Sendable, Equatable {
    /// One number a row; NaN is missing. Never infinite.
    case numeric([Double])
    /// One index into `categories` a row; `Column.missing` and `Column.unseen` are negative.
    /// `categories` are distinct and sorted by their UTF-8 bytes, so they do not depend on the order of rows.
    case categorical(codes: [Int32], categories: [String])
  }

  /// The code of a cell without a value.
  public static let missing: Int32 = -1
  /// The code of a category that the training data did not have; only in tables conformed to a schema.
  public static let unseen: Int32 = -2

  public let name: String
  public let values: Values

  public init(name: String, values: Values) {
    self.name = name
    self.values = values
  }

  public var kind: ColumnKind {
    switch values {
    case .numeric: .numeric
    case .categorical: .categorical
    }
  }

  public var count: Int {
    switch values {
    case .numeric(let numbers): numbers.count
    case .categorical(let codes, _): codes.count
    }
  }
}
