/// What a cut-off must respect, in any combination.
public struct ThresholdConstraints: Sendable, Equatable {
  /// How many customers may be contacted.
  public enum Capacity: Sendable, Equatable {
    case customers(Double)
    /// Of all customers.
    case share(Double)

    /// 0.2 is a share, 40 a number of customers.
    public init(_ number: Double) throws(InputError) {
      guard number > 0, number.isFinite, number < 1 || number == number.rounded() else {
        throw InputError(at: "capacity", "\(number) is impossible; give a share below 1 or a whole number of customers")
      }
      self = number < 1 ? .share(number) : .customers(number)
    }

    /// The number that may be contacted of `count`.
    func room(of count: Double) -> Double {
      switch self {
      case .customers(let number): number
      case .share(let share): share * count
      }
    }

    /// The same for a part of the customers.
    public func scaled(to share: Double) -> Capacity {
      if case .customers(let number) = self { .customers(number * share) } else { self }
    }
  }

  public let capacity: Capacity?
  /// The lowest share of churners among the contacted.
  public let precision: Double?
  /// The lowest share of churners contacted.
  public let recall: Double?
  /// The most money spent on contacts and incentives.
  public let budget: Double?

  public static let none = ThresholdConstraints(capacity: nil, precision: nil, recall: nil, budget: nil, unchecked: ())

  /// Throws unless precision and recall are shares and the budget is positive.
  public init(
    capacity: Capacity? = nil, precision: Double? = nil, recall: Double? = nil, budget: Double? = nil
  ) throws(InputError) {
    for (name, floor) in [("precision", precision), ("recall", recall)] {
      if let floor, !(0...1).contains(floor) {
        throw InputError(at: name, "\(floor) is impossible; give a share from 0 to 1")
      }
    }
    if let budget, !(budget > 0 && budget.isFinite) {
      throw InputError(at: "budget", "\(budget) is impossible; give a positive amount")
    }
    self.init(capacity: capacity, precision: precision, recall: recall, budget: budget, unchecked: ())
  }

  /// A capacity needs no check beside its own.
  public init(capacity: Capacity?) {
    self.init(capacity: capacity, precision: nil, recall: nil, budget: nil, unchecked: ())
  }

  private init(capacity: Capacity?, precision: Double?, recall: Double?, budget: Double?, unchecked: ()) {
    self.capacity = capacity
    self.precision = precision
    self.recall = recall
    self.budget = budget
  }

  /// The same with a capacity where none is given.
  public func filling(capacity other: Capacity?) -> ThresholdConstraints {
    ThresholdConstraints(
      capacity: capacity ?? other, precision: precision, recall: recall, budget: budget, unchecked: ())
  }

  /// The same constraints for a part of the customers: numbers and money shrink, shares stay.
  func scaled(to share: Double) -> ThresholdConstraints {
    ThresholdConstraints(
      capacity: capacity?.scaled(to: share), precision: precision, recall: recall, budget: budget.map { $0 * share },
      unchecked: ())
  }

  /// The number that may be contacted of `count`.
  func room(of count: Double) -> Double { capacity?.room(of: count) ?? .infinity }

  /// Whether contacting nobody breaks none of them.
  var allowNobody: Bool { (recall ?? 0) <= 0 }

  /// A relative 1e-12 is granted everywhere, so that rounding does not decide.
  func allow(_ index: Int, of cutOffs: CutOffs) throws(Undefined) -> Bool {
    let contacted = cutOffs.contacted[index]
    let churners = cutOffs.churners[index]
    let grant = 1 + 1e-12
    if contacted > room(of: cutOffs.count) * grant { return false }
    if let precision, churners * grant < precision * contacted { return false }
    if let recall, churners * grant < recall * cutOffs.positives { return false }
    if let budget {
      guard let spend = cutOffs.spend else { throw Undefined("a budget needs to know what a contact costs") }
      if spend[index] > budget * grant { return false }
    }
    return true
  }

  /// For a sentence: "capacity 40, precision at least 0.6".
  var words: String {
    var parts: [String] = []
    switch capacity {
    case .customers(let number): parts.append("capacity \(Int(number))")
    case .share(let share): parts.append("capacity \(share) of the customers")
    case nil: break
    }
    if let precision { parts.append("precision at least \(precision)") }
    if let recall { parts.append("recall at least \(recall)") }
    if let budget { parts.append("budget \(budget)") }
    return parts.joined(separator: ", ")
  }
}
