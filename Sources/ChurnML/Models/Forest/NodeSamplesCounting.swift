/// Counting the rows of a node by bin.
extension NodeSamples {
  /// Of nodes of fewer rows and features of more cells the rows are looked at to see which cells are hit, else all cells.
  private static var fewRows: Int { 96 }
  private static var fewCells: Int { 32 }

  /// Counts the rows of a node by the bins of the first `number` features of `batch`.
  func count(_ rows: Range<Int>, _ number: Int) {
    assert(rows.upperBound <= count && number <= Self.featuresAtOnce)
    if isPacked { count(rows, number, true) } else { count(rows, number, false) }
  }

  @inline(__always)
  private func count(_ rows: Range<Int>, _ number: Int, _ isPacked: Bool) {
    switch number {
    case 1: addRows(rows, 1, isPacked)
    case 2: addRows(rows, 2, isPacked)
    case 3: addRows(rows, 3, isPacked)
    default: addRows(rows, 4, isPacked)
    }
    for slot in 0..<number {
      let feature = batch[slot]
      if cells[feature] <= Self.fewCells || rows.count >= Self.fewRows {
        takeOccurring(slot, cells: cells[feature])
      } else {
        takeHits(rows, feature, slot, isPacked)
      }
    }
  }

  @inline(__always)
  private func addRows(_ rows: Range<Int>, _ number: Int, _ isPacked: Bool) {
    let (histograms, entries, stride) = (histograms, entries, stride)
    let (a, b, c, d) = (batch[0], batch[1], batch[2], batch[3])
    for index in rows {
      let entry = index &* stride
      let (row, word) = (row(entry, isPacked), entries.load(Word.self, at: entry))
      histograms[Int(row[a])] &+= word
      if number > 1 { histograms[Self.cellsEach &+ Int(row[b])] &+= word }
      if number > 2 { histograms[2 &* Self.cellsEach &+ Int(row[c])] &+= word }
      if number > 3 { histograms[3 &* Self.cellsEach &+ Int(row[d])] &+= word }
    }
  }

  /// Moves the counts of a feature of many cells to where they are looked at; the few rows of the node say which cells are hit.
  @inline(__always)
  private func takeHits(_ rows: Range<Int>, _ feature: Int, _ slot: Int, _ isPacked: Bool) {
    let hits = hits
    for word in 0..<4 { hits[word] = 0 }
    for index in rows {
      let code = row(index &* stride, isPacked)[feature]
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
    // By fours, since most features have no more and a loop of so few steps is seldom mispredicted at its end; cells that a feature
    // does not have are never hit.
    for first in Swift.stride(from: 0, to: cells, by: 4) {
      for code in first..<first &+ 4 {
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
