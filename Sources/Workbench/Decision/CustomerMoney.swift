public import ChurnML

/// What contacting customers brings: by a campaign, whose amounts may differ between customers, or by a cost matrix each.
public enum CustomerMoney: Sendable {
  case campaign(CustomerEconomics)
  case costs(ContactValues)

  /// The campaign that holds for every customer; nil where they differ.
  var commonCampaign: Campaign? {
    guard case .campaign(let economics) = self else { return nil }
    return economics.isCommon ? economics.campaign : nil
  }

  func values(count: Int) -> ContactValues {
    switch self {
    case .campaign(let economics): economics.values(count: count)
    case .costs(let values): values
    }
  }
}

/// Columns that give each customer amounts of its own.
public struct MoneyColumns: Sendable, Equatable {
  public var clv: String?
  public var incentive: String?
  public var contact: String?
  public var costTP: String?
  public var costFP: String?
  public var costFN: String?
  public var costTN: String?

  public init(
    clv: String? = nil, incentive: String? = nil, contact: String? = nil, costTP: String? = nil,
    costFP: String? = nil, costFN: String? = nil, costTN: String? = nil
  ) {
    self.clv = clv
    self.incentive = incentive
    self.contact = contact
    self.costTP = costTP
    self.costFP = costFP
    self.costFN = costFN
    self.costTN = costTN
  }

  /// Each once.
  var names: [String] {
    var names: [String] = []
    for name in [clv, incentive, contact, costTP, costFP, costFN, costTN].compactMap(\.self) where !names.contains(name)
    {
      names.append(name)
    }
    return names
  }

  private var costs: [(option: String, column: String?)] {
    [("cost-tp", costTP), ("cost-fp", costFP), ("cost-fn", costFN), ("cost-tn", costTN)]
  }

  private var hasAmounts: Bool { clv != nil || incentive != nil || contact != nil }

  /// nil when nothing is said of money. Where customers have amounts of their own, the campaign's is their mean.
  /// - Parameters:
  ///   - known: the campaign that holds where no option is given.
  ///   - read: the amounts in a column, one a row.
  public func money(
    _ flags: CampaignFlags, changing known: Campaign?, read: (String) throws(InputError) -> [Double]
  ) throws(InputError) -> CustomerMoney? {
    if costs.contains(where: { $0.column != nil }) { return try .costs(matrix(flags, read)) }
    var flags = flags
    func amounts(
      _ option: String, _ column: String?, _ amount: WritableKeyPath<CampaignFlags, Double?>
    ) throws(InputError) -> [Double]? {
      guard let column else { return nil }
      guard flags[keyPath: amount] == nil else {
        throw InputError(
          at: "--\(option)-column \(column)", "--\(option) gives every customer another; keep one of them")
      }
      let amounts = try read(column)
      flags[keyPath: amount] = amounts.reduce(0, +) / Double(amounts.count)
      return amounts
    }
    let clv = try amounts("clv", clv, \.clv)
    let incentive = try amounts("incentive", incentive, \.incentive)
    let contact = try amounts("contact", contact, \.contact)
    guard let campaign = try flags.campaign(changing: known) else { return nil }
    return try .campaign(CustomerEconomics(campaign, clv: clv, incentive: incentive, contact: contact))
  }

  private func matrix(
    _ flags: CampaignFlags, _ read: (String) throws(InputError) -> [Double]
  ) throws(InputError) -> ContactValues {
    guard flags == CampaignFlags(), !hasAmounts else {
      throw InputError(at: "--cost-tp", "a cost matrix says all about money; leave the campaign's options away")
    }
    func amounts(_ option: String, _ column: String?) throws(InputError) -> [Double] {
      guard let column else {
        throw InputError(
          at: "--\(option)", "the option is missing: a cost matrix has --cost-tp, --cost-fp, --cost-fn and --cost-tn")
      }
      return try read(column)
    }
    return try ContactValues(
      costTP: amounts("cost-tp", costTP), costFP: amounts("cost-fp", costFP), costFN: amounts("cost-fn", costFN),
      costTN: amounts("cost-tn", costTN))
  }
}
