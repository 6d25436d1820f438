import ChurnML
import TestSupport
import Testing

@testable import Workbench

@Suite struct SurrogateWordsTests {
  /// Several tests of one column on the way to a leaf are one statement.
  @Test func aLeafSaysEachColumnOnce() {
    let codes = (0..<120).map { Int32($0 % 4) }
    #expect(
      Self.words(
        Column(name: "plan", values: .categorical(codes: codes, categories: ["a", "b", "c", "d"])),
        [0.1, 0.3, 0.6, 0.9]) == ["plan d", "plan c", "plan b", "plan a"])
    #expect(
      Self.words(Column(name: "usage", values: .numeric(codes.map { Double($0) })), [0.1, 0.3, 0.6, 0.9])
        == [
          "usage above 2.5", "usage above 1.5 and at most 2.5", "usage above 0.5 and at most 1.5", "usage at most 0.5",
        ])
  }

  @Test func unknownNumbersAreSaid() {
    let numbers = (0..<120).map { $0 % 4 == 3 ? Double.nan : Double($0 % 4) }
    #expect(
      Self.words(Column(name: "usage", values: .numeric(numbers)), [0.1, 0.3, 0.6, 0.9])
        == ["usage unknown", "usage above 1.5", "usage above 0.5 and at most 1.5", "usage at most 0.5"])
  }

  @Test func unknownCategoriesAreSaid() {
    let codes = (0..<120).map { Int32($0 % 4 == 3 ? -1 : $0 % 4) }
    let plan = Column(name: "plan", values: .categorical(codes: codes, categories: ["a", "b", "c"]))
    #expect(Self.words(plan, [0.1, 0.3, 0.6, 0.9]) == ["plan unknown", "plan c", "plan b", "plan a"])
    #expect(Self.words(plan, [0.5, 0.5, 0.5, 0.9]) == ["plan unknown", "plan a or b or c"])
  }

  /// Of the leaves, the highest mean first.
  private static func words(_ column: Column, _ means: [Double]) -> [String] {
    let predictions = (0..<120).map { means[$0 % 4] }
    let record = SurrogateRecord.json([column], rows: Array(0..<120), predictions: predictions, jobs: 1)
    guard case .list(let leaves) = record["leaves"] else { return [] }
    return leaves.compactMap { if case .text(let words) = $0["words"] { words } else { nil } }
  }
}
