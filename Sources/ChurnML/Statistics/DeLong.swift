/// AUC difference of two scores of the same rows, with its standard error.
///
/// DeLong, DeLong and Clarke-Pearson (1988), ties counting half, in O(n log n) by placements read off the ranking
/// (Sun and Xu 2014 do the same through midranks).
public struct DeLong: Sendable, Equatable {
  public let aucA: Double
  public let aucB: Double
  public let varianceA: Double
  public let varianceB: Double
  public let covariance: Double

  /// Throws `Undefined` unless both classes have at least two rows.
  /// - Parameters: scores of the same rows in the same order.
  public init(_ a: RankedScores, _ b: RankedScores) throws(Undefined) {
    precondition(a.labels == b.labels)
    guard a.positives > 1, a.negatives > 1 else {
      throw Undefined("DeLong's test needs two rows of each class, and has \(a.positives) and \(a.negatives)")
    }
    let (first, second) = (a.placements, b.placements)
    aucA = try ROCAUC().value(of: a)
    aucB = try ROCAUC().value(of: b)
    varianceA = Self.covariance(a, first, aucA, first, aucA)
    varianceB = Self.covariance(a, second, aucB, second, aucB)
    covariance = Self.covariance(a, first, aucA, second, aucB)
  }

  /// AUC of a minus AUC of b.
  public var difference: Double { aucA - aucB }

  /// 0 where only rounding is left of it, as in equal rankings.
  public var differenceVariance: Double {
    let variance = varianceA + varianceB - 2 * covariance
    return variance > 1e-15 * (varianceA + varianceB) ? variance : 0
  }

  /// The difference in standard errors; throws where the rankings leave no variance, as equal rankings do.
  public var z: Double {
    get throws(Undefined) {
      let variance = differenceVariance
      guard variance > 0 else {
        throw Undefined("the two scores rank the customers alike, so their difference has no variance")
      }
      return difference / variance.squareRoot()
    }
  }

  /// Two-sided.
  public var pValue: Double {
    get throws(Undefined) { normalTwoSided(try z) }
  }

  /// The normal interval around the AUC of a; it may leave [0, 1].
  public func intervalA(confidence: Double = 0.95) -> (low: Double, high: Double) {
    let half = -normalQuantile((1 - confidence) / 2) * varianceA.squareRoot()
    return (aucA - half, aucA + half)
  }

  /// Sample covariance of the churners' placements over their number, plus the same of the stayers'.
  private static func covariance(
    _ ranked: RankedScores, _ a: [Double], _ meanA: Double, _ b: [Double], _ meanB: Double
  ) -> Double {
    var sums = (stayers: 0.0, churners: 0.0)
    for row in a.indices {
      let product = (a[row] - meanA) * (b[row] - meanB)
      if ranked.labels[row] == 1 { sums.churners += product } else { sums.stayers += product }
    }
    let (m, n) = (Double(ranked.positives), Double(ranked.negatives))
    return sums.churners / (m - 1) / m + sums.stayers / (n - 1) / n
  }
}

extension RankedScores {
  /// For a churner the share of stayers it outranks, for a stayer the share of churners that outrank it; ties half.
  fileprivate var placements: [Double] {
    var values = [Double](repeating: 0, count: count)
    var contactedBefore = 0
    var churnersBefore = 0
    for group in threshold.indices {
      let stayersBefore = contactedBefore - churnersBefore
      let stayersThrough = contacted[group] - churners[group]
      let beaten = Double(2 * negatives - stayersBefore - stayersThrough) / Double(2 * negatives)
      let beating = Double(churnersBefore + churners[group]) / Double(2 * positives)
      for rank in contactedBefore..<contacted[group] {
        let row = Int(order[rank])
        values[row] = labels[row] == 1 ? beaten : beating
      }
      contactedBefore = contacted[group]
      churnersBefore = churners[group]
    }
    return values
  }
}
