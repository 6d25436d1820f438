import Testing

@testable import ChurnML

/// New customers are matched to a model's columns, in memory and as a stream.
@Suite struct NewDataTests {
  private let schema = FeatureSchema(features: [
    .init(name: "plan", kind: .categorical, categories: ["basic", "say \"hi\"", "zé"]),
    .init(name: "months", kind: .numeric, categories: nil),
  ])

  private let csv = #"""
    months;extra;plan
    12;x;basic
    ;y;"say ""hi"""

    n/a;"two
    lines";zé
    many;z;other
     7 ;z;
    1e3;;"basic"
    """#

  private func batches(_ csv: String, size: Int, jobs: Int = 1) throws -> (batches: [RecordBatch], header: String) {
    var stream = try CSVRecordStream(
      .memory(Array(csv.utf8)), named: "new.csv", schema, CSVOptions(), batchSize: size, jobs: jobs)
    var batches: [RecordBatch] = []
    while let batch = try stream.next() { batches.append(batch) }
    return (batches, String(decoding: stream.headerRecord, as: UTF8.self))
  }

  @Test(arguments: [1, 10, 30, 1000], [1, 2, 3])
  func aStreamGivesTheModelsColumnsAndTheRowsText(size: Int, jobs: Int) throws {
    let (batches, header) = try batches(csv, size: size, jobs: jobs)
    #expect(header == "months;extra;plan")
    #expect(batches.allSatisfy { $0.columns.map(\.name) == ["plan", "months"] })
    #expect(batches.flatMap { codes($0.columns[0]) } == [0, 1, 2, Column.unseen, Column.missing, 0])
    let months = batches.flatMap { numbers($0.columns[1]) }
    #expect(months.map { $0.isNaN ? -1 : $0 } == [12, -1, -1, -1, 7, 1000])
    #expect(batches.flatMap(\.unusable) == [UnusableCell(row: 3, line: 7, column: "months", text: "many")])
    let texts = batches.flatMap { batch in (0..<batch.rows).map { String(decoding: batch.record($0), as: UTF8.self) } }
    #expect(
      texts == [
        "12;x;basic", ";y;\"say \"\"hi\"\"\"", "n/a;\"two\nlines\";zé", "many;z;other", " 7 ;z;", "1e3;;\"basic\"",
      ])
    #expect(batches.map(\.firstRow) == batches.indices.map { batches[..<$0].reduce(0) { $0 + $1.rows } })
  }

  @Test(arguments: [1, 10, 1000])
  func faultsInAStreamHaveTheirPlace(size: Int) {
    let ragged = #expect(throws: InputError.self) { try batches(csv + "\n5;x\n", size: size) }
    #expect(ragged?.place == "new.csv:10:4")
    let unclosed = #expect(throws: InputError.self) { try batches(csv + "\n5;\"x;\n", size: size) }
    #expect(unclosed?.place == "new.csv:10:3")
  }

  @Test func aMissingColumnOrNoRowsAreErrors() {
    let missing = #expect(throws: InputError.self) { try batches("plan,monhts\nbasic,1\n", size: 100) }
    #expect(missing?.description == "new.csv: there is no column \"months\"; did you mean \"monhts\"?")
    let empty = #expect(throws: InputError.self) { try batches("plan,months\n", size: 100) }
    #expect(empty?.place == "new.csv:2:1")
  }

  @Test func aTableConformsAsTheStreamDoes() throws {
    let table = try Table(csv: Array(csv.utf8), named: "new.csv", options: CSVOptions(for: schema))
    let columns = try table.conformed(to: schema)
    let streamed = try batches(csv, size: 1000).batches[0].columns
    #expect(columns[0] == streamed[0])
    #expect(numbers(columns[1]).map(\.bitPattern) == numbers(streamed[1]).map(\.bitPattern))
  }

  @Test func aColumnOfAnotherKindIsAnError() throws {
    let table = try Table(csv: Array("plan,months\n1,2\n".utf8), named: "new.csv")
    let error = #expect(throws: InputError.self) { try table.conformed(to: schema) }
    #expect(
      error?.description
        == "new.csv: column \"plan\" is numeric here and was categorical in training; read it as categorical")
  }

  /// The training data conform to their own schema without change.
  @Test func conformingIsIdempotent() throws {
    let table = try Table(csv: SyntheticTelco(seed: 3).csv(rows: 300), named: "s.csv")
    let schema = FeatureSchema(of: table.columns.filter { $0.name != "TotalCharges" })
    let again = try table.conformed(to: schema)
    #expect(again == table.columns.filter { $0.name != "TotalCharges" })
  }

  private func codes(_ column: Column) -> [Int32] {
    guard case .categorical(let codes, _) = column.values else { return [] }
    return codes
  }

  private func numbers(_ column: Column) -> [Double] {
    guard case .numeric(let numbers) = column.values else { return [] }
    return numbers
  }
}
