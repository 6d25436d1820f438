/// The in-bag rows of one tree, and the loops over them where the time goes: counting a node's rows by bin, and dividing a node
/// between its children. All unsafe code of growing is in this file and in `NodeHistogram` and `FeatureDraws`.
///
/// A node is a range of entries. An entry holds the row's counts (`CountWord`) and, behind them, its bin codes, so that memory is
/// read from front to back and the rows of a small node are near each other; of wide rows it holds their place among the codes
/// instead. Division moves a node's entries from one of two arrays to the other, left ones from the front and right ones
/// from the back, so a node's array is known by its depth. Invariants: the ranges of the nodes open at one time are disjoint;
/// every histogram cell is zero but between `count` and `clear`.
final class NodeSamples<Word: CountWord> {
  /// Features counted in one pass. Their histograms are independent, so one's addition does not wait for another's: rows
  /// of few categories hit the same cell again and again, and alone each would wait for the one before.
  static var featuresAtOnce: Int { 4 }
  /// Nodes of fewer rows are counted feature by feature, noting which cells are hit, and only those are read and cleared.
  private static var fewRows: Int { 96 }
  private static var cellsEach: Int { 256 }
  /// Features of so few cells are counted in two histograms in turn, for the same reason as above.
  private static var fewCells: Int { 32 }
  /// An entry that holds codes has at most so many bytes.
  private static var mostBytes: Int { 64 }

  private typealias Entries = UnsafeMutableRawPointer

  private let codes: UnsafePointer<UInt8>
  private let features: Int
  /// Whether entries hold codes.
  private let isPacked: Bool
  /// Bytes of an entry, a multiple of 16.
  private let stride: Int
  private let even: Entries
  private let odd: Entries
  /// One a slot, and a second one a slot for features of few cells.
  private let histograms: UnsafeMutablePointer<Word>
  private let occupied: UnsafeMutablePointer<UInt8>
  /// One bit a cell: those that `countFew` hit.
  private let hits: UnsafeMutablePointer<UInt64>
  private var occupiedCount = (0, 0, 0, 0)
  let count: Int
  private(set) var total: Word = 0

  /// - Parameters:
  ///   - codes: the analysis rows' codes, row after row; must outlive this object.
  ///   - multiplicity: how often each row was drawn; rows never drawn are out of the bag.
  init(_ codes: UnsafeBufferPointer<UInt8>, features: Int, labels: [UInt8], multiplicity: [UInt32]) {
    let rows = labels.count
    precondition(codes.count == rows * features && multiplicity.count == rows && rows > 0 && rows < Int(UInt32.max))
    self.codes = codes.baseAddress.unsafelyUnwrapped
    self.features = features
    let word = MemoryLayout<Word>.size
    isPacked = word + features <= Self.mostBytes
    stride = (word + (isPacked ? features : MemoryLayout<Int>.size) + 15) / 16 * 16
    count = multiplicity.reduce(0) { $0 + ($1 > 0 ? 1 : 0) }
    // One more, as a row is written before it is known to be in the bag.
    even = .allocate(byteCount: (count + 1) * stride, alignment: 16)
    odd = .allocate(byteCount: count * stride, alignment: 16)
    histograms = .allocate(capacity: 2 * Self.featuresAtOnce * Self.cellsEach)
    histograms.initialize(repeating: 0, count: 2 * Self.featuresAtOnce * Self.cellsEach)
    occupied = .allocate(capacity: Self.featuresAtOnce * Self.cellsEach)
    hits = .allocate(capacity: 4)
    var entry = even
    for row in 0..<rows {
      let isIn = multiplicity[row] > 0
      let word = Self.word(label: labels[row], weight: multiplicity[row])
      put(word, row: row, at: entry, codes: codes.count)
      total &+= isIn ? word : 0
      entry += isIn ? stride : 0
    }
  }

  deinit {
    even.deallocate()
    odd.deallocate()
    histograms.deallocate()
    occupied.deallocate()
    hits.deallocate()
  }

  private static func word(label: UInt8, weight: UInt32) -> Word {
    let weight = Word(weight)
    return 1 | weight << Word(Word.fieldBits) | (label == 0 ? 0 : weight) << Word(2 * Word.fieldBits)
  }

  /// - Parameter codes: how many there are in all.
  @inline(__always)
  private func put(_ word: Word, row: Int, at entry: Entries, codes count: Int) {
    entry.storeBytes(of: word, as: Word.self)
    let rest = entry + MemoryLayout<Word>.size
    let bytes = stride &- MemoryLayout<Word>.size
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

  /// Which of the two arrays has the entries of the nodes of a depth.
  @inline(__always)
  private func entries(depth: Int) -> Entries { depth & 1 == 0 ? even : odd }

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
  /// Counts the rows of a node by the bins of the first `number` of `features`.
  /// - Parameter cells: how many codes each feature of the matrix has.
  func count(_ range: Range<Int>, depth: Int, features: SIMD4<Int>, _ number: Int, cells: [Int]) {
    if isPacked {
      count(range, entries(depth: depth), features, number, cells, true)
    } else {
      count(range, entries(depth: depth), features, number, cells, false)
    }
  }

  @inline(__always)
  private func count(
    _ range: Range<Int>, _ entries: Entries, _ features: SIMD4<Int>, _ number: Int, _ cells: [Int], _ isPacked: Bool
  ) {
    assert(range.upperBound <= count && number <= Self.featuresAtOnce)
    if range.count < Self.fewRows {
      for slot in 0..<number {
        let feature = features[slot]
        countFew(range, entries, feature, cells: cells[feature], slot: slot, isPacked)
      }
      return
    }
    if number == 1 {
      countAlone(range, entries, features[0], slot: 0, isPacked)
    } else {
      var all = features
      for slot in number..<Self.featuresAtOnce { all[slot] = all[0] }
      countTogether(range, entries, all, cells, isPacked)
      for slot in number..<Self.featuresAtOnce { forget(slot, cells[all[slot]]) }
    }
    for slot in 0..<number { noteOccupied(slot: slot, cells: cells[features[slot]]) }
  }

  /// Two rows a step.
  @inline(__always)
  private func countTogether(
    _ range: Range<Int>, _ entries: Entries, _ features: SIMD4<Int>, _ cells: [Int], _ isPacked: Bool
  ) {
    let (stride, histograms) = (stride, histograms)
    let (a, b, c, d) = (features[0], features[1], features[2], features[3])
    var second = SIMD4<Int>(0, 256, 512, 768)
    for slot in 0..<4 where cells[features[slot]] <= Self.fewCells { second[slot] += 1024 }
    let (a2, b2) = (histograms + second[0], histograms + second[1])
    let (c2, d2) = (histograms + second[2], histograms + second[3])
    var entry = entries + range.lowerBound &* stride
    for _ in 0..<range.count / 2 {
      let (row, word) = (row(entry, isPacked), Self.word(entry))
      histograms[Int(row[a])] &+= word
      histograms[256 &+ Int(row[b])] &+= word
      histograms[512 &+ Int(row[c])] &+= word
      histograms[768 &+ Int(row[d])] &+= word
      let next = entry + stride
      let (row2, word2) = (self.row(next, isPacked), Self.word(next))
      a2[Int(row2[a])] &+= word2
      b2[Int(row2[b])] &+= word2
      c2[Int(row2[c])] &+= word2
      d2[Int(row2[d])] &+= word2
      entry = next + stride
    }
    if range.count & 1 == 1 {
      let (row, word) = (row(entry, isPacked), Self.word(entry))
      for slot in 0..<4 { histograms[slot &* 256 &+ Int(row[features[slot]])] &+= word }
    }
    for slot in 0..<4 where cells[features[slot]] <= Self.fewCells { takeSecond(slot, cells[features[slot]]) }
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

  @inline(__always)
  private func countAlone(_ range: Range<Int>, _ entries: Entries, _ feature: Int, slot: Int, _ isPacked: Bool) {
    let histogram = histograms + slot &* Self.cellsEach
    let stride = stride
    for index in range {
      let entry = entries + index &* stride
      histogram[Int(row(entry, isPacked)[feature])] &+= Self.word(entry)
    }
  }

  @inline(__always)
  private func countFew(
    _ range: Range<Int>, _ entries: Entries, _ feature: Int, cells: Int, slot: Int, _ isPacked: Bool
  ) {
    let stride = stride
    let histogram = histograms + slot &* Self.cellsEach
    hits.update(repeating: 0, count: 4)
    if cells <= 64 {
      var bits: UInt64 = 0
      for index in range {
        let entry = entries + index &* stride
        let code = row(entry, isPacked)[feature]
        assert(code < cells)
        histogram[Int(code)] &+= Self.word(entry)
        bits |= 1 &<< UInt64(code)
      }
      hits[0] = bits
    } else {
      for index in range {
        let entry = entries + index &* stride
        let code = row(entry, isPacked)[feature]
        assert(code < cells)
        histogram[Int(code)] &+= Self.word(entry)
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
}

extension NodeSamples {
  /// Moves the rows of a node for which `side` is 0 to the front of its range in its children's array, and those for
  /// which it is 1 to the back; returns where the latter begin.
  @inline(__always)
  func divide(_ range: Range<Int>, depth: Int, feature: Int, side: (UInt8) -> UInt32) -> Int {
    assert(range.upperBound <= count)
    let (from, to) = (entries(depth: depth), entries(depth: depth &+ 1))
    switch (isPacked, stride) {
    case (true, 32): return divide(range, from, to, feature, chunks: 2, true, side)
    case (true, 64): return divide(range, from, to, feature, chunks: 4, true, side)
    case (true, _): return divide(range, from, to, feature, chunks: stride / 16, true, side)
    case (false, _): return divide(range, from, to, feature, chunks: stride / 16, false, side)
    }
  }

  @inline(__always)
  private func divide(
    _ range: Range<Int>, _ from: Entries, _ to: Entries, _ feature: Int, chunks: Int, _ isPacked: Bool,
    _ side: (UInt8) -> UInt32
  ) -> Int {
    let stride = chunks &* 16
    var entry = from + range.lowerBound &* stride
    var left = to + range.lowerBound &* stride
    var right = to + (range.upperBound &- 1) &* stride
    for _ in range {
      let back = 0 &- Int(side(row(entry, isPacked)[feature]))
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
