/// What a comparison of two models comes to, given the region within which a difference does not matter.
public enum PracticalVerdict: Sendable, Equatable {
  /// The difference lies within the region.
  case noDifference
  /// The first model's figure is the higher one, by more than the region allows.
  case higher
  case lower
  /// Neither; with the rows at which a difference as large as the region's edge would be found in four of five
  /// experiments (two-sided, 5 %), where that is more than there are.
  case cannotTell(rowsNeeded: Int?)

  /// Reads the posterior: a statement needs this probability. To call one model the better, the difference must also be
  /// significant after correction for the number of comparisons, which keeps the rate of false claims.
  public init(
    posterior difference: MeanDifference, rope: Double, probability: Double, adjustedP: Double, rows: Int
  ) {
    let posterior = difference.posterior(rope: rope)
    if posterior.within >= probability {
      self = .noDifference
    } else if adjustedP <= Self.significance, max(posterior.above, posterior.below) >= probability {
      self = posterior.above > posterior.below ? .higher : .lower
    } else {
      self = Self.undecided(difference, rope, rows)
    }
  }

  /// Reads the confidence interval (95 %) and the corrected p-value.
  public init(interval difference: MeanDifference, rope: Double, adjustedP: Double, rows: Int) {
    let interval = difference.interval()
    if interval.low >= -rope, interval.high <= rope {
      self = .noDifference
    } else if adjustedP <= Self.significance {
      self = difference.mean > 0 ? .higher : .lower
    } else {
      self = Self.undecided(difference, rope, rows)
    }
  }

  /// Of a difference that is the same in every fold, so that nothing is uncertain about it.
  public init(constant difference: Double, rope: Double) {
    self = abs(difference) <= rope ? .noDifference : difference > 0 ? .higher : .lower
  }

  private static let significance = 0.05

  private static func undecided(_ difference: MeanDifference, _ rope: Double, _ rows: Int) -> PracticalVerdict {
    let needed = rowsNeeded(difference, rope, rows)
    return .cannotTell(rowsNeeded: needed.flatMap { $0 > rows ? $0 : nil })
  }

  /// The variance falls as one over the rows.
  private static func rowsNeeded(_ difference: MeanDifference, _ rope: Double, _ rows: Int) -> Int? {
    let errors = -normalQuantile(significance / 2) - normalQuantile(0.2)
    let ratio = difference.standardError * errors / rope
    return Int(exactly: (Double(rows) * ratio * ratio).rounded(.up))
  }
}
