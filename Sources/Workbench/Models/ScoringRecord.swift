public import ChurnML

/// What scoring a file came to.
public struct ScoringRecord: Codable, Sendable {
  public let model: String
  public let customers: String
  /// Where the scored customers are; nil for standard output.
  public let out: String?
  public private(set) var rows = 0
  public private(set) var scored = 0
  public private(set) var skipped = 0
  public private(set) var unusableCells = 0
  /// The first of them.
  public private(set) var unusable: [UnusableCell] = []

  /// Why the columns that speak of money are blank; nil when they are not.
  public let refusal: String?

  /// How many unusable cells are kept by name.
  public static let named = 1000

  enum CodingKeys: String, CodingKey {
    case model, customers, out, rows, scored, skipped, unusable, refusal
    case unusableCells = "unusable_cells"
  }

  init(model: String, customers: String, out: String?, refusal: String? = nil) {
    self.refusal = refusal
    self.model = model
    self.customers = customers
    self.out = out
  }

  mutating func add(_ cell: UnusableCell) {
    unusableCells += 1
    if unusable.count < Self.named { unusable.append(cell) }
  }

  mutating func add(rows: Int, scored: Int) {
    self.rows += rows
    self.scored += scored
    skipped += rows - scored
  }
}

extension UnusableCell {
  /// `row 15 (line 17), column "tenure": "abc" is not a number`.
  public var sentence: String {
    let shown = text.count > 40 ? text.prefix(40) + "…" : text[...]
    return "row \(row) (line \(line)), column \"\(column)\": \"\(shown)\" is not a number"
  }
}
