/// What acting on a cut-off did: counts of rows, or sums of their weights.
public struct Confusion: Sendable, Equatable {
  /// Churned and contacted.
  public let tp: Double
  /// Stayed and contacted.
  public let fp: Double
  /// Churned and not contacted.
  public let fn: Double
  /// Stayed and not contacted.
  public let tn: Double

  public init(tp: Double, fp: Double, fn: Double, tn: Double) {
    self.tp = tp
    self.fp = fp
    self.fn = fn
    self.tn = tn
  }

  /// Sums of weights may miss by a rounding error, which must not become a negative count.
  @inline(__always)
  init(tp: Double, contacted: Double, positives: Double, count: Double) {
    self.init(
      tp: tp, fp: max(0, contacted - tp), fn: max(0, positives - tp), tn: max(0, count - positives - contacted + tp))
  }

  /// Contacts every row whose score is at least `threshold`.
  public init(_ scores: RankedScores, threshold: Double) {
    let group = scores.threshold.partitioningIndex { $0 < threshold } - 1
    self.init(
      tp: group < 0 ? 0 : Double(scores.churners[group]), contacted: group < 0 ? 0 : Double(scores.contacted[group]),
      positives: Double(scores.positives), count: Double(scores.count))
  }

  public var contacted: Double { tp + fp }
  public var positives: Double { tp + fn }
  public var negatives: Double { fp + tn }
  public var count: Double { contacted + fn + tn }
}

extension Confusion {
  /// Share of the contacted who churned.
  public var precision: Double {
    get throws(Undefined) {
      guard contacted > 0 else { throw Undefined("precision needs contacted customers, and none is") }
      return tp / contacted
    }
  }

  /// Share of the churned who are contacted.
  public var recall: Double {
    get throws(Undefined) {
      guard positives > 0 else { throw Undefined("recall needs churned customers, and there are none") }
      return tp / positives
    }
  }

  /// Share of those who stayed that is not contacted.
  public var specificity: Double {
    get throws(Undefined) {
      guard negatives > 0 else { throw Undefined("specificity needs customers who stayed, and there are none") }
      return tn / negatives
    }
  }

  /// Share of rows on the right side.
  public var accuracy: Double {
    get throws(Undefined) {
      guard count > 0 else { throw Undefined("accuracy of no rows") }
      return (tp + tn) / count
    }
  }

  /// Harmonic mean of precision and recall: 2 tp / (2 tp + fp + fn).
  public var f1: Double {
    get throws(Undefined) { try fBeta(1) }
  }

  /// (1 + b²) tp / ((1 + b²) tp + b² fn + fp): recall weighs `beta` times as much as precision.
  public func fBeta(_ beta: Double) throws(Undefined) -> Double {
    let square = beta * beta
    let whole = contacted + square * positives
    guard whole > 0 else { throw Undefined("F needs churned or contacted customers, and there are none") }
    return (1 + square) * tp / whole
  }

  /// Recall plus specificity minus 1, from one exact numerator so that equal cut-offs compare equal.
  public var youden: Double {
    get throws(Undefined) {
      guard positives > 0, negatives > 0 else { throw Undefined("Youden's J needs both classes") }
      return (tp * negatives - fp * positives) / (positives * negatives)
    }
  }

  /// Mean of recall and specificity.
  public var balancedAccuracy: Double {
    get throws(Undefined) {
      guard positives > 0, negatives > 0 else { throw Undefined("balanced_accuracy needs both classes") }
      return (tp * negatives + tn * positives) / (2 * positives * negatives)
    }
  }

  /// Matthews' correlation of decision and outcome; 0 when everybody or nobody is contacted, as in scikit-learn.
  public var mcc: Double {
    get throws(Undefined) {
      guard positives > 0, negatives > 0 else { throw Undefined("mcc needs both classes") }
      let spread = (contacted * (fn + tn)).squareRoot() * (positives * negatives).squareRoot()
      return spread > 0 ? (tp * tn - fp * fn) / spread : 0
    }
  }
}

extension Confusion: Encodable {
  public func encode(to encoder: any Encoder) throws {
    var record = RecordEncoder(encoder)
    for (name, count) in [("tp", tp), ("fp", fp), ("fn", fn), ("tn", tn)] { try record.writeCount(name, count) }
    try record.finish()
  }
}

extension RandomAccessCollection {
  /// The first index whose element satisfies `predicate`, when all that do come after all that do not.
  package func partitioningIndex(where predicate: (Element) -> Bool) -> Index {
    var low = startIndex
    var length = count
    while length > 0 {
      let middle = index(low, offsetBy: length / 2)
      if predicate(self[middle]) {
        length /= 2
      } else {
        low = index(after: middle)
        length -= length / 2 + 1
      }
    }
    return low
  }
}
