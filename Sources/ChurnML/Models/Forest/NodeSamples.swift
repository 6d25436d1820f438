/// The in-bag rows of one tree, in memory of a `GrowingSpace`. The loops over them where the time goes have files of their own:
/// `NodeSamplesCounting`, a node's rows by bin, and `NodeSamplesDivision`, a node between its children.
///
/// An entry holds a row's counts (`CountWord`) and, behind them, its bin codes, so that memory is read from front to back; of wide rows it
/// holds their place among the codes instead. The rows of a node are a range of entries, and division moves them within it, so that a
/// node of few rows takes little of the nearest memory. Invariants: the ranges of the nodes open at one time are disjoint; every cell of
/// `histograms` is zero but within `count`.
final class NodeSamples<Word: CountWord> {
  /// Features counted in one pass. Their histograms are independent, so one's addition does not wait for another's: rows
  /// of few categories hit the same cell again and again, and alone each would wait for the one before.
  static var featuresAtOnce: Int { 4 }
  /// Cells from one slot's to the next one's. There are some between: of addresses a multiple of 4096 apart the processor takes one for
  /// the other, and waits.
  static var cellsEach: Int { 256 + 16 }
  /// An entry that holds codes has at most so many bytes.
  private static var mostBytes: Int { 64 }

  private let codes: View<UInt8>
  private let features: Int
  /// How many codes each feature has.
  let cells: Room<Int>
  /// Whether entries hold codes.
  let isPacked: Bool
  /// Bytes of an entry, a multiple of 16.
  let stride: Int
  let entries: Entries
  /// The feature at each slot.
  let batch: Room<Int>
  /// Counts by code while counting goes on, one histogram a slot.
  let histograms: Room<Word>
  /// What came out of it, for each slot: the counts of the codes that occur, these codes, and how many there are.
  let occurring: Room<Word>
  let occurringCodes: Room<UInt8>
  let occurringCounts: Room<Int>
  /// One bit a cell: those that `takeHits` found.
  let hits: Room<UInt64>
  /// Of all rows in the bag.
  private(set) var total: Word = 0

  /// - Parameters:
  ///   - codes: the analysis rows' codes, row after row; must outlive this object, as must `space`, which is its alone.
  ///   - cells: how many codes each feature has.
  ///   - multiplicity: how often each row was drawn; rows never drawn are out of the bag.
  init(
    _ codes: View<UInt8>, cells: [Int], labels: [UInt8], multiplicity: [UInt8], in space: GrowingSpace
  ) {
    let rows = labels.count
    features = cells.count
    precondition(codes.count == rows * features && multiplicity.count == rows && rows > 0)
    self.codes = codes
    let word = MemoryLayout<Word>.size
    isPacked = word + features <= Self.mostBytes
    stride = (word + (isPacked ? features : MemoryLayout<Int>.size) + 15) / 16 * 16
    let slots = Self.featuresAtOnce
    space.reset()
    // Room for all rows, as how many are in the bag is known when they are written; what is not needed is never touched.
    entries = space.takeEntries(bytes: rows * stride)
    self.cells = space.take(Int.self, features)
    for (feature, cells) in cells.enumerated() { self.cells[feature] = cells }
    histograms = space.take(Word.self, slots * Self.cellsEach)
    histograms.fill(0)
    occurring = space.take(Word.self, slots * Self.cellsEach)
    occurringCodes = space.take(UInt8.self, slots * Self.cellsEach)
    occurringCounts = space.take(Int.self, slots)
    batch = space.take(Int.self, slots)
    batch.fill(0)
    hits = space.take(UInt64.self, 4)
    switch (isPacked, stride) {
    case (true, 32): fill(labels, multiplicity, bytes: 32 - word)
    default: fill(labels, multiplicity, bytes: stride - word)
    }
  }

  /// Writes the entries of the rows in the bag.
  /// - Parameter bytes: of an entry behind its word.
  @inline(__always)
  private func fill(_ labels: [UInt8], _ multiplicity: [UInt8], bytes: Int) {
    var entry = 0
    var total: Word = 0
    for row in labels.indices {
      let weight = multiplicity[row]
      // All bits if the row is in the bag: no branch to mispredict.
      let isIn = 0 &- Int((0 &- UInt32(weight)) &>> 31)
      let word = Self.word(label: labels[row], weight: weight)
      entries.store(word, at: entry)
      putCodes(of: row, at: entry &+ MemoryLayout<Word>.size, bytes: bytes)
      total &+= word & Word(truncatingIfNeeded: isIn)
      entry &+= stride & isIn
    }
    self.total = total
  }

  /// Rows in the bag.
  var count: Int { total.samples }

  @inline(__always)
  private static func word(label: UInt8, weight: UInt8) -> Word {
    let weight = Word(weight)
    let positives = weight &* Word(label)
    return 1 | weight << Word(Word.fieldBits) | positives << Word(2 * Word.fieldBits)
  }

  @inline(__always)
  private func putCodes(of row: Int, at place: Int, bytes: Int) {
    let row = row &* features
    if !isPacked {
      entries.store(row, at: place)
    } else if row &+ bytes <= codes.count {
      // Word by word, with some of the next row's codes, is quicker than exactly.
      entries.copyWords(codes.from(row), count: bytes, to: place)
    } else {
      for feature in 0..<features { entries.store(codes[row &+ feature], at: place &+ feature) }
    }
  }

  /// The codes of the row whose entry begins at a place.
  @inline(__always)
  func row(_ entry: Int, _ isPacked: Bool) -> View<UInt8> {
    let rest = entry &+ MemoryLayout<Word>.size
    return isPacked ? entries.bytes(from: rest) : codes.from(entries.load(Int.self, at: rest))
  }
}
