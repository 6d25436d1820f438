/// Distinct texts, numbered in the order they came: an open-addressing hash table over bytes, because making a `String`
/// of every cell would cost more than all the rest of reading.
///
/// Texts are kept as words of eight bytes, zeros behind the last byte, in one array.
struct TextDictionary: Sendable {
  private struct Entry {
    /// The first eight bytes: all there is of most texts.
    let first: UInt64
    let length: Int
    /// Where the text's words start.
    let start: Int
    let hash: UInt64
  }

  private var entries: [Entry] = []
  private var words: [UInt64] = []
  /// Numbers of entries, -1 where free; at most half are taken.
  private var slots = [Int32](repeating: -1, count: 16)

  init() {}

  /// The texts in this order; they must be distinct.
  init(_ texts: [String]) {
    for text in texts {
      let escaped = text.utf8.flatMap { $0 == Byte.quote ? [$0, $0] : [$0] }
      let padded = escaped + [UInt8](repeating: 0, count: 8)
      _ = number(of: padded.span.bytes, CSVField(start: 0, end: escaped.count))
    }
  }

  var count: Int { entries.count }

  /// The number of a cell's text, new if it was not there.
  @inline(__always)
  mutating func number(of bytes: RawSpan, _ field: CSVField) -> Int32 {
    let first = bytes.word(at: field.start, count: field.end - field.start)
    return number(of: bytes, field, first: first, hash: Self.hash(bytes, field, first: first))
  }

  @inline(__always)
  private mutating func number(of bytes: RawSpan, _ field: CSVField, first: UInt64, hash: UInt64) -> Int32 {
    let slot = slot(of: bytes, field, first: first, hash: hash)
    if slots[slot] >= 0 { return slots[slot] }
    return insert(bytes, field, first: first, hash: hash, slot: slot)
  }

  /// The number of a cell's text; nil if it is not there.
  @inline(__always)
  func find(_ bytes: RawSpan, _ field: CSVField) -> Int32? {
    let first = bytes.word(at: field.start, count: field.end - field.start)
    let number = slots[slot(of: bytes, field, first: first, hash: Self.hash(bytes, field, first: first))]
    return number >= 0 ? number : nil
  }

  /// For each of this dictionary's texts its number in `other`, which gets those it lacks.
  func merge(into other: inout TextDictionary) -> [Int32] {
    // A word to spare, so that eight bytes can be loaded behind the last text.
    let bytes = words + [0]
    return entries.map { entry in
      let field = CSVField(start: entry.start * 8, end: entry.start * 8 + entry.length)
      return other.number(of: bytes.span.bytes, field, first: entry.first, hash: entry.hash)
    }
  }

  /// Calls `body` with each text as it stood in the file, eight bytes or more behind its end.
  func visit(_ body: (RawSpan, CSVField) -> Void) {
    let bytes = words + [0]
    for entry in entries {
      body(bytes.span.bytes, CSVField(start: entry.start * 8, end: entry.start * 8 + entry.length))
    }
  }

  private mutating func insert(
    _ bytes: RawSpan, _ field: CSVField, first: UInt64, hash: UInt64, slot: Int
  ) -> Int32 {
    let number = Int32(entries.count)
    let length = field.end - field.start
    entries.append(Entry(first: first, length: length, start: words.count, hash: hash))
    for offset in stride(from: 0, to: length, by: 8) {
      words.append(bytes.word(at: field.start + offset, count: length - offset))
    }
    slots[slot] = number
    if entries.count * 2 > slots.count { grow() }
    return number
  }

  private mutating func grow() {
    slots = [Int32](repeating: -1, count: slots.count * 4)
    for (number, entry) in entries.enumerated() {
      var slot = Int(truncatingIfNeeded: entry.hash) & (slots.count - 1)
      while slots[slot] >= 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = Int32(number)
    }
  }

  /// The slot that has the text, or the free one where it belongs.
  @inline(__always)
  private func slot(of bytes: RawSpan, _ field: CSVField, first: UInt64, hash: UInt64) -> Int {
    let length = field.end - field.start
    var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
    while slots[slot] >= 0 {
      let entry = entries[Int(slots[slot])]
      if entry.first == first, entry.length == length, length <= 8 || isRestEqual(bytes, field, entry) { break }
      slot = (slot + 1) & (slots.count - 1)
    }
    return slot
  }

  private func isRestEqual(_ bytes: RawSpan, _ field: CSVField, _ entry: Entry) -> Bool {
    for offset in stride(from: 8, to: entry.length, by: 8)
    where words[entry.start + offset / 8] != bytes.word(at: field.start + offset, count: entry.length - offset) {
      return false
    }
    return true
  }

  /// Each word is folded in by a full multiplication whose halves are joined, so every bit of the text reaches the low
  /// bits that choose the slot.
  @inline(__always)
  private static func hash(_ bytes: RawSpan, _ field: CSVField, first: UInt64) -> UInt64 {
    let length = field.end - field.start
    var hash = fold(first ^ 0x9e37_79b9_7f4a_7c15, UInt64(truncatingIfNeeded: length) ^ 0xd1b5_4a32_d192_ed03)
    var offset = 8
    while offset < length {
      hash = fold(
        hash ^ bytes.word(at: field.start + offset, count: length - offset), 0xd1b5_4a32_d192_ed03)
      offset += 8
    }
    return hash
  }

  @inline(__always)
  private static func fold(_ a: UInt64, _ b: UInt64) -> UInt64 {
    let product = a.multipliedFullWidth(by: b)
    return product.high ^ product.low
  }
}
