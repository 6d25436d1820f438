public import ChurnML

/// What one column adds to a customer's prediction.
public struct Reason: Sendable, Equatable {
  public let column: String
  /// The cell: a number, a text, or null where it is missing or of a category that training did not have.
  public let value: JSON
  public let contribution: Double

  /// `Month-to-month contract`.
  public var phrase: String { ReasonWords.phrase(column, value) }
  /// `Month-to-month contract: +0.14`.
  public var words: String { "\(phrase): \(ReasonWords.signed(contribution))" }
}

/// Why a customer has the probability they have: `base` plus the contributions is the prediction in `space`.
public struct CustomerReasons: Sendable, Equatable {
  public let probability: Double
  public let space: ReasonSpace
  public let base: Double
  /// One a column, in the order of the model's.
  public let inOrderOfColumns: [Reason]

  /// The strongest first; equals in the columns' order.
  public var strongestFirst: [Reason] {
    inOrderOfColumns.enumerated().sorted { a, b in
      let (x, y) = (a.element.contribution.magnitude, b.element.contribution.magnitude)
      return x != y ? x > y : a.offset < b.offset
    }.map(\.element)
  }

  /// `{probability, base, space, contributions{COLUMN: value}, reasons[{column, value, contribution, words}]}`, the last the
  /// strongest first.
  public var json: JSON {
    [
      "probability": .number(probability), "base": .number(base), "space": .text(space.rawValue),
      "contributions": .object(inOrderOfColumns.map { .init($0.column, .number($0.contribution)) }),
      "reasons": .list(
        strongestFirst.map {
          [
            "column": .text($0.column), "value": $0.value, "contribution": .number($0.contribution),
            "words": .text($0.words),
          ]
        }),
    ]
  }
}

extension Column {
  /// A cell for people and records.
  func value(row: Int) -> JSON {
    switch values {
    case .numeric(let numbers): numbers[row].isNaN ? .null : .number(numbers[row])
    case .categorical(let codes, let categories): codes[row] < 0 ? .null : .text(categories[Int(codes[row])])
    }
  }
}
