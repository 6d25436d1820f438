/// What the best cut-off brings, in money per customer, judged on labelled rows; only the ranking matters.
///
/// MPC of Verbeke et al. (2012). Contacting nobody, which brings 0, is one of the choices.
public struct MaximumProfit: Sendable, Equatable {
  public let profit: Double
  /// The share of customers contacted.
  public let rate: Double
  /// Contact every score of at least this; nil where contacting nobody is best.
  public let threshold: Double?

  /// At the mean acceptance; of equal cut-offs the one that contacts fewest.
  public init(_ scores: RankedScores, _ campaign: Campaign) throws(Undefined) {
    try self.init(ROCHull(scores), rows: scores.count, campaign)
  }

  init(_ hull: ROCHull, rows: Int, _ campaign: Campaign) throws(Undefined) {
    guard rows > 0 else { throw Undefined("profit of no rows") }
    let count = Double(rows)
    var best = (profit: 0.0, vertex: hull.vertices[0])
    for vertex in hull.vertices.dropFirst() {
      let profit =
        (Double(vertex.churners) * campaign.valueOfChurner + Double(vertex.stayers) * campaign.valueOfStayer) / count
      if profit > ThresholdObjective.bar(above: best.profit) { best = (profit, vertex) }
    }
    profit = best.profit
    rate = Double(best.vertex.churners + best.vertex.stayers) / count
    threshold = best.vertex.threshold
  }
}

/// The mean over the uncertain acceptance of what the best cut-off brings: for comparing models.
///
/// EMPC of Verbraken, Verbeke and Baesens (2013), with the stayers' acceptance k added: the integral over
/// gamma ~ Beta(alpha, beta) of the maximum profit, in closed form on the ROC hull. The rate is no operating point.
public struct ExpectedMaximumProfit: Sendable, Equatable, Encodable {
  public let profit: Double
  public let rate: Double

  /// Throws `Undefined` when the acceptance is a known share: then the maximum profit is the figure.
  public init(_ scores: RankedScores, _ campaign: Campaign) throws(Undefined) {
    try self.init(ROCHull(scores), rows: scores.count, campaign)
  }

  init(_ hull: ROCHull, rows: Int, _ campaign: Campaign) throws(Undefined) {
    guard rows > 0 else { throw Undefined("profit of no rows") }
    guard case .beta(let alpha, let beta) = campaign.acceptance else {
      throw Undefined("the acceptance is one known share; without a distribution mpc is the figure")
    }
    let count = Double(rows)
    var sums = (profit: 0.0, contacted: 0.0)
    var low = BetaMass(at: 0, alpha, beta)
    for (vertex, end) in zip(hull.vertices, Self.ends(hull, campaign)) {
      let high = BetaMass(at: end, alpha, beta)
      let (churners, stayers) = (Double(vertex.churners), Double(vertex.stayers))
      let share = high.share - low.share
      sums.profit += churners * (campaign.clv - campaign.incentive) * (high.mean - low.mean)
      sums.profit -= (churners * campaign.contact - stayers * campaign.valueOfStayer) * share
      sums.contacted += (churners + stayers) * share
      low = high
    }
    profit = sums.profit / count
    rate = sums.contacted / count
  }

  /// For each vertex the acceptance from which the next one is better; 1 for the last.
  private static func ends(_ hull: ROCHull, _ campaign: Campaign) -> [Double] {
    let margin = campaign.clv - campaign.incentive
    let inner = zip(hull.vertices, hull.vertices.dropFirst()).map { here, next in
      let churners = Double(next.churners - here.churners)
      let stayers = Double(next.stayers - here.stayers)
      let cost = churners * campaign.contact - stayers * campaign.valueOfStayer
      // More customers for no money, or none that a saved churner repays: fewest are contacted.
      guard margin > 0, churners > 0 else { return 1.0 }
      return min(1, cost / (margin * churners))
    }
    return inner + [1]
  }
}

/// Of X ~ Beta(alpha, beta): P(X <= x), and the part of the mean that lies there.
private struct BetaMass {
  let share: Double
  let mean: Double

  init(at x: Double, _ alpha: Double, _ beta: Double) {
    share = regularizedIncompleteBeta(x, alpha, beta)
    mean = alpha / (alpha + beta) * regularizedIncompleteBeta(x, alpha + 1, beta)
  }
}
