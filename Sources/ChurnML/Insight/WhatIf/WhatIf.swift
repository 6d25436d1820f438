/// Asks a model what it would say of a customer who differs in a few columns: the fewest legal changes that reach a goal
/// (Wachter, Mittelstadt and Russell 2018: Counterfactual explanations without opening the black box; fewest changes and
/// actionability as in Ustun, Spangher and Liu 2019).
///
/// Choices are tried by the number of columns they change, so the first that are found are those of the fewest. When every
/// legal choice has been tried and none reaches the goal, that is a proof that there is none among the levers' values.
/// An answer says what the model associates, not what an offer would cause.
public struct WhatIf: Sendable {
  public let levers: [Lever]
  public let rules: ConsistencyRules
  private let classifier: any Classifier
  private let limit: Int

  /// What is wanted of P(churned).
  public typealias Goal = @Sendable (Double) -> Bool

  public struct Counterfactual: Sendable, Equatable {
    /// By column.
    public let changes: [CustomerChange]
    public let probability: Double
  }

  public struct Answer: Sendable, Equatable {
    /// Those that reach the goal with the fewest changes, the lowest P(churned) first; of those that differ in a number only, the
    /// one whose number is nearest to the customer's. Empty where none was found.
    public let found: [Counterfactual]
    /// Legal customers that the model was asked about.
    public let tried: Int
    /// No legal change of up to so many columns reaches the goal.
    public let ruledOut: Int
    /// Whether that is all of them: with nothing found a proof that none exists.
    public let isExhaustive: Bool
  }

  /// - Parameters:
  ///   - levers: at most one a column, in the columns' order.
  ///   - limit: legal customers that the model is asked about at most, for one customer.
  public init(_ classifier: any Classifier, levers: [Lever], rules: ConsistencyRules, limit: Int = 200_000) {
    self.classifier = classifier
    self.levers = levers
    self.rules = rules
    self.limit = limit
  }

  /// The rule that a customer breaks before anything is changed; for such a customer there is no answer.
  public func mistake(_ columns: [Column], row: Int) -> ConsistencyRule? {
    rules.mistake(in: columns.map { CustomerCell($0, row: row) })
  }

  /// One answer for each goal; nil for a customer with a `mistake`.
  /// - Parameter columns: in the order, and with the categories, of the training data.
  public func answers(_ columns: [Column], row: Int, goals: [Goal]) -> [Answer]? {
    let start = columns.map { CustomerCell($0, row: row) }
    guard rules.mistake(in: start) == nil else { return nil }
    let batch = ChangedCustomers(of: columns.map { $0.selecting([row]) }, classifier)
    var search = Search(goals: goals, changes: LegalChanges(of: start, levers: levers, rules: rules), limit: limit)
    search.run(batch)
    return search.answers
  }

  /// The search for one customer.
  private struct Search {
    let goals: [Goal]
    let changes: LegalChanges
    let limit: Int
    private(set) var answers: [Answer] = []
    private var found: [[Counterfactual]]
    private var tried = 0

    private static let batch = 512

    init(goals: [Goal], changes: LegalChanges, limit: Int) {
      self.goals = goals
      self.changes = changes
      self.limit = limit
      found = goals.map { _ in [] }
    }

    mutating func run(_ customers: ChangedCustomers) {
      var answers = [Answer?](repeating: nil, count: goals.count)
      var ruledOut = 0
      var isWhole = true
      for count in stride(from: 1, through: changes.most, by: 1) where isWhole && answers.contains(where: { $0 == nil })
      {
        let isOpen = answers.map { $0 == nil }
        isWhole = tryAll(count, isOpen, customers)
        for goal in goals.indices where isOpen[goal] && !found[goal].isEmpty {
          answers[goal] = Answer(
            found: Self.nearest(found[goal]), tried: tried, ruledOut: count - 1, isExhaustive: isWhole)
        }
        if isWhole { ruledOut = count }
      }
      self.answers = answers.map {
        $0 ?? Answer(found: [], tried: tried, ruledOut: ruledOut, isExhaustive: isWhole)
      }
    }

    /// Asks about every legal change of so many columns; false where there are too many.
    private mutating func tryAll(_ count: Int, _ isOpen: [Bool], _ customers: ChangedCustomers) -> Bool {
      var waiting: [[CustomerChange]] = []
      var room = limit - tried
      let isWhole = changes.visit(changing: count) { changed in
        room -= 1
        guard room >= 0 else { return false }
        waiting.append(changed)
        if waiting.count == Self.batch { ask(&waiting, isOpen, customers) }
        return true
      }
      ask(&waiting, isOpen, customers)
      return isWhole
    }

    private mutating func ask(_ waiting: inout [[CustomerChange]], _ isOpen: [Bool], _ customers: ChangedCustomers) {
      for (changed, probability) in zip(waiting, customers.probabilities(waiting)) {
        for goal in goals.indices where isOpen[goal] && goals[goal](probability) {
          found[goal].append(Counterfactual(changes: changed, probability: probability))
        }
      }
      tried += waiting.count
      waiting = []
    }

    /// The nearest numbers of each choice of columns and categories, the lowest P(churned) first.
    private static func nearest(_ all: [Counterfactual]) -> [Counterfactual] {
      var best: [Counterfactual] = []
      for one in all {
        if let place = best.firstIndex(where: { $0.differsInNumbersOnly(from: one) }) {
          if one.distance < best[place].distance { best[place] = one }
        } else {
          best.append(one)
        }
      }
      return best.enumerated().sorted { a, b in
        (a.element.probability, a.offset) < (b.element.probability, b.offset)
      }.map(\.element)
    }
  }
}

extension WhatIf.Counterfactual {
  fileprivate func differsInNumbersOnly(from other: WhatIf.Counterfactual) -> Bool {
    zip(changes, other.changes).allSatisfy { a, b in
      guard a.column == b.column else { return false }
      if case .number = a.to { return true }
      return a.to == b.to
    }
  }

  /// How far numbers moved, as shares of themselves.
  fileprivate var distance: Double {
    changes.reduce(0) { sum, change in
      guard case .number(let from) = change.from, case .number(let to) = change.to else { return sum }
      return sum + abs(to - from) / max(abs(from), abs(to))
    }
  }
}
