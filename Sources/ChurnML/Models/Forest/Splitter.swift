/// The best split found so far in a node.
struct SplitCandidate<Word: CountWord> {
  enum Test {
    case range(low: UInt8, high: UInt8)
    case set(SIMD4<UInt64>)
  }

  var feature = -1
  var test = Test.range(low: 0, high: 0)
  var left: Word = 0
  /// risk(left) + risk(right); smaller is better.
  var score = Double.infinity

  var isFound: Bool { feature >= 0 }
}

/// Chooses the best split of a node on one feature from its histogram.
///
/// Equal scores go to the lower feature, then to the lower cut; at one cut, to the split that sends missing rows right.
/// Codes that no row of the node has (missing and unseen ones too) go where most of the node's distinct rows go, at
/// equality left.
struct Splitter<Word: CountWord, Criterion: Impurity> {
  let minSamplesLeaf: Int
  let positiveWeight: Double
  let negativeWeight: Double

  @inline(__always)
  func risk(_ word: Word) -> Double {
    Criterion.risk(Double(word.positives) * positiveWeight, Double(word.negatives) * negativeWeight)
  }

  /// Takes the division of `total` into `left` and the rest when it is allowed and better; says whether it did.
  @inline(__always)
  private func offer(
    _ left: Word, of total: Word, feature: Int, to best: inout SplitCandidate<Word>
  ) -> Bool {
    let right = total &- left
    guard left.samples >= minSamplesLeaf, right.samples >= minSamplesLeaf else { return false }
    let score = risk(left) + risk(right)
    guard score < best.score || (score == best.score && feature < best.feature) else { return false }
    best.score = score
    best.feature = feature
    best.left = left
    return true
  }

  /// Looks at every cut between the occupied bins of a numeric feature, with missing rows on either side.
  /// - Returns: false when all rows of the node have one code: the feature is constant here.
  func scanNumeric(
    _ histogram: UnsafeMutablePointer<Word>, cells: Int, total: Word, feature: Int, best: inout SplitCandidate<Word>
  ) -> Bool {
    let missing = histogram[0]
    let valued = total &- missing
    var left: Word = 0
    var varies = false
    for code in 1..<cells where histogram[code] != 0 {
      left &+= histogram[code]
      if left == valued {
        guard missing != 0 else { break }
        varies = true
        if offer(left, of: total, feature: feature, to: &best) { best.test = .range(low: 1, high: UInt8(code)) }
        break
      }
      varies = true
      if offer(left, of: total, feature: feature, to: &best) {
        let missingFollows = missing == 0 && 2 * left.samples >= total.samples
        best.test = .range(low: missingFollows ? 0 : 1, high: UInt8(code))
      }
      if missing != 0, offer(left &+ missing, of: total, feature: feature, to: &best) {
        best.test = .range(low: 0, high: UInt8(code))
      }
    }
    return varies
  }

  /// Orders the node's categories, missing being one of them, by positive rate and looks at every cut of that order: for two
  /// classes the best of all subsets is among them (Fisher 1958; Breiman et al. 1984, theorem 4.5). Equal rates stand in
  /// code order.
  func scanCategorical(
    _ histogram: UnsafeMutablePointer<Word>, cells: Int, total: Word, feature: Int, best: inout SplitCandidate<Word>
  ) -> Bool {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 256) { order in
      var occupied = 0
      for code in 0..<cells where histogram[code] != 0 {
        let word = histogram[code]
        var place = occupied
        while place > 0, Self.hasLowerRate(word, histogram[Int(order[place - 1])]) {
          order[place] = order[place - 1]
          place -= 1
        }
        order[place] = UInt8(code)
        occupied += 1
      }
      var left: Word = 0
      var cut = 0
      for place in 0..<max(0, occupied - 1) {
        left &+= histogram[Int(order[place])]
        if offer(left, of: total, feature: feature, to: &best) { cut = place + 1 }
      }
      if cut > 0 { best.test = .set(Self.set(order, cut: cut, occupied: occupied, best.left, of: total)) }
      return occupied > 1
    }
  }

  @inline(__always)
  private static func hasLowerRate(_ a: Word, _ b: Word) -> Bool {
    let left = a.positives.multipliedFullWidth(by: b.weight)
    let right = b.positives.multipliedFullWidth(by: a.weight)
    return (left.high, left.low) < (right.high, right.low)
  }

  private static func set(
    _ order: UnsafeMutableBufferPointer<UInt8>, cut: Int, occupied: Int, _ left: Word, of total: Word
  ) -> SIMD4<UInt64> {
    guard 2 * left.samples >= total.samples else {
      return order[..<cut].reduce(into: .zero) { $0.insert(code: $1) }
    }
    // Everything goes left but the categories on the right.
    let right = order[cut..<occupied].reduce(into: SIMD4<UInt64>.zero) { $0.insert(code: $1) }
    return ~right
  }
}
