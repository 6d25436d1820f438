/// A categorical column's part of a design matrix, or the missing cells of a numeric one: every cell is in one of a
/// few states, and a state has its indicator column.
struct CodedTerm: Sendable, Codable, Equatable {
  /// How many categories keep a column of their own; the rarer ones share one.
  static let categoryLimit = 255

  /// The index of the column among the features.
  let feature: Int
  let name: String
  /// The states met in the analysis rows: categories, then the pool of rare ones, then missing.
  let states: [String]
  /// The state of each category, -1 for those the analysis rows do not have; empty for a numeric column.
  let stateOfCategory: [Int]
  /// -1 when no cell was missing. For a numeric column state 0 is present and state 1 missing.
  let missingState: Int
  /// The states from this one on have columns. The first has none when it can be told from the others, which two
  /// states always can.
  let firstColumnState: Int
  /// One a column.
  let scales: [Standardisation]

  var columns: Int { scales.count }
  var columnNames: [String] { states[firstColumnState...].map { "\(name)=\($0)" } }

  /// Nil when all rows are in one state.
  private init?(
    feature: Int, name: String, states: [String], counts: [Int], stateOfCategory: [Int], missingState: Int,
    coding: DesignEncoder.Coding
  ) {
    guard states.count > 1 else { return nil }
    let rows = counts.reduce(0, +)
    self.feature = feature
    self.name = name
    self.states = states
    self.stateOfCategory = stateOfCategory
    self.missingState = missingState
    firstColumnState = states.count == 2 || coding == .reference ? 1 : 0
    scales = counts[firstColumnState...].compactMap { Standardisation(ones: $0, of: rows) }
  }

  /// Whether a numeric cell is missing; nil when none is, or all are.
  init?(missingOf feature: Int, name: String, numbers: [Double]) {
    let missing = numbers.missingCount
    guard missing > 0, missing < numbers.count else { return nil }
    self.init(
      feature: feature, name: name, states: ["present", "missing"], counts: [numbers.count - missing, missing],
      stateOfCategory: [], missingState: 1, coding: .oneHot)
  }

  /// - Parameter codes: of the analysis rows.
  init?(feature: Int, name: String, codes: [Int32], categories: [String], coding: DesignEncoder.Coding) {
    var counts = [Int](repeating: 0, count: categories.count)
    var missing = 0
    for code in codes {
      if code >= 0 { counts[Int(code)] += 1 } else { missing += 1 }
    }
    let kept = Self.mostFrequent(counts)
    var stateOfCategory = [Int](repeating: -1, count: categories.count)
    for (state, category) in kept.enumerated() { stateOfCategory[category] = state }
    var states = kept.map { categories[$0] }
    var stateCounts = kept.map { counts[$0] }
    let pooled = counts.indices.filter { counts[$0] > 0 && stateOfCategory[$0] < 0 }
    if !pooled.isEmpty {
      for category in pooled { stateOfCategory[category] = states.count }
      states.append("(\(pooled.count) rare categories)")
      stateCounts.append(pooled.reduce(0) { $0 + counts[$1] })
    }
    let missingState = missing > 0 ? states.count : -1
    if missing > 0 {
      states.append("(missing)")
      stateCounts.append(missing)
    }
    self.init(
      feature: feature, name: name, states: states, counts: stateCounts, stateOfCategory: stateOfCategory,
      missingState: missingState, coding: coding)
  }

  /// The categories that occur, the most frequent where there are too many, in code order.
  private static func mostFrequent(_ counts: [Int]) -> [Int] {
    let present = counts.indices.filter { counts[$0] > 0 }
    guard present.count > categoryLimit else { return present }
    return present.sorted { (-counts[$0], $0) < (-counts[$1], $1) }.prefix(categoryLimit - 1).sorted()
  }

  /// The state of a row's cell; -1 for one the analysis rows did not have.
  func state(of column: Column, row: Int) -> Int {
    switch column.values {
    case .numeric(let numbers): numbers[row].isNaN ? 1 : 0
    case .categorical(let codes, _): state(ofCode: codes[row])
    }
  }

  func state(ofCode code: Int32) -> Int {
    code >= 0 ? stateOfCategory[Int(code)] : code == Column.missing ? missingState : -1
  }

  /// The standardised columns of a cell in `state`, which is -1 when it was never met.
  func values(ofState state: Int) -> [Double] {
    scales.indices.map { scales[$0](firstColumnState + $0 == state ? 1 : 0) }
  }
}
