/// The economics of a retention campaign, in money per customer.
///
/// A contacted churner accepts with probability gamma, takes the incentive and stays, which is worth the CLV; a
/// contacted stayer takes the incentive with probability k; every contact costs f. Per customer (Verbraken,
/// Verbeke and Baesens 2013, with k added): a contacted churner brings gamma (CLV - d) - f, a stayer -(k d + f).
public struct Campaign: Sendable, Equatable {
  /// Customer lifetime value of a customer who stays.
  public let clv: Double
  /// Incentive cost d, paid when the offer is taken.
  public let incentive: Double
  /// Contact cost f, paid for everyone contacted.
  public let contact: Double
  /// The retained share gamma of contacted churners.
  public let acceptance: Acceptance
  /// The share k of contacted stayers who take the offer; 1 is the literature's silent assumption.
  public let stayerAcceptance: Double
  /// What contacting one customer who would churn brings, at the mean acceptance.
  public let valueOfChurner: Double
  /// What contacting one customer who would stay brings; not positive.
  public let valueOfStayer: Double

  /// Throws unless money is finite and not negative, the CLV is positive and shares are in [0, 1].
  public init(
    clv: Double, incentive: Double, contact: Double, acceptance: Acceptance, stayerAcceptance: Double = 1
  ) throws(InputError) {
    try Self.require(clv.isFinite && clv > 0, "clv", clv, "a positive amount")
    try Self.require(incentive.isFinite && incentive >= 0, "incentive", incentive, "an amount of 0 or more")
    try Self.require(contact.isFinite && contact >= 0, "contact", contact, "an amount of 0 or more")
    try Self.require((0...1).contains(stayerAcceptance), "stayer_acceptance", stayerAcceptance, "a share from 0 to 1")
    self.clv = clv
    self.incentive = incentive
    self.contact = contact
    self.acceptance = acceptance
    self.stayerAcceptance = stayerAcceptance
    valueOfChurner = acceptance.mean * (clv - incentive) - contact
    valueOfStayer = -(stayerAcceptance * incentive + contact)
  }

  private static func require(
    _ holds: Bool, _ key: String, _ value: Double, _ wanted: String
  ) throws(InputError) {
    guard holds else { throw InputError(at: "campaign.\(key)", "\(value) is impossible; give \(wanted)") }
  }
}

/// The retained share of contacted churners: known, or Beta distributed.
public enum Acceptance: Sendable, Equatable {
  case share(Double)
  case beta(alpha: Double, beta: Double)

  /// Throws unless `share` is in [0, 1].
  public static func known(_ share: Double) throws(InputError) -> Acceptance {
    guard (0...1).contains(share) else {
      throw InputError(at: "campaign.acceptance", "\(share) is impossible; give a share from 0 to 1")
    }
    return .share(share)
  }

  /// Throws unless both parameters are positive and finite.
  public static func uncertain(alpha: Double, beta: Double) throws(InputError) -> Acceptance {
    guard alpha > 0, beta > 0, alpha.isFinite, beta.isFinite else {
      throw InputError(
        at: "campaign.acceptance", "Beta(\(alpha), \(beta)) is impossible; give two positive numbers")
    }
    return .beta(alpha: alpha, beta: beta)
  }

  public var mean: Double {
    switch self {
    case .share(let share): share
    case .beta(let alpha, let beta): alpha / (alpha + beta)
    }
  }
}
