/// What a cut-off is chosen for.
public enum ThresholdObjective: Sendable, Equatable {
  case f1
  case fBeta(Double)
  case youden
  case accuracy
  case balancedAccuracy
  case mcc
  case precision
  case recall
  /// `ratio` x (missed churners) + (wasted contacts), per customer; ratio is the cost of one over the other.
  case cost(ratio: Double)
  /// Money per customer.
  case profit(Campaign)
  /// Money per customer by the customers' own values; only where these are at hand, in a `ThresholdLab`.
  case customerProfit
  /// Acting on t*, the cut-off that calibrated probabilities need not be searched for; judged by money per customer.
  case bayes(Campaign)

  /// The name in experiment files, records and `--objective`.
  public var name: String {
    switch self {
    case .f1: "f1"
    case .fBeta: "fbeta"
    case .youden: "youden"
    case .accuracy: "accuracy"
    case .balancedAccuracy: "balanced_accuracy"
    case .mcc: "mcc"
    case .precision: "precision"
    case .recall: "recall"
    case .cost: "cost"
    case .bayes: "bayes"
    case .profit, .customerProfit: "profit"
    }
  }

  public var direction: MetricDirection {
    if case .cost = self { .minimize } else { .maximize }
  }

  /// The objective to search for where this one is given by theory: the best that t* can do is the highest profit.
  var searched: ThresholdObjective {
    if case .bayes(let campaign) = self { .profit(campaign) } else { self }
  }

  /// The objective's value where `confusion` is what acting did.
  @inline(__always)
  public func value(of confusion: Confusion) throws(Undefined) -> Double {
    switch self {
    case .f1: return try confusion.f1
    case .fBeta(let beta): return try confusion.fBeta(beta)
    case .youden: return try confusion.youden
    case .accuracy: return try confusion.accuracy
    case .balancedAccuracy: return try confusion.balancedAccuracy
    case .mcc: return try confusion.mcc
    case .precision: return try confusion.precision
    case .recall: return try confusion.recall
    case .cost(let ratio):
      guard confusion.count > 0 else { throw Undefined("cost of no rows") }
      return (ratio * confusion.fn + confusion.fp) / confusion.count
    case .profit(let campaign), .bayes(let campaign):
      guard confusion.count > 0 else { throw Undefined("profit of no rows") }
      return (confusion.tp * campaign.valueOfChurner + confusion.fp * campaign.valueOfStayer) / confusion.count
    case .customerProfit: throw Undefined("profit by the customers' own values cannot be read from counts")
    }
  }

  /// The value with the sign turned where less is better: greater is better.
  @inline(__always)
  func score(of confusion: Confusion) throws(Undefined) -> Double {
    let value = try value(of: confusion)
    return direction == .maximize ? value : -value
  }

  /// What a later score must exceed to be better: ties are relative 1e-12, so sweeping from the highest cut-off
  /// down, of equals the one that contacts fewest stays.
  @inline(__always)
  static func bar(above score: Double) -> Double { score + 1e-12 * abs(score) }
}

extension ThresholdObjective {
  /// The best of all distinct scores as cut-off; of equals the one that contacts fewest. Contacting nobody is not
  /// a candidate. Throws where the objective has no value, for instance F1 without churned customers, and where the
  /// capacity leaves no cut-off.
  public func best(
    in scores: RankedScores, capacity: ThresholdConstraints.Capacity? = nil
  ) throws(Undefined) -> JudgedCutOff {
    let constraints = ThresholdConstraints(capacity: capacity)
    guard let best = try CutOffs(scores).choice(self, constraints) else {
      throw Undefined("no cut-off satisfies \(constraints.words)")
    }
    return best.judged
  }
}
