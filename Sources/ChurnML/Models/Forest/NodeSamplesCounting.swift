/// Counting the rows of a node by bin.
extension NodeSamples {
  /// Nodes of fewer rows are counted in the plainest way.
  private static var fewRows: Int { 96 }
  /// Features of so few cells are counted in two histograms in turn, so that additions to one cell wait less for each other; and
  /// all their cells are looked at to see which are hit.
  private static var fewCells: Int { 32 }

  /// Counts the rows of a node by the bins of the first `number` features of `batch`.
  func count(_ rows: NodeRows, _ number: Int) {
    assert(rows.range.upperBound <= count && number <= Self.featuresAtOnce)
    let (list, stride) = (list, stride)
    switch (rows.isListed, isPacked) {
    case (true, true): count(rows.range, number, true) { Self.entry(list[$0]) }
    case (true, false): count(rows.range, number, false) { Self.entry(list[$0]) }
    case (false, true): count(rows.range, number, true) { $0 &* stride }
    case (false, false): count(rows.range, number, false) { $0 &* stride }
    }
  }

  /// - Parameter entry: where the entry of a row of the range begins.
  @inline(__always)
  private func count(
    _ range: Range<Int>, _ number: Int, _ isPacked: Bool, _ entry: (Int) -> Int
  ) {
    switch number {
    case 1: addRows(range, 1, isPacked, entry)
    case 2: addRows(range, 2, isPacked, entry)
    case 3: addRows(range, 3, isPacked, entry)
    default: addRows(range, 4, isPacked, entry)
    }
    for slot in 0..<number {
      let feature = batch[slot]
      if cells[feature] <= Self.fewCells || range.count >= Self.fewRows {
        takeOccurring(slot, cells: cells[feature])
      } else {
        takeHits(range, feature, slot, isPacked, entry)
      }
    }
  }

  @inline(__always)
  private func addRows(
    _ range: Range<Int>, _ number: Int, _ isPacked: Bool, _ entry: (Int) -> Int
  ) {
    let histograms = histograms
    let (a, b, c, d) = (batch[0], batch[1], batch[2], batch[3])
    for index in range {
      let entry = entry(index)
      let (row, word) = (row(entry, isPacked), entries.load(Word.self, at: entry))
      histograms[Int(row[a])] &+= word
      if number > 1 { histograms[Self.cellsEach &+ Int(row[b])] &+= word }
      if number > 2 { histograms[2 &* Self.cellsEach &+ Int(row[c])] &+= word }
      if number > 3 { histograms[3 &* Self.cellsEach &+ Int(row[d])] &+= word }
    }
  }

  /// Moves the counts of a feature of many cells to where they are looked at; the few rows of the node say which cells are hit.
  @inline(__always)
  private func takeHits(
    _ range: Range<Int>, _ feature: Int, _ slot: Int, _ isPacked: Bool, _ entry: (Int) -> Int
  ) {
    let hits = hits
    for word in 0..<4 { hits[word] = 0 }
    for index in range {
      let code = row(entry(index), isPacked)[feature]
      assert(code < cells[feature])
      hits[Int(code &>> 6)] |= 1 &<< UInt64(code & 63)
    }
    let (histogram, words, codes) = place(slot)
    var taken = 0
    for word in 0..<4 {
      var bits = hits[word]
      while bits != 0 {
        let code = word &* 64 &+ bits.trailingZeroBitCount
        words[taken] = histogram[code]
        codes[taken] = UInt8(truncatingIfNeeded: code)
        histogram[code] = 0
        taken &+= 1
        bits &= bits &- 1
      }
    }
    occurringCounts[slot] = taken
  }

  /// The same by a look at all cells.
  private func takeOccurring(_ slot: Int, cells: Int) {
    let (histogram, words, codes) = place(slot)
    var taken = 0
    // By eights, since a loop of so many steps is not mispredicted at its end; cells that a feature does not have are never hit.
    for first in Swift.stride(from: 0, to: cells, by: 8) {
      for code in first..<first &+ 8 {
        let word = histogram[code]
        words[taken] = word
        codes[taken] = UInt8(truncatingIfNeeded: code)
        histogram[code] = 0
        taken &+= word.isHit
      }
    }
    occurringCounts[slot] = taken
  }

  /// Where a slot is counted, and where what comes out of it is looked at.
  @inline(__always)
  private func place(_ slot: Int) -> (histogram: Room<Word>, words: Room<Word>, codes: Room<UInt8>) {
    let first = slot &* Self.cellsEach
    return (histograms.from(first), occurring.from(first), occurringCodes.from(first))
  }

  /// The histogram of the feature at `slot` of those last counted.
  @inline(__always)
  func histogram(_ slot: Int) -> NodeHistogram<Word> {
    let (_, words, codes) = place(slot)
    return NodeHistogram(words: words, codes: codes, count: occurringCounts[slot])
  }
}
