/// The rows of a node: a range of entries, or of the list of entries where `isListed`.
struct NodeRows {
  let range: Range<Int>
  /// Which of the two arrays has the entries.
  let isOdd: Bool
  let isListed: Bool

  @inline(__always)
  var count: Int { range.count }
}

/// The in-bag rows of one tree, and the loops over them where the time goes: counting a node's rows by bin, and dividing a node
/// between its children. All unsafe code of growing is in this file and in `NodeHistogram` and `FeatureDraws`.
///
/// An entry holds a row's counts (`CountWord`) and, behind them, its bin codes, so that memory is read from front to back and the rows
/// of a node are near each other; of wide rows it holds their place among the codes instead. A large node is a range of entries, and
/// division moves them from one of two arrays to the other, left ones from the front and right ones from the back. The entries of
/// a node that fits the nearest memory stay where they are; it is a range of a list of entries, and division moves the list's
/// numbers in the same way. Invariants: the ranges of the nodes open at one time are disjoint; every histogram cell is zero but
/// between `count` and `clear`.
struct NodeSamples<Word: CountWord> {
  /// Features counted in one pass. Their histograms are independent, so one's addition does not wait for another's: rows
  /// of few categories hit the same cell again and again, and alone each would wait for the one before.
  static var featuresAtOnce: Int { 4 }
  /// Nodes of fewer rows are counted in the plainest way.
  private static var fewRows: Int { 96 }
  private static var cellsEach: Int { 256 }
  /// Features of so few cells are counted in two histograms in turn, for the same reason as above; and all their cells are looked at
  /// to see which are hit.
  private static var fewCells: Int { 32 }
  /// An entry that holds codes has at most so many bytes.
  private static var mostBytes: Int { 64 }
  /// A node whose entries have at most so many bytes is listed.
  private static var listedBytes: Int { 16 << 10 }

  private typealias Entries = UnsafeMutableRawPointer
  private typealias List = UnsafeMutablePointer<UInt32>

  private let codes: UnsafePointer<UInt8>
  private let features: Int
  /// How many codes each feature has.
  private let cells: UnsafeMutablePointer<Int>
  /// Whether entries hold codes.
  private let isPacked: Bool
  /// Bytes of an entry, a multiple of 16.
  private let stride: Int
  private let even: Entries
  private let odd: Entries
  /// Where entries begin, in units of 16 bytes; for nodes of even and of odd depth.
  private let evenList: List
  private let oddList: List
  /// The feature at each slot.
  let batch: UnsafeMutablePointer<Int>
  /// One a slot, and a second one a slot for features of few cells.
  private let histograms: UnsafeMutablePointer<Word>
  private let occupied: UnsafeMutablePointer<UInt8>
  /// How many codes of each slot are noted in `occupied`.
  private let occupiedCounts: UnsafeMutablePointer<Int>
  /// One bit a cell: those that `noteHits` found.
  private let hits: UnsafeMutablePointer<UInt64>
  let count: Int
  private(set) var total: Word = 0

  /// - Parameters:
  ///   - codes: the analysis rows' codes, row after row; must outlive this object, as must `space`, which is its alone.
  ///   - cells: how many codes each feature has.
  ///   - multiplicity: how often each row was drawn; rows never drawn are out of the bag.
  init(
    _ codes: UnsafeBufferPointer<UInt8>, cells: [Int], labels: [UInt8], multiplicity: [UInt32], in space: GrowingSpace
  ) {
    let rows = labels.count
    features = cells.count
    precondition(codes.count == rows * features && multiplicity.count == rows && rows > 0 && rows < Int(UInt32.max))
    self.codes = codes.baseAddress.unsafelyUnwrapped
    let word = MemoryLayout<Word>.size
    isPacked = word + features <= Self.mostBytes
    stride = (word + (isPacked ? features : MemoryLayout<Int>.size) + 15) / 16 * 16
    count = multiplicity.reduce(0) { $0 + ($1 > 0 ? 1 : 0) }
    let slots = Self.featuresAtOnce
    space.reset(
      2 * GrowingSpace.rounded((count + 1) * stride) + 2 * GrowingSpace.rounded(count * 4)
        + GrowingSpace.rounded(features * 8) + GrowingSpace.rounded(2 * slots * Self.cellsEach * word)
        + GrowingSpace.rounded(slots * Self.cellsEach) + 3 * GrowingSpace.rounded(slots * 8))
    // One more, as a row is written before it is known to be in the bag.
    even = Entries(space.take(UInt8.self, (count + 1) * stride))
    odd = Entries(space.take(UInt8.self, (count + 1) * stride))
    evenList = space.take(UInt32.self, count)
    oddList = space.take(UInt32.self, count)
    self.cells = space.take(Int.self, features)
    for (feature, cells) in cells.enumerated() { self.cells[feature] = cells }
    histograms = space.take(Word.self, 2 * slots * Self.cellsEach)
    histograms.initialize(repeating: 0, count: 2 * slots * Self.cellsEach)
    occupied = space.take(UInt8.self, slots * Self.cellsEach)
    batch = space.take(Int.self, slots)
    batch.initialize(repeating: 0, count: slots)
    occupiedCounts = space.take(Int.self, slots)
    hits = space.take(UInt64.self, 4)
    switch (isPacked, stride) {
    case (true, 32): fill(labels, multiplicity, codes: codes.count, bytes: 32 - word)
    default: fill(labels, multiplicity, codes: codes.count, bytes: stride - word)
    }
  }

  /// Writes the entries of the rows in the bag.
  /// - Parameters:
  ///   - count: how many codes there are in all.
  ///   - bytes: of an entry behind its word.
  @inline(__always)
  private mutating func fill(_ labels: [UInt8], _ multiplicity: [UInt32], codes count: Int, bytes: Int) {
    var entry = even
    var total: Word = 0
    for row in labels.indices {
      let weight = multiplicity[row]
      // All bits if the row is in the bag: no branch to mispredict.
      let isIn = 0 &- Int((0 &- weight) &>> 31)
      let word = Self.word(label: labels[row], weight: weight)
      entry.storeBytes(of: word, as: Word.self)
      putCodes(of: row, at: entry + MemoryLayout<Word>.size, bytes: bytes, of: count)
      total &+= word & Word(truncatingIfNeeded: isIn)
      entry += stride & isIn
    }
    self.total = total
  }

  /// All rows, at depth 0.
  var root: NodeRows { rows(0..<count, isOdd: false, depth: 0) }

  @inline(__always)
  private static func word(label: UInt8, weight: UInt32) -> Word {
    let weight = Word(weight)
    let positives = weight &* Word(label)
    return 1 | weight << Word(Word.fieldBits) | positives << Word(2 * Word.fieldBits)
  }

  @inline(__always)
  private func putCodes(of row: Int, at rest: Entries, bytes: Int, of count: Int) {
    let row = row &* features
    if !isPacked {
      rest.storeBytes(of: row, as: Int.self)
    } else if row &+ bytes <= count {
      // Word by word, with some of the next row's codes, is quicker than exactly.
      let source = UnsafeRawPointer(codes + row)
      for part in Swift.stride(from: 0, to: bytes, by: 8) {
        let codes = source.loadUnaligned(fromByteOffset: part, as: UInt64.self)
        rest.storeBytes(of: codes, toByteOffset: part, as: UInt64.self)
      }
    } else {
      rest.copyMemory(from: codes + row, byteCount: features)
    }
  }

  /// The list that has the nodes of a depth.
  @inline(__always)
  private func list(depth: Int) -> List { depth & 1 == 0 ? evenList : oddList }

  @inline(__always)
  private static func entry(_ entries: Entries, _ place: UInt32) -> Entries { entries + Int(place) &<< 4 }

  /// The node of a range of entries, listed if they are few.
  private func rows(_ range: Range<Int>, isOdd: Bool, depth: Int) -> NodeRows {
    let isListed = range.count &* stride <= Self.listedBytes && count < 1 << 27
    if isListed {
      let list = list(depth: depth)
      for index in range { list[index] = UInt32(truncatingIfNeeded: (index &* stride) &>> 4) }
    }
    return NodeRows(range: range, isOdd: isOdd, isListed: isListed)
  }

  @inline(__always)
  private static func word(_ entry: Entries) -> Word { entry.load(as: Word.self) }

  /// The codes of an entry's row.
  @inline(__always)
  private func row(_ entry: Entries, _ isPacked: Bool) -> UnsafePointer<UInt8> {
    let rest = entry + MemoryLayout<Word>.size
    return isPacked ? UnsafePointer(rest.assumingMemoryBound(to: UInt8.self)) : codes + rest.load(as: Int.self)
  }
}

extension NodeSamples {
  /// Counts the rows of a node by the bins of the first `number` features of `batch`.
  func count(_ rows: NodeRows, depth: Int, _ number: Int) {
    assert(rows.range.upperBound <= count && number <= Self.featuresAtOnce)
    let (entries, list, stride) = (rows.isOdd ? odd : even, list(depth: depth), stride)
    switch (rows.isListed, isPacked) {
    case (true, true): count(rows.range, number, true) { Self.entry(entries, list[$0]) }
    case (true, false): count(rows.range, number, false) { Self.entry(entries, list[$0]) }
    case (false, true): count(rows.range, number, true) { entries + $0 &* stride }
    case (false, false): count(rows.range, number, false) { entries + $0 &* stride }
    }
  }

  @inline(__always)
  private func count(
    _ range: Range<Int>, _ number: Int, _ isPacked: Bool, _ entry: (Int) -> Entries
  ) {
    if range.count >= Self.fewRows, number > 1 {
      for slot in number..<Self.featuresAtOnce { batch[slot] = batch[0] }
      countMany(range, isPacked, entry)
      for slot in number..<Self.featuresAtOnce { forget(slot, cells[batch[slot]]) }
    } else {
      switch number {
      case 1: countFew(range, 1, isPacked, entry)
      case 2: countFew(range, 2, isPacked, entry)
      case 3: countFew(range, 3, isPacked, entry)
      default: countFew(range, 4, isPacked, entry)
      }
    }
    for slot in 0..<number {
      let feature = batch[slot]
      if cells[feature] <= Self.fewCells || range.count >= Self.fewRows {
        noteOccupied(slot: slot, cells: cells[feature])
      } else {
        noteHits(range, feature, slot: slot, isPacked, entry)
      }
    }
  }

  @inline(__always)
  private func countFew(
    _ range: Range<Int>, _ number: Int, _ isPacked: Bool, _ entry: (Int) -> Entries
  ) {
    let histograms = histograms
    let (a, b, c, d) = (batch[0], batch[1], batch[2], batch[3])
    for index in range {
      let entry = entry(index)
      let (row, word) = (row(entry, isPacked), Self.word(entry))
      histograms[Int(row[a])] &+= word
      if number > 1 { histograms[256 &+ Int(row[b])] &+= word }
      if number > 2 { histograms[512 &+ Int(row[c])] &+= word }
      if number > 3 { histograms[768 &+ Int(row[d])] &+= word }
    }
  }

  /// Two rows a step.
  @inline(__always)
  private func countMany(_ range: Range<Int>, _ isPacked: Bool, _ entry: (Int) -> Entries) {
    let histograms = histograms
    let (a, b, c, d) = (batch[0], batch[1], batch[2], batch[3])
    let (a2, b2, c2, d2) = (second(0), second(1), second(2), second(3))
    for pair in 0..<range.count / 2 {
      let first = entry(range.lowerBound &+ 2 &* pair)
      let (row, word) = (row(first, isPacked), Self.word(first))
      histograms[Int(row[a])] &+= word
      histograms[256 &+ Int(row[b])] &+= word
      histograms[512 &+ Int(row[c])] &+= word
      histograms[768 &+ Int(row[d])] &+= word
      let next = entry(range.lowerBound &+ 2 &* pair &+ 1)
      let (row2, word2) = (self.row(next, isPacked), Self.word(next))
      a2[Int(row2[a])] &+= word2
      b2[Int(row2[b])] &+= word2
      c2[Int(row2[c])] &+= word2
      d2[Int(row2[d])] &+= word2
    }
    if range.count & 1 == 1 {
      let last = entry(range.upperBound &- 1)
      let (row, word) = (row(last, isPacked), Self.word(last))
      for slot in 0..<4 { histograms[slot &* 256 &+ Int(row[batch[slot]])] &+= word }
    }
    for slot in 0..<4 where cells[batch[slot]] <= Self.fewCells { takeSecond(slot, cells[batch[slot]]) }
  }

  /// Where every other row of the feature at `slot` is counted.
  private func second(_ slot: Int) -> UnsafeMutablePointer<Word> {
    let first = histograms + slot &* Self.cellsEach
    return cells[batch[slot]] <= Self.fewCells ? first + Self.featuresAtOnce &* Self.cellsEach : first
  }

  private func forget(_ slot: Int, _ cells: Int) {
    (histograms + slot &* Self.cellsEach).update(repeating: 0, count: cells)
  }

  private func takeSecond(_ slot: Int, _ cells: Int) {
    let histogram = histograms + slot &* Self.cellsEach
    let second = histogram + Self.featuresAtOnce &* Self.cellsEach
    for code in 0..<cells {
      histogram[code] &+= second[code]
      second[code] = 0
    }
  }

  /// Notes which cells of a feature of many the few rows of a node hit, in increasing order.
  @inline(__always)
  private func noteHits(
    _ range: Range<Int>, _ feature: Int, slot: Int, _ isPacked: Bool, _ entry: (Int) -> Entries
  ) {
    let hits = hits
    for word in 0..<4 { hits[word] = 0 }
    for index in range {
      let code = row(entry(index), isPacked)[feature]
      assert(code < cells[feature])
      hits[Int(code &>> 6)] |= 1 &<< UInt64(code & 63)
    }
    let list = occupied + slot &* Self.cellsEach
    var noted = 0
    for word in 0..<4 {
      var bits = hits[word]
      while bits != 0 {
        list[noted] = UInt8(truncatingIfNeeded: word &* 64 &+ bits.trailingZeroBitCount)
        noted &+= 1
        bits &= bits &- 1
      }
    }
    occupiedCounts[slot] = noted
  }

  private func noteOccupied(slot: Int, cells: Int) {
    let list = occupied + slot &* Self.cellsEach
    let histogram = histograms + slot &* Self.cellsEach
    var noted = 0
    // By eights, since a loop of so many steps is not mispredicted at its end; cells that a feature does not have are never hit.
    for first in Swift.stride(from: 0, to: cells, by: 8) {
      for code in first..<first &+ 8 {
        list[noted] = UInt8(truncatingIfNeeded: code)
        noted &+= histogram[code].isHit
      }
    }
    occupiedCounts[slot] = noted
  }

  /// The histogram of the feature at `slot` of those last counted.
  @inline(__always)
  func histogram(_ slot: Int) -> NodeHistogram<Word> {
    NodeHistogram(
      words: histograms + slot &* Self.cellsEach, codes: occupied + slot &* Self.cellsEach,
      count: occupiedCounts[slot])
  }
}

extension NodeSamples {
  /// Divides the rows of a node of depth `depth` between its children.
  /// - Parameters:
  ///   - node: holds the test.
  ///   - test: the same, for sets that a node cannot hold.
  func divide(
    _ rows: NodeRows, depth: Int, by node: Tree.Node, _ test: SplitTest
  ) -> (left: NodeRows, right: NodeRows) {
    assert(rows.range.upperBound <= count)
    let feature = Int(node.feature)
    switch test {
    case .range(let low, let high):
      let width = high &- low
      return divide(rows, depth, feature) { $0 &- low > width ? 1 : 0 }
    case .set where !node.isLarge:
      let bits = ~node.bits
      return divide(rows, depth, feature) { Int(truncatingIfNeeded: bits &>> UInt32($0)) & 1 }
    case .set(let set):
      return divide(rows, depth, feature) { set.contains(code: $0) ? 0 : 1 }
    }
  }

  /// Those for which `side` is 0, and those for which it is 1.
  @inline(__always)
  private func divide(
    _ rows: NodeRows, _ depth: Int, _ feature: Int, _ side: (UInt8) -> Int
  ) -> (left: NodeRows, right: NodeRows) {
    let from = rows.isOdd ? odd : even
    if rows.isListed {
      let middle =
        isPacked
        ? divideList(rows.range, depth, from, feature, true, side)
        : divideList(rows.range, depth, from, feature, false, side)
      return (
        NodeRows(range: rows.range.lowerBound..<middle, isOdd: rows.isOdd, isListed: true),
        NodeRows(range: middle..<rows.range.upperBound, isOdd: rows.isOdd, isListed: true)
      )
    }
    let to = rows.isOdd ? even : odd
    let middle =
      switch (isPacked, stride) {
      case (true, 32): divide(rows.range, from, to, feature, chunks: 2, true, side)
      case (true, 64): divide(rows.range, from, to, feature, chunks: 4, true, side)
      case (true, _): divide(rows.range, from, to, feature, chunks: stride / 16, true, side)
      case (false, _): divide(rows.range, from, to, feature, chunks: stride / 16, false, side)
      }
    return (
      self.rows(rows.range.lowerBound..<middle, isOdd: !rows.isOdd, depth: depth &+ 1),
      self.rows(middle..<rows.range.upperBound, isOdd: !rows.isOdd, depth: depth &+ 1)
    )
  }

  /// Moves what `side` gives 0 to the front of the range and the others to its back; returns where the latter begin.
  @inline(__always)
  private func divideList(
    _ range: Range<Int>, _ depth: Int, _ entries: Entries, _ feature: Int, _ isPacked: Bool,
    _ side: (UInt8) -> Int
  ) -> Int {
    let (from, to) = (list(depth: depth), list(depth: depth &+ 1))
    var left = range.lowerBound
    var right = range.upperBound &- 1
    for index in range {
      let place = from[index]
      let isRight = side(row(Self.entry(entries, place), isPacked)[feature])
      // Both places are written and one index moves: no branch to mispredict.
      to[left] = place
      to[right] = place
      left &+= 1 &- isRight
      right &-= isRight
    }
    return left
  }

  /// The same with entries.
  @inline(__always)
  private func divide(
    _ range: Range<Int>, _ from: Entries, _ to: Entries, _ feature: Int, chunks: Int, _ isPacked: Bool,
    _ side: (UInt8) -> Int
  ) -> Int {
    let stride = chunks &* 16
    var entry = from + range.lowerBound &* stride
    var left = to + range.lowerBound &* stride
    var right = to + (range.upperBound &- 1) &* stride
    for _ in range {
      let back = 0 &- side(row(entry, isPacked)[feature])
      // Both places are written and one pointer moves: no branch to mispredict.
      for chunk in 0..<chunks {
        let part = entry.load(fromByteOffset: chunk &* 16, as: SIMD2<UInt64>.self)
        left.storeBytes(of: part, toByteOffset: chunk &* 16, as: SIMD2<UInt64>.self)
        right.storeBytes(of: part, toByteOffset: chunk &* 16, as: SIMD2<UInt64>.self)
      }
      left += stride & ~back
      right -= stride & back
      entry += stride
    }
    return (left - to) / stride
  }
}
