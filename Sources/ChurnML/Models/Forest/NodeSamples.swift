/// The in-bag rows of one tree, and the loops over them where the time goes: counting a node's rows by bin, and dividing a node
/// between its children. All unsafe code of growing is in this file.
///
/// A node is a range of one permuted array; rows are never copied. An entry holds the row number (bits 0 to 31), the
/// label (bit 32) and the bootstrap multiplicity (from bit 33). Invariants: the ranges of the nodes open at one time are
/// disjoint, and inside each the rows increase, because division is stable; every histogram cell is zero but between `count`
/// and `clear`.
final class NodeSamples<Word: CountWord> {
  /// Features counted in one pass. Their histograms are independent, so one's addition does not wait for another's: rows
  /// of few categories hit the same cell again and again, and alone each would wait for the one before.
  static var featuresAtOnce: Int { 4 }
  /// Nodes of fewer rows are counted feature by feature, noting which cells are hit, and only those are read and cleared.
  private static var fewRows: Int { 96 }
  private static var cellsEach: Int { 256 }

  private let codes: UnsafePointer<UInt8>
  private let features: Int
  private let samples: UnsafeMutablePointer<UInt64>
  private let spare: UnsafeMutablePointer<UInt64>
  private let histograms: UnsafeMutablePointer<Word>
  private let occupied: UnsafeMutablePointer<UInt8>
  /// One bit a cell: those that `countFew` hit.
  private let hits: UnsafeMutablePointer<UInt64>
  private var occupiedCount = (0, 0, 0, 0)
  private(set) var count = 0
  private(set) var total: Word = 0

  /// - Parameters:
  ///   - codes: the analysis rows' codes, row after row; must outlive this object.
  ///   - multiplicity: how often each row was drawn; rows never drawn are out of the bag.
  init(_ codes: UnsafeBufferPointer<UInt8>, features: Int, labels: [UInt8], multiplicity: [UInt32]) {
    let rows = labels.count
    precondition(codes.count == rows * features && multiplicity.count == rows && rows > 0 && rows < Int(UInt32.max))
    self.codes = codes.baseAddress.unsafelyUnwrapped
    self.features = features
    samples = .allocate(capacity: rows)
    spare = .allocate(capacity: rows)
    histograms = .allocate(capacity: Self.featuresAtOnce * Self.cellsEach)
    histograms.initialize(repeating: 0, count: Self.featuresAtOnce * Self.cellsEach)
    occupied = .allocate(capacity: Self.featuresAtOnce * Self.cellsEach)
    hits = .allocate(capacity: 4)
    for row in 0..<rows where multiplicity[row] > 0 {
      samples[count] = UInt64(row) | UInt64(labels[row]) << 32 | UInt64(multiplicity[row]) << 33
      total &+= Self.word(samples[count])
      count += 1
    }
  }

  deinit {
    samples.deallocate()
    spare.deallocate()
    histograms.deallocate()
    occupied.deallocate()
    hits.deallocate()
  }

  @inline(__always)
  private static func word(_ sample: UInt64) -> Word {
    let weight = sample &>> 33
    let positive = weight & (0 &- (sample &>> 32 & 1))
    return 1 | Word(truncatingIfNeeded: weight) &<< Word(Word.fieldBits)
      | Word(truncatingIfNeeded: positive) &<< Word(2 * Word.fieldBits)
  }

  @inline(__always)
  private func row(_ sample: UInt64) -> UnsafePointer<UInt8> {
    codes + Int(truncatingIfNeeded: sample & 0xffff_ffff) &* features
  }

  /// Counts the rows of a node by the bins of the first `number` of `features`.
  /// - Parameter cells: how many codes each feature of the matrix has.
  @inline(__always)
  func count(_ range: Range<Int>, features: SIMD4<Int>, _ number: Int, cells: [Int]) {
    assert(range.upperBound <= count && number <= Self.featuresAtOnce)
    if range.count < Self.fewRows {
      for slot in 0..<number { countFew(range, feature: features[slot], cells: cells[features[slot]], slot: slot) }
      return
    }
    switch number {
    case 4: countTogether(range, features[0], features[1], features[2], features[3])
    case 3:
      countTogether(range, features[0], features[1])
      countAlone(range, features[2], slot: 2)
    case 2: countTogether(range, features[0], features[1])
    default: countAlone(range, features[0], slot: 0)
    }
    for slot in 0..<number { noteOccupied(slot: slot, cells: cells[features[slot]]) }
  }

  private func countTogether(_ range: Range<Int>, _ a: Int, _ b: Int, _ c: Int, _ d: Int) {
    let histograms = histograms
    for index in range {
      let sample = samples[index]
      let row = row(sample)
      let word = Self.word(sample)
      histograms[Int(row[a])] &+= word
      histograms[256 &+ Int(row[b])] &+= word
      histograms[512 &+ Int(row[c])] &+= word
      histograms[768 &+ Int(row[d])] &+= word
    }
  }

  private func countTogether(_ range: Range<Int>, _ a: Int, _ b: Int) {
    let histograms = histograms
    for index in range {
      let sample = samples[index]
      let row = row(sample)
      let word = Self.word(sample)
      histograms[Int(row[a])] &+= word
      histograms[256 &+ Int(row[b])] &+= word
    }
  }

  private func countAlone(_ range: Range<Int>, _ feature: Int, slot: Int) {
    let histogram = histograms + slot &* Self.cellsEach
    for index in range {
      let sample = samples[index]
      histogram[Int(row(sample)[feature])] &+= Self.word(sample)
    }
  }

  private func countFew(_ range: Range<Int>, feature: Int, cells: Int, slot: Int) {
    let histogram = histograms + slot &* Self.cellsEach
    hits.update(repeating: 0, count: 4)
    if cells <= 64 {
      var bits: UInt64 = 0
      for index in range {
        let sample = samples[index]
        let code = row(sample)[feature]
        assert(code < cells)
        histogram[Int(code)] &+= Self.word(sample)
        bits |= 1 &<< UInt64(code)
      }
      hits[0] = bits
    } else {
      for index in range {
        let sample = samples[index]
        let code = row(sample)[feature]
        assert(code < cells)
        histogram[Int(code)] &+= Self.word(sample)
        hits[Int(code &>> 6)] |= 1 &<< UInt64(code & 63)
      }
    }
    noteHits(slot: slot, words: (cells &+ 63) &>> 6)
  }

  private func noteHits(slot: Int, words: Int) {
    let list = occupied + slot &* Self.cellsEach
    var noted = 0
    for part in 0..<words {
      var bits = hits[part]
      while bits != 0 {
        list[noted] = UInt8(truncatingIfNeeded: part &* 64 &+ bits.trailingZeroBitCount)
        noted &+= 1
        bits &= bits &- 1
      }
    }
    setOccupied(slot, noted)
  }

  private func noteOccupied(slot: Int, cells: Int) {
    let list = occupied + slot &* Self.cellsEach
    let histogram = histograms + slot &* Self.cellsEach
    var noted = 0
    for code in 0..<cells {
      list[noted] = UInt8(truncatingIfNeeded: code)
      noted &+= histogram[code] != 0 ? 1 : 0
    }
    setOccupied(slot, noted)
  }

  private func setOccupied(_ slot: Int, _ noted: Int) {
    switch slot {
    case 0: occupiedCount.0 = noted
    case 1: occupiedCount.1 = noted
    case 2: occupiedCount.2 = noted
    default: occupiedCount.3 = noted
    }
  }

  /// The histogram of the feature at `slot` of those last counted.
  func histogram(_ slot: Int) -> NodeHistogram<Word> {
    let noted =
      switch slot {
      case 0: occupiedCount.0
      case 1: occupiedCount.1
      case 2: occupiedCount.2
      default: occupiedCount.3
      }
    return NodeHistogram(
      words: histograms + slot &* Self.cellsEach, codes: occupied + slot &* Self.cellsEach, count: noted)
  }

  /// Moves the rows of a node whose `side` is 0 before those whose side is 1, both in their order; returns where the
  /// latter begin.
  @inline(__always)
  func divide(_ range: Range<Int>, feature: Int, side: (UInt8) -> UInt32) -> Int {
    assert(range.upperBound <= count)
    var left = range.lowerBound
    var right = 0
    for index in range {
      let sample = samples[index]
      let side = Int(side(row(sample)[feature]))
      // Both places are written and one index moves: no branch to mispredict.
      samples[left] = sample
      spare[right] = sample
      left &+= 1 &- side
      right &+= side
    }
    (samples + left).update(from: spare, count: right)
    return left
  }
}

/// A node's counts by the codes of one feature.
struct NodeHistogram<Word: CountWord> {
  fileprivate let words: UnsafeMutablePointer<Word>
  fileprivate let codes: UnsafeMutablePointer<UInt8>
  /// How many codes occur in the node.
  let count: Int

  /// The `place`-th of the codes that occur, in increasing order, or in the order `sort` left.
  @inline(__always)
  func code(_ place: Int) -> UInt8 { codes[place] }

  /// Counts of the rows of that code.
  @inline(__always)
  func word(_ place: Int) -> Word { words[Int(codes[place])] }

  /// Reorders the codes by insertion; equal ones keep their order.
  @inline(__always)
  func sort(_ precedes: (Word, Word) -> Bool) {
    for place in 1..<max(1, count) {
      let code = codes[place]
      let word = words[Int(code)]
      var hole = place
      while hole > 0, precedes(word, words[Int(codes[hole - 1])]) {
        codes[hole] = codes[hole - 1]
        hole -= 1
      }
      codes[hole] = code
    }
  }

  /// Makes all cells zero again.
  @inline(__always)
  func clear() {
    for place in 0..<count { words[Int(codes[place])] = 0 }
  }
}

/// Draws features without replacement, always from the same starting order, so that a node's draws depend on its source only.
final class FeatureDraws {
  private let features: Int
  private let order: UnsafeMutablePointer<Int>
  private let swaps: UnsafeMutablePointer<Int>
  /// Features drawn since the last reset.
  private(set) var count = 0

  init(features: Int) {
    self.features = features
    order = .allocate(capacity: features)
    swaps = .allocate(capacity: features)
    for feature in 0..<features { order[feature] = feature }
  }

  deinit {
    order.deallocate()
    swaps.deallocate()
  }

  @inline(__always)
  var isExhausted: Bool { count == features }

  @inline(__always)
  func next(_ source: inout RandomSource) -> Int {
    assert(!isExhausted)
    let chosen = count &+ source.index(below: features &- count)
    let feature = order[chosen]
    order[chosen] = order[count]
    order[count] = feature
    swaps[count] = chosen
    count &+= 1
    return feature
  }

  /// Takes the draws back, last one first.
  @inline(__always)
  func reset() {
    while count > 0 {
      count &-= 1
      let feature = order[count]
      order[count] = order[swaps[count]]
      order[swaps[count]] = feature
    }
  }
}
