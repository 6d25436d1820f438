import Synchronization

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
