internal import ChurnML

/// The section `campaign`: the money of a retention campaign, in one currency.
///
/// None of it has a default but the stayers' acceptance, which is the literature's silent assumption.
enum CampaignSection {
  private static let clv = Key("clv", .scalar([.positive]), required: true, "what a customer who stays is worth")
  private static let incentive = Key(
    "incentive", .scalar([.nonNegative]), required: true, "what the offer costs when it is taken")
  private static let contact = Key(
    "contact", .scalar([.nonNegative]), required: true, "what it costs to reach one customer")
  private static let alpha = Key(
    "alpha", .scalar([.positive]), required: true, "first parameter of the beta distribution")
  private static let beta = Key(
    "beta", .scalar([.positive]), required: true, "second parameter of the beta distribution")
  private static let acceptance = Key(
    "acceptance", .either([.scalar([.share]), .section([alpha, beta])]), required: true,
    "share of contacted churners who are retained, or {alpha, beta} of its distribution")
  private static let stayerAcceptance = Key(
    "stayer_acceptance", .scalar([.share]), default: .number(1), "share of contacted stayers who take the offer")
  static let keys = [clv, incentive, contact, acceptance, stayerAcceptance]

  static func decode(_ node: ConfigNode) throws(InputError) -> Campaign {
    let fields = try Fields(node, keys: keys)
    return try Campaign(
      clv: try fields.number(clv), incentive: try fields.number(incentive), contact: try fields.number(contact),
      acceptance: try decodeAcceptance(try fields.required(acceptance)),
      stayerAcceptance: try fields.number(stayerAcceptance))
  }

  private static func decodeAcceptance(_ node: ConfigNode) throws(InputError) -> Acceptance {
    if case .section = node.content {
      let fields = try Fields(node, keys: [alpha, beta])
      return try .uncertain(alpha: try fields.number(alpha), beta: try fields.number(beta))
    }
    return try .known(try [.share].value(of: node).number ?? .nan)
  }

  static func json(_ campaign: Campaign) -> JSON {
    let acceptance: JSON =
      switch campaign.acceptance {
      case .share(let share): .number(share)
      case .beta(let alpha, let beta): ["alpha": .number(alpha), "beta": .number(beta)]
      }
    return [
      "clv": .number(campaign.clv), "incentive": .number(campaign.incentive), "contact": .number(campaign.contact),
      "acceptance": acceptance, "stayer_acceptance": .number(campaign.stayerAcceptance),
    ]
  }
}
