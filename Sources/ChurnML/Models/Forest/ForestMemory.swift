/// All unsafe code of the forest: memory that is read and written without an array's question at every write whether it is shared, and
/// without a bounds check. Growing and walking spend their time in such loops. Debug builds, and so the tests, check every access.

/// Some places in memory, each for a value of one type. Copies are of the same places. Whoever made the room says how long it lasts.
struct Room<Element: BitwiseCopyable> {
  fileprivate let start: UnsafeMutablePointer<Element>
  let count: Int

  subscript(place: Int) -> Element {
    @inline(__always) get {
      assert(place >= 0 && place < count)
      return start[place]
    }
    @inline(__always) nonmutating _modify {
      assert(place >= 0 && place < count)
      yield &start[place]
    }
  }

  /// The places from one on.
  @inline(__always)
  func from(_ place: Int) -> Room {
    assert(place >= 0 && place <= count)
    return Room(start: start + place, count: count - place)
  }

  func fill(_ value: Element) { fill(value, count: count) }

  /// Sets the first places.
  func fill(_ value: Element, count: Int) {
    assert(count <= self.count)
    start.update(repeating: value, count: count)
  }

  /// The first values.
  func array(count: Int) -> [Element] {
    assert(count <= self.count)
    return Array(UnsafeBufferPointer(start: start, count: count))
  }
}

/// The values of an array, as a `Room` that is not written to.
struct View<Element> {
  fileprivate let start: UnsafePointer<Element>
  let count: Int

  @inline(__always)
  subscript(place: Int) -> Element {
    assert(place >= 0 && place < count)
    return start[place]
  }

  /// The values from one on.
  @inline(__always)
  func from(_ place: Int) -> View {
    assert(place >= 0 && place <= count)
    return View(start: start + place, count: count - place)
  }
}

extension Array {
  /// Calls `body` with a view of the values, which lasts that long.
  @inline(__always)
  func withView<Result>(_ body: (View<Element>) throws -> Result) rethrows -> Result {
    try withUnsafeBufferPointer { buffer in
      // Of no values nothing is read.
      try body(
        View(start: buffer.baseAddress ?? UnsafePointer(bitPattern: MemoryLayout<Element>.alignment)!, count: count))
    }
  }
}

extension Array where Element: BitwiseCopyable {
  /// Calls `body` with the values as a room, which lasts that long.
  @inline(__always)
  mutating func withRoom<Result>(_ body: (Room<Element>) throws -> Result) rethrows -> Result {
    try withUnsafeMutableBufferPointer { buffer in
      let start = buffer.baseAddress ?? UnsafeMutablePointer(bitPattern: MemoryLayout<Element>.alignment)!
      return try body(Room(start: start, count: buffer.count))
    }
  }

  /// At most `most` values: as many as `fill`, which sets them, says.
  init(most: Int, _ fill: (Room<Element>) -> Int) {
    self.init(unsafeUninitializedCapacity: most) { buffer, count in
      count = buffer.baseAddress.map { fill(Room(start: $0, count: most)) } ?? 0
      assert(count <= most)
    }
  }

  /// `count` values in blocks of `share`, set by several threads at a time.
  /// - Parameter set: takes the places of a block and the room that begins with them, of which it sets no others.
  init(count: Int, inBlocksOf share: Int, jobs: Int, _ set: @Sendable (Range<Int>, Room<Element>) -> Void) {
    self.init(unsafeUninitializedCapacity: count) { buffer, initialized in
      nonisolated(unsafe) let start = buffer.baseAddress
      _ = concurrentMap(count: (count + share - 1) / share, jobs: jobs) { block in
        let range = block * share..<Swift.min(count, (block + 1) * share)
        if let start { set(range, Room(start: start + range.lowerBound, count: range.count)) }
      }
      initialized = count
    }
  }
}

extension [UInt64] {
  /// Calls `body` with a view of the bytes, which lasts that long.
  @inline(__always)
  func withBytes<Result>(_ body: (View<UInt8>) throws -> Result) rethrows -> Result {
    try withView { words in
      try words.start.withMemoryRebound(to: UInt8.self, capacity: 8 * words.count) {
        try body(View(start: $0, count: 8 * words.count))
      }
    }
  }
}

/// Calls `body` with a room that lasts that long.
@inline(__always)
func withRoom<Element: BitwiseCopyable, Result>(
  for _: Element.Type, count: Int, _ body: (Room<Element>) throws -> Result
) rethrows -> Result {
  try withUnsafeTemporaryAllocation(of: Element.self, capacity: count) { buffer in
    try body(Room(start: buffer.baseAddress!, count: count))
  }
}

/// Bytes of a `GrowingSpace`, in which values of different types stand side by side.
struct Entries {
  fileprivate let start: UnsafeMutableRawPointer
  private let count: Int

  fileprivate init(_ room: Room<UInt8>) { (start, count) = (UnsafeMutableRawPointer(room.start), room.count) }

  @inline(__always)
  func load<Value: BitwiseCopyable>(_: Value.Type, at place: Int) -> Value {
    assert(place >= 0 && place + MemoryLayout<Value>.size <= count)
    return (start + place).load(as: Value.self)
  }

  @inline(__always)
  func store<Value: BitwiseCopyable>(_ value: Value, at place: Int) {
    assert(place >= 0 && place + MemoryLayout<Value>.size <= count)
    (start + place).storeBytes(of: value, as: Value.self)
  }

  /// The bytes from a place on.
  @inline(__always)
  func bytes(from place: Int) -> View<UInt8> {
    assert(place >= 0 && place <= count)
    return View(start: UnsafePointer((start + place).assumingMemoryBound(to: UInt8.self)), count: count - place)
  }

  /// Copies the first bytes of a view to a place; of so many that they are a multiple of 8.
  @inline(__always)
  func copyWords(_ bytes: View<UInt8>, count: Int, to place: Int) {
    assert(count % 8 == 0 && count <= bytes.count && place + count <= self.count)
    for part in stride(from: 0, to: count, by: 8) {
      let word = UnsafeRawPointer(bytes.start).loadUnaligned(fromByteOffset: part, as: UInt64.self)
      (start + place).storeBytes(of: word, toByteOffset: part, as: UInt64.self)
    }
  }
}

/// Memory that one tree after another is grown in: fresh memory for each would be fetched from the system page by page, which for a small
/// tree takes longer than filling it.
final class GrowingSpace {
  /// What is given out is of the last.
  private var blocks: [UnsafeMutableRawBufferPointer] = []
  private var taken = 0

  private static let alignment = 64
  private static let leastBlock = 1 << 16

  deinit { for block in blocks { block.deallocate() } }

  /// Takes everything back. Several blocks become one, so that the next tree of this size finds its room in it.
  func reset() {
    taken = 0
    guard blocks.count > 1 else { return }
    let size = blocks.reduce(0) { $0 + $1.count }
    for block in blocks { block.deallocate() }
    blocks = [.allocate(byteCount: size, alignment: Self.alignment)]
  }

  /// Room until the next `reset`, with whatever values stand there.
  func take<Element>(_: Element.Type, _ count: Int) -> Room<Element> {
    let bytes = (count * MemoryLayout<Element>.stride + Self.alignment - 1) / Self.alignment * Self.alignment
    if taken + bytes > blocks.last?.count ?? 0 {
      blocks.append(.allocate(byteCount: max(bytes, Self.leastBlock), alignment: Self.alignment))
      taken = 0
    }
    defer { taken += bytes }
    let start = (blocks[blocks.count - 1].baseAddress! + taken).bindMemory(to: Element.self, capacity: count)
    return Room(start: start, count: count)
  }

  func takeEntries(bytes: Int) -> Entries { Entries(take(UInt8.self, bytes)) }
}
