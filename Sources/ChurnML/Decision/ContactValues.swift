/// What contacting each customer brings over leaving it alone, in money: one number should it churn, one should it stay.
///
/// The arithmetic behind per-customer profit, whatever the figures came from: a campaign, columns, a cost matrix.
public struct ContactValues: Sendable, Equatable {
  /// One a row.
  public let ifChurns: [Double]
  public let ifStays: [Double]
  /// What contacting is expected to spend; nil when only a cost matrix is known.
  public let spend: Spend?

  public struct Spend: Sendable, Equatable {
    public let ifChurns: [Double]
    public let ifStays: [Double]
  }

  /// From the four costs of each customer: contacting saves `fn - tp` on a churner and `tn - fp` on a stayer.
  public init(costTP: [Double], costFP: [Double], costFN: [Double], costTN: [Double]) throws(InputError) {
    let columns = [("cost_tp", costTP), ("cost_fp", costFP), ("cost_fn", costFN), ("cost_tn", costTN)]
    for (name, costs) in columns { try checkAmounts(costs, name, rows: costTP.count, atLeast: -.infinity) }
    ifChurns = zip(costFN, costTP).map { $0 - $1 }
    ifStays = zip(costTN, costFP).map { $0 - $1 }
    spend = nil
  }

  /// The values of some of the rows.
  public func rows(_ rows: Range<Int>) -> ContactValues {
    ContactValues(
      ifChurns: Array(ifChurns[rows]), ifStays: Array(ifStays[rows]),
      spend: spend.map { Spend(ifChurns: Array($0.ifChurns[rows]), ifStays: Array($0.ifStays[rows])) })
  }

  fileprivate init(ifChurns: [Double], ifStays: [Double], spend: Spend?) {
    self.ifChurns = ifChurns
    self.ifStays = ifStays
    self.spend = spend
  }
}

/// A campaign whose amounts may differ between customers.
public struct CustomerEconomics: Sendable, Equatable {
  public let campaign: Campaign
  /// Each customer's own amount; nil where the campaign's holds for all.
  public let clv: [Double]?
  public let incentive: [Double]?
  public let contact: [Double]?

  /// Throws unless the columns are equally long, finite and not negative.
  public init(
    _ campaign: Campaign, clv: [Double]? = nil, incentive: [Double]? = nil, contact: [Double]? = nil
  ) throws(InputError) {
    let rows = (clv ?? incentive ?? contact ?? []).count
    for (name, amounts) in [("clv", clv), ("incentive", incentive), ("contact", contact)] {
      if let amounts { try checkAmounts(amounts, name, rows: rows, atLeast: 0) }
    }
    self.campaign = campaign
    self.clv = clv
    self.incentive = incentive
    self.contact = contact
  }

  /// Whether the campaign's amounts hold for all, so that profit can be read from counts.
  public var isCommon: Bool { clv == nil && incentive == nil && contact == nil }

  /// - Parameter count: the number of rows; as many as the columns have.
  public func values(count: Int) -> ContactValues {
    let (gamma, k) = (campaign.acceptance.mean, campaign.stayerAcceptance)
    var values = (churns: [Double](), stays: [Double]())
    var spend = (churns: [Double](), stays: [Double]())
    for row in 0..<count {
      let clv = clv?[row] ?? campaign.clv
      let incentive = incentive?[row] ?? campaign.incentive
      let contact = contact?[row] ?? campaign.contact
      values.churns.append(gamma * (clv - incentive) - contact)
      values.stays.append(-(k * incentive + contact))
      spend.churns.append(gamma * incentive + contact)
      spend.stays.append(k * incentive + contact)
    }
    return ContactValues(
      ifChurns: values.churns, ifStays: values.stays,
      spend: ContactValues.Spend(ifChurns: spend.churns, ifStays: spend.stays))
  }
}

private func checkAmounts(
  _ amounts: [Double], _ name: String, rows: Int, atLeast least: Double
) throws(InputError) {
  guard amounts.count == rows else {
    throw InputError(at: name, "\(amounts.count) amounts for \(rows) customers; give one for each")
  }
  if let row = amounts.firstIndex(where: { !$0.isFinite || $0 < least }) {
    throw InputError(at: name, "row \(row + 1) has the amount \(amounts[row]); give a finite one that is not negative")
  }
}

extension Campaign {
  /// t* = (k d + f) / (gamma (CLV - d) + k d): the probability of churn from which contacting pays, for calibrated
  /// probabilities. Throws `Undefined` when contacting pays for nobody.
  public var bayesThreshold: Double {
    get throws(Undefined) {
      guard valueOfChurner > 0 else {
        throw Undefined("contacting brings \(valueOfChurner) even for a certain churner, so it pays for nobody")
      }
      return -valueOfStayer / (valueOfChurner - valueOfStayer)
    }
  }

  /// What contacting a customer who churns with `probability` is expected to bring.
  public func expectedProfit(_ probability: Double) -> Double {
    probability * valueOfChurner + (1 - probability) * valueOfStayer
  }
}
