import Synchronization

/// Memory that one tree after another is grown in: fresh memory for each would be fetched from the system page by page, which for a small
/// tree takes longer than filling it.
final class GrowingSpace {
  /// What is given out is of the last.
  private var blocks: [UnsafeMutableRawBufferPointer] = []
  private var taken = 0

  private static let alignment = 64

  deinit { for block in blocks { block.deallocate() } }

  /// Gives everything back. Several blocks become one, so that the next tree of this size finds its room in it.
  func reset() {
    taken = 0
    guard blocks.count > 1 else { return }
    let size = blocks.reduce(0) { $0 + $1.count }
    for block in blocks { block.deallocate() }
    blocks = [.allocate(byteCount: size, alignment: Self.alignment)]
  }

  /// Uninitialised memory that is this object's.
  func take<Element>(_: Element.Type, _ count: Int) -> UnsafeMutablePointer<Element> {
    let bytes = (count * MemoryLayout<Element>.stride + Self.alignment - 1) / Self.alignment * Self.alignment
    if taken + bytes > blocks.last?.count ?? 0 {
      blocks.append(.allocate(byteCount: max(bytes, Self.leastBlock), alignment: Self.alignment))
      taken = 0
    }
    defer { taken += bytes }
    return (blocks[blocks.count - 1].baseAddress! + taken).bindMemory(to: Element.self, capacity: count)
  }

  private static let leastBlock = 1 << 16
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
