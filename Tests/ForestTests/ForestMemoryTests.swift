import TestSupport
import Testing

@testable import ChurnML

@Suite struct ForestMemoryTests {
  /// What is taken together does not overlap, before blocks are merged and after.
  @Test func roomsAreApart() {
    let space = GrowingSpace()
    defer { withExtendedLifetime(space) {} }
    for _ in 0..<3 {
      space.reset()
      let rooms = [3, 70_000, 1, 200_000].map { space.take(Int.self, $0) }
      for (value, room) in rooms.enumerated() { room.fill(value) }
      for (value, room) in rooms.enumerated() {
        #expect(room.array(count: room.count).allSatisfy { $0 == value })
      }
    }
  }

  @Test(arguments: [0, 1, 9, 10, 11, 95], [1, 2])
  func blocksMakeUpTheArray(count: Int, jobs: Int) {
    let squares = [Int](count: count, inBlocksOf: 10, jobs: jobs) { range, block in
      for (place, value) in range.enumerated() { block[place] = value * value }
    }
    #expect(squares == (0..<count).map { $0 * $0 })
  }

  @Test func anArrayHasAsManyValuesAsWereSet() {
    let odd = [Int](most: 10) { room in
      for place in 0..<5 { room[place] = 2 * place + 1 }
      return 5
    }
    #expect(odd == [1, 3, 5, 7, 9])
    #expect([Int](most: 0) { _ in 0 } == [])
  }

  @Test func bytesOfWordsBeginWithTheLowest() {
    let bytes: [UInt8] = [UInt64(0x0807_0605_0403_0201), 9].withBytes { view in (0..<view.count).map { view[$0] } }
    #expect(bytes == [1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 0, 0, 0, 0, 0, 0])
  }

  @Test func entriesHoldValuesSideBySide() {
    let space = GrowingSpace()
    defer { withExtendedLifetime(space) {} }
    let entries = space.takeEntries(bytes: 32)
    let codes: [UInt8] = Array(1...24)
    codes.withView { entries.copyWords($0, count: 24, to: 8) }
    entries.store(UInt64(77), at: 0)
    #expect(entries.load(UInt64.self, at: 0) == 77)
    #expect((0..<24).map { entries.bytes(from: 8)[$0] } == codes)
  }
}
