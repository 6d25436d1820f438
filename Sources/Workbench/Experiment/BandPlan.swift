internal import ChurnML

/// What can be done for a customer, and the names of the risk bands that follow from it.
public struct BandPlan: Sendable, Equatable {
  public struct Action: Sendable, Equatable {
    public let name: String
    /// The share of contacted churners whom the action retains.
    public let acceptance: Double
    public let incentive: Double
    public let contact: Double
  }

  /// From the lowest risk to the highest; may be empty.
  public let names: [String]
  public let actions: [Action]
}

extension BandPlan {
  private static let names = Key("names", .texts, "bands from the lowest risk to the highest")
  private static let actions = Key(
    "actions", .sections(Action.keys), required: true, "what can be done for a customer, beside nothing")
  static let keys = [names, actions]

  init(_ node: ConfigNode) throws(InputError) {
    let fields = try Fields(node, keys: Self.keys)
    names = try fields.texts(Self.names) ?? []
    var actions: [Action] = []
    for item in try fields.required(Self.actions).items() {
      let action = try Action(item)
      guard !actions.contains(where: { $0.name == action.name }) else {
        throw item.error("an action named \"\(action.name)\" stands in the list already; rename one")
      }
      actions.append(action)
    }
    self.actions = actions
  }

  var json: JSON {
    ["names": .list(names.map { .text($0) }), "actions": .list(actions.map(\.json))]
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
