/// The in-bag rows of one tree, and the two loops over them where the time goes: counting a node's rows by bin, and
/// dividing a node between its children. All unsafe code of growing is in this file.
///
/// A node is a range of one permuted array; rows are never copied. An entry holds the row number (bits 0 to 31), the
/// label (bit 32) and the bootstrap multiplicity (from bit 33). Invariant: the ranges of the nodes open at one time are disjoint, and
/// inside each the rows increase, because division is stable.
final class NodeSamples<Word: CountWord> {
  private let codes: [UInt8]
  private let rows: Int
  private let capacity: Int
  private let samples: UnsafeMutablePointer<UInt64>
  private let spare: UnsafeMutablePointer<UInt64>
  /// The histogram last counted; cells beyond the counted feature's are undefined.
  let histogram: UnsafeMutablePointer<Word>
  private(set) var count = 0
  private(set) var total: Word = 0

  /// - Parameters:
  ///   - matrix: analysis rows, by feature.
  ///   - multiplicity: how often each row was drawn; rows drawn never are out of the bag.
  init(_ matrix: BinnedMatrix, labels: [UInt8], multiplicity: [UInt32]) {
    precondition(matrix.layout == .byFeature && labels.count == matrix.rows && multiplicity.count == matrix.rows)
    precondition(matrix.rows < Int(UInt32.max))
    codes = matrix.codes
    rows = matrix.rows
    capacity = matrix.rows
    samples = .allocate(capacity: max(1, capacity))
    spare = .allocate(capacity: max(1, capacity))
    histogram = .allocate(capacity: 256)
    for row in 0..<rows where multiplicity[row] > 0 {
      samples[count] = UInt64(row) | UInt64(labels[row]) << 32 | UInt64(multiplicity[row]) << 33
      total &+= Self.word(samples[count])
      count += 1
    }
  }

  deinit {
    samples.deallocate()
    spare.deallocate()
    histogram.deallocate()
  }

  @inline(__always)
  private static func word(_ sample: UInt64) -> Word {
    let weight = sample &>> 33
    let positive = weight & (0 &- (sample &>> 32 & 1))
    return 1 | Word(truncatingIfNeeded: weight) &<< Word(Word.fieldBits)
      | Word(truncatingIfNeeded: positive) &<< Word(2 * Word.fieldBits)
  }

  /// Counts the rows of a node by the bin of one feature into `histogram[0..<cells]`.
  func count(_ range: Range<Int>, feature: Int, cells: Int) {
    assert(range.upperBound <= count && cells <= 256)
    histogram.update(repeating: 0, count: cells)
    codes.withUnsafeBufferPointer { codes in
      let column = codes.baseAddress.unsafelyUnwrapped + feature * rows
      for index in range {
        let sample = samples[index]
        let code = Int(column[Int(truncatingIfNeeded: sample & 0xffff_ffff)])
        assert(code < cells)
        histogram[code] &+= Self.word(sample)
      }
    }
  }

  /// Moves the rows of a node that pass `test` before the others, both in their order; returns where the others begin.
  @inline(__always)
  func divide(_ range: Range<Int>, feature: Int, goesLeft test: (UInt8) -> Bool) -> Int {
    assert(range.upperBound <= count)
    return codes.withUnsafeBufferPointer { codes in
      let column = codes.baseAddress.unsafelyUnwrapped + feature * rows
      var left = range.lowerBound
      var right = 0
      for index in range {
        let sample = samples[index]
        let goes = test(column[Int(truncatingIfNeeded: sample & 0xffff_ffff)])
        // Both places are written and one index moves: no branch to mispredict.
        samples[left] = sample
        spare[right] = sample
        left += goes ? 1 : 0
        right += goes ? 0 : 1
      }
      (samples + left).update(from: spare, count: right)
      return left
    }
  }
}
