/// The products of two columns' parts of a design matrix: every standardised column of the one times every one of the
/// other, standardised again.
struct InteractionTerm: Sendable, Codable, Equatable {
  /// One of the columns that are multiplied.
  enum Factor: Sendable, Codable, Equatable {
    case numeric(NumericTerm)
    case coded(CodedTerm)

    var columnNames: [String] {
      switch self {
      case .numeric(let term): term.columnNames
      case .coded(let term): term.columnNames
      }
    }

    /// The index of the column among the features.
    var feature: Int {
      switch self {
      case .numeric(let term): term.feature
      case .coded(let term): term.feature
      }
    }

    /// The standardised columns at the row's cell.
    func values(_ features: [Column], row: Int) -> [Double] {
      switch self {
      case .numeric(let term):
        guard case .numeric(let numbers) = features[term.feature].values else { return [] }
        return term.values(at: numbers[row])
      case .coded(let term):
        return term.values(ofState: term.state(of: features[term.feature], row: row))
      }
    }
  }

  let first: Factor
  let second: Factor
  /// The products that are kept, by number; constant ones are not.
  let products: [Int]
  /// One a product.
  let scales: [Standardisation]

  var columns: Int { products.count }

  /// Nil when every product is constant.
  init?(_ first: Factor, _ second: Factor, _ features: [Column], rows: [Int]) {
    let names = (first.columnNames.count, second.columnNames.count)
    var products = [[Double]](repeating: [], count: names.0 * names.1)
    for row in rows {
      for (index, product) in Self.outer(first, second, features, row: row).enumerated() {
        products[index].append(product)
      }
    }
    let scales = products.map { Standardisation(of: $0) }
    self.first = first
    self.second = second
    self.products = scales.indices.filter { scales[$0] != nil }
    self.scales = scales.compactMap { $0 }
    guard !self.scales.isEmpty else { return nil }
  }

  var columnNames: [String] {
    let all = first.columnNames.flatMap { a in second.columnNames.map { "\(a):\($0)" } }
    return products.map { all[$0] }
  }

  /// The standardised products at a row.
  func values(_ features: [Column], row: Int) -> [Double] {
    let all = Self.outer(first, second, features, row: row)
    return zip(products, scales).map { $1(all[$0]) }
  }

  private static func outer(_ first: Factor, _ second: Factor, _ features: [Column], row: Int) -> [Double] {
    let others = second.values(features, row: row)
    return first.values(features, row: row).flatMap { a in others.map { a * $0 } }
  }
}

extension DesignEncoder {
  /// Two columns whose products are wanted.
  public struct Interaction: Sendable, Equatable {
    public let first: String
    public let second: String

    /// - Parameter text: `first:second`.
    public init(_ text: String) throws(InputError) {
      let names = text.split(separator: ":").map(String.init)
      guard names.count == 2, names[0] != names[1] else {
        throw InputError(at: "interactions", "'\(text)' is not a pair of columns; write it as first:second")
      }
      first = names[0]
      second = names[1]
    }
  }
}
