/// One division of the rows: models are fitted on `analysis` and judged on `assessment`.
public struct Split: Sendable, Equatable {
  public let `repeat`: Int
  public let fold: Int
  /// Row numbers, increasing; a bootstrap holds a row as often as it was drawn.
  public let analysis: [Int]
  /// Row numbers, strictly increasing; none of them is in `analysis`.
  public let assessment: [Int]

  public init(repeat: Int, fold: Int, analysis: [Int], assessment: [Int]) {
    self.repeat = `repeat`
    self.fold = fold
    self.analysis = analysis
    self.assessment = assessment
  }

  /// The `count` splits of one repeat in which fold `f` is assessed once and all other rows are analysed.
  /// - Parameter fold: the fold of each of `rows`, in `0..<count`.
  static func folds(_ rows: [Int], assigned fold: [Int], count: Int, repeat: Int) -> [Split] {
    var members = [[Int]](repeating: [], count: count)
    for (row, fold) in zip(rows, fold) { members[fold].append(row) }
    return (0..<count).map { held in
      Split(
        repeat: `repeat`, fold: held, analysis: zip(rows, fold).filter { $0.1 != held }.map(\.0),
        assessment: members[held])
    }
  }
}
