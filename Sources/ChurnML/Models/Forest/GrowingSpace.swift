import Synchronization

/// Memory that one tree after another is grown in: fresh memory for each would be fetched from the system page by page, which for a small
/// tree takes longer than filling it.
final class GrowingSpace {
  private var memory = UnsafeMutableRawPointer.allocate(byteCount: 0, alignment: alignment)
  private var bytes = 0
  private var taken = 0

  private static let alignment = 64

  deinit { memory.deallocate() }

  /// Gives everything back and sees to it that `bytes` can be taken.
  func reset(_ bytes: Int) {
    taken = 0
    guard bytes > self.bytes else { return }
    memory.deallocate()
    memory = .allocate(byteCount: bytes, alignment: Self.alignment)
    self.bytes = bytes
  }

  /// Bytes that `take` uses up for so many.
  static func rounded(_ bytes: Int) -> Int { (bytes + alignment - 1) / alignment * alignment }

  /// Uninitialised memory that is this object's.
  func take<Element>(_: Element.Type, _ count: Int) -> UnsafeMutablePointer<Element> {
    let bytes = Self.rounded(count * MemoryLayout<Element>.stride)
    precondition(taken + bytes <= self.bytes)
    defer { taken += bytes }
    return (memory + taken).bindMemory(to: Element.self, capacity: count)
  }
}

/// Spaces not in use, one for each thread that grows at a time.
final class GrowingSpaces: Sendable {
  private let free = Mutex<[Space]>([])

  private struct Space: @unchecked Sendable { let space: GrowingSpace }

  /// Calls `body` with a space that no other thread has.
  func with<Result>(_ body: (GrowingSpace) -> Result) -> Result {
    let space = free.withLock { $0.popLast() } ?? Space(space: GrowingSpace())
    defer { free.withLock { $0.append(space) } }
    return body(space.space)
  }
}
