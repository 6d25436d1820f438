import Foundation
import TestSupport
import Testing

@testable import ChurnML

@Suite struct DesignTests {
  private func dataset(_ columns: [Column], labels: [UInt8]) -> Dataset {
    Dataset(features: columns, labels: labels, target: Target(column: "y", positive: "1"), digest: "")
  }

  /// Each row by the encoder alone: what the grouped form must be equal to.
  private func rowByRow(_ encoder: DesignEncoder, _ features: [Column], rows: [Int]) -> [[Double]] {
    let columns = encoder.columnNames.count
    let byColumn = (0..<columns).map { column -> [Double] in
      var unit = [Double](repeating: 0, count: columns)
      unit[column] = 1
      return encoder.linearPredictor(features, rows: rows[...], coefficients: unit)
    }
    return rows.indices.map { row in byColumn.map { $0[row] } }
  }

  @Test(arguments: [0, 4]) func sumsEqualTheirDefinition(knots: Int) {
    for seed in 0..<40 as Range<UInt64> {
      let data = randomDataset(seed: seed)
      let rows = Array(0..<data.rows)
      let encoder = DesignEncoder(fitting: data.features, rows: rows, knots: knots)
      let design = DesignMatrix(encoder, data.features, rows: rows, jobs: 2)
      let dense = rowByRow(encoder, data.features, rows: rows)
      var source = RandomSource(seed, 1)
      let weights = rows.map { _ in source.unit() }
      let coefficients = (0..<design.columns).map { _ in source.unit() - 0.5 }
      let predictor = design.product(design.contributions(of: coefficients), block: 0)
      var transposed = design.transposedZeros
      var gramSums = design.gramZeros
      design.addTransposed(weights, block: 0, to: &transposed)
      design.addGram(weights, block: 0, to: &gramSums)
      let gradient = design.transposedProduct(transposed)
      let gram = design.gram(gramSums)
      #expect(design.columns == encoder.columnNames.count)
      for row in rows {
        #expect(close(predictor[row], zip(dense[row], coefficients).reduce(0) { $0 + $1.0 * $1.1 }, within: 1e-10))
      }
      for a in 0..<design.columns {
        #expect(close(gradient[a], rows.reduce(0) { $0 + weights[$1] * dense[$1][a] }, within: 1e-10))
        for b in 0..<design.columns {
          #expect(close(gram[a, b], rows.reduce(0) { $0 + weights[$1] * dense[$1][a] * dense[$1][b] }, within: 1e-10))
        }
      }
    }
  }

  @Test func telcoHasFortyStandardisedColumns() throws {
    let data = try Telco.dataset(blankTotalCharges: 0)
    let encoder = DesignEncoder(fitting: data.features, rows: Array(0..<data.rows))
    #expect(encoder.columnNames.count == 41)
    #expect(encoder.notes.isEmpty)
  }

  /// A column says as much in other units, also where its squares are no numbers.
  @Test(arguments: [1e300, 1e-300]) func theSizeOfNumbersDoesNotMatter(unit: Double) throws {
    let values = [1.0, 2, 4, 5, 8]
    let ordinary = try #require(Standardisation(of: values))
    let scaled = try #require(Standardisation(of: values.map { $0 * unit }))
    #expect(close(scaled.deviation / unit, ordinary.deviation))
    for value in values { #expect(close(scaled(value * unit), ordinary(value))) }
    #expect(Standardisation(of: [unit, unit]) == nil)
  }

  @Test func handWorkedColumns() {
    let data = dataset(
      [
        Column(name: "n", values: .numeric([1, .nan, 3, 5])), Column(name: "flat", values: .numeric([2, 2, 2, 2])),
        Column(categorical: "two", cells: ["a", "b", "b", "b"]),
        Column(categorical: "three", cells: ["x", "y", "", "y"]),
      ], labels: [0, 1, 0, 1])
    let encoder = DesignEncoder(fitting: data.features, rows: [0, 1, 2, 3])
    #expect(
      encoder.columnNames == ["intercept", "n", "n=missing", "two=b", "three=x", "three=y", "three=(missing)"])
    #expect(encoder.notes == ["flat: left out, constant over the analysis rows"])
    let rows = rowByRow(encoder, data.features, rows: [0, 1])
    // n is 1, 3 (the median), 3, 5: mean 3, variance 2. An indicator of share q is (1 - q) / sqrt(q (1 - q)) or its mirror.
    #expect(close(rows[0][1], -2 / 2.0.squareRoot()))
    #expect(rows[1][1] == 0)
    #expect(close(rows[1][2], 3.0.squareRoot()))
    #expect(close(rows[0][3], -3.0.squareRoot()))
    #expect(close(rows[0][4], 3.0.squareRoot()))
    #expect(close(rows[0][5], -1))
  }

  @Test func unseenCategoriesAreRowsOfZeros() {
    let training = [Column(categorical: "c", cells: ["a", "b", "c", "a"])]
    let encoder = DesignEncoder(fitting: training, rows: [0, 1, 2, 3])
    let later = [
      Column(name: "c", values: .categorical(codes: [Column.unseen, Column.missing], categories: ["a", "b", "c"]))
    ]
    let expected = [-0.5 / 0.25.squareRoot(), -0.25 / 0.1875.squareRoot(), -0.25 / 0.1875.squareRoot()]
    for row in rowByRow(encoder, later, rows: [0, 1]) {
      #expect(zip(row.dropFirst(), expected).allSatisfy { close($0, $1) })
    }
  }

  @Test func rareCategoriesShareAColumn() {
    let cells = (0..<600).map { $0 < 300 ? "common" : "k\($0)" }
    let encoder = DesignEncoder(fitting: [Column(categorical: "id", cells: cells)], rows: Array(0..<600))
    #expect(encoder.columnNames.count == 256)
    #expect(encoder.notes == ["id: (47 rare categories) share one column"])
  }
}
