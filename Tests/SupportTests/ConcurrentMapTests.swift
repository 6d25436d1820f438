import ChurnML
import Testing

@Suite struct ConcurrentMapTests {
  @Test(arguments: [1, 2, 3, 7])
  func valuesStandAtTheirIndex(jobs: Int) {
    #expect(concurrentMap(count: 1000, jobs: jobs) { $0 * $0 } == (0..<1000).map { $0 * $0 })
  }

  @Test func theLowestIndexsErrorWins() {
    struct Failed: Error, Equatable { let index: Int }
    #expect(throws: Failed(index: 3)) {
      try concurrentMap(count: 100, jobs: 4) { index throws(Failed) in
        if index % 10 == 3 { throw Failed(index: index) }
        return index
      }
    }
  }

  @Test func emptyAndNestedWork() {
    #expect(concurrentMap(count: 0, jobs: 4) { $0 } == [])
    let sums = concurrentMap(count: 20, jobs: 3) { outer in
      concurrentMap(count: 50, jobs: 3) { outer * $0 }.reduce(0, +)
    }
    #expect(sums == (0..<20).map { $0 * 1225 })
  }
}
