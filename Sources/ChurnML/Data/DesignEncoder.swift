/// How typed columns become the standardised numbers of a linear model; fitted on analysis rows and on nothing else.
///
/// - A numeric column is standardised, its missing cells first filled with the median; where the analysis rows have
///   missing cells, a column more says which. It may be replaced by a natural cubic spline.
/// - A categorical column of two levels is one indicator, one of three or more levels is one-hot in full (or all but
///   the first level, `Coding.reference`). A missing cell is a level of its own; a category the analysis rows do not
///   have is a row of zeros.
/// - Indicators are standardised too. Columns that are constant over the analysis rows are left out, with a note.
public struct DesignEncoder: Sendable, Codable, Equatable {
  public enum Coding: String, Sendable, Codable {
    /// Three or more levels have a column each: the natural choice under a penalty.
    case oneHot
    /// The first level has none, so that coefficients without a penalty are defined.
    case reference
  }

  let numeric: [NumericTerm]
  let interactions: [InteractionTerm]
  let coded: [CodedTerm]
  /// What was left out or pooled.
  public let notes: [String]

  /// - Parameters:
  ///   - rows: the analysis rows.
  ///   - knots: of the spline a numeric column is replaced by; 0 for the column itself.
  ///   - interactions: pairs of columns whose products are added; throws when one is not among the features.
  public init(
    fitting features: [Column], rows: [Int], coding: Coding = .oneHot, knots: Int = 0, interactions: [Interaction],
    jobs: Int = 1
  ) throws(InputError) {
    let main = DesignEncoder(fitting: features, rows: rows, coding: coding, knots: knots, jobs: jobs)
    var terms: [InteractionTerm] = []
    var notes = main.notes
    for pair in interactions {
      let factors = (try main.factor(pair.first, features), try main.factor(pair.second, features))
      if let first = factors.0, let second = factors.1, let term = InteractionTerm(first, second, features, rows: rows)
      {
        terms.append(term)
      } else {
        notes.append("\(pair.first):\(pair.second): left out, constant over the analysis rows")
      }
    }
    self.init(numeric: main.numeric, interactions: terms, coded: main.coded, notes: notes)
  }

  /// Without interactions.
  public init(fitting features: [Column], rows: [Int], coding: Coding = .oneHot, knots: Int = 0, jobs: Int = 1) {
    let parts = concurrentMap(count: features.count, jobs: jobs) {
      Part(of: features[$0], feature: $0, rows: rows, coding: coding, knots: knots)
    }
    self.init(
      numeric: parts.compactMap(\.numeric), interactions: [], coded: parts.compactMap(\.coded),
      notes: parts.compactMap(\.note))
  }

  /// What one column becomes.
  private struct Part: Sendable {
    var numeric: NumericTerm?
    var coded: CodedTerm?
    var note: String?

    init(of column: Column, feature: Int, rows: [Int], coding: Coding, knots: Int) {
      switch column.values {
      case .numeric(let all):
        let numbers = rows.map { all[$0] }
        numeric = NumericTerm(feature: feature, name: column.name, numbers: numbers, knots: knots)
        coded = CodedTerm(missingOf: feature, name: column.name, numbers: numbers)
      case .categorical(let all, let categories):
        coded = CodedTerm(
          feature: feature, name: column.name, codes: rows.map { all[$0] }, categories: categories, coding: coding)
        if let pool = coded?.states.first(where: { $0.hasSuffix(" rare categories)") }) {
          note = "\(column.name): \(pool) share one column"
        }
      }
      if numeric == nil, coded == nil { note = "\(column.name): left out, constant over the analysis rows" }
    }
  }

  private init(numeric: [NumericTerm], interactions: [InteractionTerm], coded: [CodedTerm], notes: [String]) {
    self.numeric = numeric
    self.interactions = interactions
    self.coded = coded
    self.notes = notes
  }

  /// Nil for a column that is left out.
  private func factor(_ name: String, _ features: [Column]) throws(InputError) -> InteractionTerm.Factor? {
    guard let index = features.firstIndex(where: { $0.name == name }) else {
      throw InputError(at: "interactions", "there is no feature column '\(name)'; name one of the data's")
    }
    switch features[index].values {
    case .numeric: return numeric.first { $0.feature == index }.map { .numeric($0) }
    case .categorical: return coded.first { $0.feature == index }.map { .coded($0) }
    }
  }

  /// The columns of the design matrix, the constant first.
  public var columnNames: [String] {
    ["intercept"] + numeric.flatMap(\.columnNames) + interactions.flatMap(\.columnNames)
      + coded.flatMap(\.columnNames)
  }

  /// Σ coefficient x column, for each of `rows`.
  /// - Parameter coefficients: in the order of `columnNames`.
  func linearPredictor(_ features: [Column], rows: ArraySlice<Int>, coefficients: [Double]) -> [Double] {
    var sums = [Double](repeating: coefficients[0], count: rows.count)
    var next = 1
    for term in numeric {
      let slice = coefficients[next..<(next + term.columns)]
      next += term.columns
      guard case .numeric(let numbers) = features[term.feature].values else { continue }
      term.add(slice, of: numbers, rows, to: &sums)
    }
    for term in interactions {
      let slice = coefficients[next..<(next + term.columns)]
      next += term.columns
      for (index, row) in rows.enumerated() {
        sums[index] += zip(term.values(features, row: row), slice).reduce(0) { $0 + $1.0 * $1.1 }
      }
    }
    for term in coded {
      let slice = coefficients[next..<(next + term.columns)]
      next += term.columns
      let contributions = (-1..<term.states.count).map { state in
        zip(term.values(ofState: state), slice).reduce(0) { $0 + $1.0 * $1.1 }
      }
      let column = features[term.feature]
      for (index, row) in rows.enumerated() {
        sums[index] += contributions[term.state(of: column, row: row) + 1]
      }
    }
    return sums
  }
}
