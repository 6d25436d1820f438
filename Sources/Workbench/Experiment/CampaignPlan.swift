internal import ChurnML

/// How scores are made probabilities, cross-fitted.
public enum CalibrationMethod: String, Sendable, CaseIterable {
  case none, platt, isotonic, beta
}

/// The money of a retention campaign, in one currency.
public struct CampaignPlan: Sendable, Equatable {
  /// The share of contacted churners who are retained.
  public enum Acceptance: Sendable, Equatable {
    case share(Double)
    /// A beta distribution of it; its mean is alpha / (alpha + beta).
    case beta(alpha: Double, beta: Double)
  }

  /// What a customer who stays is worth.
  public let clv: Double
  /// What the offer costs when it is taken.
  public let incentive: Double
  /// What it costs to reach one customer.
  public let contact: Double
  public let acceptance: Acceptance
  /// The share of contacted stayers who take the offer.
  public let stayerAcceptance: Double
}

extension CampaignPlan {
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

  init(_ node: ConfigNode) throws(InputError) {
    let fields = try Fields(node, keys: Self.keys)
    clv = try fields.number(Self.clv)
    incentive = try fields.number(Self.incentive)
    contact = try fields.number(Self.contact)
    acceptance = try Self.acceptance(try fields.required(Self.acceptance))
    stayerAcceptance = try fields.number(Self.stayerAcceptance)
  }

  private static func acceptance(_ node: ConfigNode) throws(InputError) -> Acceptance {
    if case .section = node.content {
      let fields = try Fields(node, keys: [alpha, beta])
      return .beta(alpha: try fields.number(alpha), beta: try fields.number(beta))
    }
    guard case .number(let share) = try [.share].value(of: node) else {
      throw node.error("give a share from 0 to 1, or {alpha: 6, beta: 14}")
    }
    return .share(share)
  }

  var json: JSON {
    let acceptance: JSON =
      switch acceptance {
      case .share(let share): .number(share)
      case .beta(let alpha, let beta): ["alpha": .number(alpha), "beta": .number(beta)]
      }
    return [
      "clv": .number(clv), "incentive": .number(incentive), "contact": .number(contact), "acceptance": acceptance,
      "stayer_acceptance": .number(stayerAcceptance),
    ]
  }
}
