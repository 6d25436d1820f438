public import ChurnML

/// A campaign's money as command-line options give it: all of it, or what differs from a campaign that is known.
public struct CampaignFlags: Sendable, Equatable {
  public var clv: Double?
  public var incentive: Double?
  public var contact: Double?
  /// `0.3`, or `6,14`.
  public var acceptance: String?
  public var stayerAcceptance: Double?

  public init(
    clv: Double? = nil, incentive: Double? = nil, contact: Double? = nil, acceptance: String? = nil,
    stayerAcceptance: Double? = nil
  ) {
    self.clv = clv
    self.incentive = incentive
    self.contact = contact
    self.acceptance = acceptance
    self.stayerAcceptance = stayerAcceptance
  }

  /// nil when nothing is given and nothing known.
  /// - Parameter known: what holds where no option is given.
  public func campaign(changing known: Campaign? = nil) throws(InputError) -> Campaign? {
    if self == CampaignFlags() { return known }
    let acceptance = try self.acceptance.map { (text) throws(InputError) in try Acceptance(option: text) }
    return try Campaign(
      clv: required(clv ?? known?.clv, "clv"), incentive: required(incentive ?? known?.incentive, "incentive"),
      contact: required(contact ?? known?.contact, "contact"),
      acceptance: required(acceptance ?? known?.acceptance, "acceptance"),
      stayerAcceptance: stayerAcceptance ?? known?.stayerAcceptance ?? 1)
  }

  private func required<Value>(_ value: Value?, _ name: String) throws(InputError) -> Value {
    guard let value else {
      throw InputError(
        at: "--\(name)", "the option is missing: a campaign needs --clv, --incentive, --contact and --acceptance")
    }
    return value
  }
}

extension Acceptance {
  /// The option's text: a share, or alpha and beta with a comma between.
  init(option text: String) throws(InputError) {
    let numbers = text.split(separator: ",", omittingEmptySubsequences: false).map { Double($0) ?? .nan }
    guard (1...2).contains(numbers.count), !numbers.contains(where: \.isNaN) else {
      throw InputError(
        at: "--acceptance \(text)", "this is no retained share; give one as 0.3, or a beta distribution as 6,14")
    }
    self =
      numbers.count == 1 ? try .known(numbers[0]) : try .uncertain(alpha: numbers[0], beta: numbers[1])
  }
}
