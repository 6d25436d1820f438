internal import ChurnML

/// How customers are divided into bands of risk, and what can be done for those in them.
public struct BandPlan: Sendable, Equatable {
  public struct Action: Sendable, Equatable {
    public let name: String
    /// The share of contacted churners whom the action retains.
    public let acceptance: Double
    public let incentive: Double
    public let contact: Double
  }

  /// Where one band ends and the next begins. Lists of capacities and floors run from the highest band down and leave out
  /// the lowest.
  public enum Rule: Sendable, Equatable {
    /// Where another action becomes the best one.
    case actions([Action])
    /// At these scores, increasing.
    case cutOffs([Double])
    /// How many customers, or which share of them, each band holds at most.
    case capacity([ThresholdPlan.Capacity])
    /// The share of churners among everyone from the band's boundary up, at least.
    case precision([Double])
    /// The share of all churners found from the band's boundary up.
    case recall([Double])
  }

  /// From the lowest risk to the highest; empty where the file names none.
  public let names: [String]
  public let rule: Rule

  public var actions: [Action] { if case .actions(let actions) = rule { actions } else { [] } }
}

extension BandPlan {
  private static let names = Key("names", .texts, "bands from the lowest risk to the highest")
  private static let actions = Key(
    "actions", .sections(Action.keys), "what can be done for a customer, beside nothing; bands begin where it changes")
  private static let cutOffs = Key(
    "cut_offs", .numbers([.share]), "scores at which the next band begins, from the lowest up")
  private static let capacity = Key(
    "capacity", .numbers(ThresholdPlan.capacityDomains),
    "most customers in each band, from the highest band down, the lowest left out")
  private static let precision = Key(
    "precision", .numbers([.share]), "lowest share of churners from each band up, from the highest band down")
  private static let recall = Key(
    "recall", .numbers([.share]), "share of all churners from each band up, from the highest band down")
  static let keys = [names, actions, cutOffs, capacity, precision, recall]

  init(_ node: ConfigNode) throws(InputError) {
    let fields = try Fields(node, keys: Self.keys)
    names = try fields.texts(Self.names) ?? []
    let rules = [Self.actions, Self.cutOffs, Self.capacity, Self.precision, Self.recall].filter { fields[$0] != nil }
    guard rules.count == 1 else {
      let given = rules.map(\.name).joined(separator: " and ")
      throw node.error(
        (rules.isEmpty ? "nothing says where bands begin" : "\(given) both say where bands begin")
          + "; give one of actions, cut_offs, capacity, precision and recall")
    }
    rule = try Self.rule(rules[0].name, fields)
    if names.isEmpty { return }
    if case .actions = rule { return }
    guard names.count == rule.boundaries + 1 else {
      throw node.error("\(rule.boundaries) boundaries make \(rule.boundaries + 1) bands; give as many names, or none")
    }
  }

  private static func rule(_ name: String, _ fields: Fields) throws(InputError) -> Rule {
    switch name {
    case Self.cutOffs.name:
      let numbers = try fields.numbers(Self.cutOffs).compactMap(\.number)
      guard zip(numbers, numbers.dropFirst()).allSatisfy(<) else {
        throw try fields.required(Self.cutOffs).error("the cut-offs do not increase; give them from the lowest up")
      }
      return .cutOffs(numbers)
    case Self.capacity.name: return .capacity(try fields.numbers(Self.capacity).compactMap(ThresholdPlan.Capacity.init))
    case Self.precision.name: return .precision(try fields.numbers(Self.precision).compactMap(\.number))
    case Self.recall.name: return .recall(try fields.numbers(Self.recall).compactMap(\.number))
    default: return .actions(try actions(fields.required(Self.actions)))
    }
  }

  private static func actions(_ node: ConfigNode) throws(InputError) -> [Action] {
    var actions: [Action] = []
    for item in try node.items() {
      let action = try Action(item)
      guard !actions.contains(where: { $0.name == action.name }) else {
        throw item.error("an action named \"\(action.name)\" stands in the list already; rename one")
      }
      actions.append(action)
    }
    return actions
  }

  var json: JSON { .object([.init("names", .list(names.map { .text($0) })), rule.member]) }
}

extension BandPlan.Rule {
  /// How many boundaries the file gives; the actions' own are found.
  var boundaries: Int {
    switch self {
    case .actions(let actions): actions.count
    case .cutOffs(let scores), .precision(let scores), .recall(let scores): scores.count
    case .capacity(let capacities): capacities.count
    }
  }

  fileprivate var member: JSON.Member {
    switch self {
    case .actions(let actions): .init("actions", .list(actions.map(\.json)))
    case .cutOffs(let scores): .init("cut_offs", .list(scores.map { .number($0) }))
    case .capacity(let capacities): .init("capacity", .list(capacities.map(\.json)))
    case .precision(let floors): .init("precision", .list(floors.map { .number($0) }))
    case .recall(let floors): .init("recall", .list(floors.map { .number($0) }))
    }
  }
}

extension BandPlan.Action {
  private static let name = Key("name", .text, required: true, "what the action is called")
  private static let acceptance = Key(
    "acceptance", .scalar([.share]), required: true, "share of contacted churners whom the action retains")
  private static let incentive = Key(
    "incentive", .scalar([.nonNegative]), required: true, "what the offer costs when it is taken")
  private static let contact = Key(
    "contact", .scalar([.nonNegative]), required: true, "what it costs to reach one customer")
  static let keys = [name, acceptance, incentive, contact]

  fileprivate init(_ node: ConfigNode) throws(InputError) {
    let fields = try Fields(node, keys: Self.keys)
    name = try fields.text(Self.name)
    acceptance = try fields.number(Self.acceptance)
    incentive = try fields.number(Self.incentive)
    contact = try fields.number(Self.contact)
  }

  fileprivate var json: JSON {
    [
      "name": .text(name), "acceptance": .number(acceptance), "incentive": .number(incentive),
      "contact": .number(contact),
    ]
  }
}
