/// What a model says of every customer at every point of a grid: the individual conditional expectations (Goldstein, Kapelner,
/// Bleich and Pitkin 2015) of which partial dependence is the mean.
public struct GridResponses: Sendable, Equatable {
  public let rows: Int
  public let points: Int
  /// P(churned), row after row.
  public let values: [Double]

  public subscript(row: Int, point: Int) -> Double { values[row * points + point] }

  /// Trees are walked once for all points; any other model is asked about every one.
  public init(_ classifier: any Classifier, _ features: [Column], rows: [Int], grid: ResponseGrid, jobs: Int) {
    if let trees = classifier as? any TreeClassifier {
      self.init(rows: rows.count, points: grid.points, values: trees.responses(features, rows: rows, grid, jobs: jobs))
    } else {
      self.init(substituting: grid, in: features, rows: rows, classifier, jobs: jobs)
    }
  }

  private init(rows: Int, points: Int, values: [Double]) {
    self.rows = rows
    self.points = points
    self.values = values
  }

  /// By the definition: every point's values are put in the rows' place.
  init(
    substituting grid: ResponseGrid, in features: [Column], rows: [Int], _ classifier: any Classifier, jobs: Int
  ) {
    let own = features.map { $0.selecting(rows) }
    let answers = (0..<grid.points).map { point in
      var columns = own
      for axis in grid.axes.indices {
        let column = grid.axes[axis].column
        columns[column] = own[column].filled(with: grid.cell(axis, at: point))
      }
      return classifier.predictProbability(columns, rows: Array(rows.indices), jobs: jobs)
    }
    self.init(
      rows: rows.count, points: grid.points,
      values: rows.indices.flatMap { row in answers.map { $0[row] } })
  }

  /// The mean over rows at each point: Friedman's partial dependence (2001).
  public var partialDependence: [Double] {
    var sums = [Double](repeating: 0, count: points)
    for row in 0..<rows { for point in 0..<points { sums[point] += self[row, point] } }
    return sums.map { $0 / Double(max(1, rows)) }
  }
}

extension Column {
  fileprivate func filled(with cell: CustomerCell) -> Column {
    switch (values, cell) {
    case (.numeric(let numbers), .number(let number)):
      Column(name: name, values: .numeric([Double](repeating: number, count: numbers.count)))
    case (.categorical(let codes, let categories), .category(let code)):
      Column(
        name: name,
        values: .categorical(codes: [Int32](repeating: code, count: codes.count), categories: categories))
    default: self
    }
  }
}
