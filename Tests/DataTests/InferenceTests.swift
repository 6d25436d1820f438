import ChurnML
import TestSupport
import Testing

/// Kinds of columns, missing values and notes.
@Suite struct InferenceTests {
  private func table(_ csv: String, _ options: CSVOptions = CSVOptions()) throws -> Table {
    try Table(csv: Array(csv.utf8), named: "t.csv", options: options)
  }

  /// A column `x` of these cells, beside a column that keeps empty cells from being empty lines.
  private func column(_ cells: [String], _ options: CSVOptions = CSVOptions()) throws -> (Column, [DataNote]) {
    let table = try table("x,y\n" + cells.map { "\($0),\n" }.joined(), options)
    return (try #require(table["x"]), table.notes.filter { $0.columns == ["x"] })
  }

  private func numbers(_ column: Column) -> [Double]? {
    guard case .numeric(let numbers) = column.values else { return nil }
    return numbers
  }

  @Test func numbersWithSpacesAreNumbers() throws {
    #expect(numbers(try column(["1", " 2.5", "-3e2 ", "+4"]).0) == [1, 2.5, -300, 4])
  }

  @Test func missingTokensAndBlanksAreMissing() throws {
    let (column, notes) = try column(["1", "", " ", "NA", " null ", "N/A", "nan", "\"\"", "2"])
    let values = try #require(numbers(column))
    #expect(values.map(\.isNaN) == [false, true, true, true, true, true, true, true, false])
    #expect(
      notes == [
        DataNote(
          kind: .missingCells, columns: ["x"],
          message: "\"x\" has no value in 7 cells of 9, first a blank one in line 3", line: 3)
      ])
  }

  @Test func missingTokensAreTheCallersChoice() throws {
    let options = CSVOptions(missingTokens: ["-99", "unknown"])
    let (column, _) = try column(["a", "unknown", "NA", " -99", ""], options)
    #expect(column.values == .categorical(codes: [1, -1, 0, -1, -1], categories: ["NA", "a"]))
  }

  @Test func infinityIsAText() throws {
    #expect(try column(["1", "inf", "2"]).0.kind == .categorical)
    #expect(try column(["1", "1e999", "2"]).0.kind == .categorical)
  }

  /// 49 numbers and a text are 98 %, 48 and a text are less.
  @Test func nearlyAllNumbersAreNumericWithANote() throws {
    let cells = (0..<49).map { "\($0 * $0)" } + ["n. a."]
    let (numeric, notes) = try column(cells)
    #expect(numbers(numeric)?.last?.isNaN == true)
    #expect(
      notes == [
        DataNote(
          kind: .nonNumericCells, columns: ["x"],
          message:
            "\"x\" is numeric, but 1 cell of 50 is not a number and taken as missing, first \"n. a.\" in line 51",
          line: 51)
      ])
    #expect(try column(Array(cells.dropFirst())).0.kind == .categorical)
  }

  /// The first thousands of rows decide nothing: late texts make a column categorical, late numbers a numeric one.
  @Test func theWholeColumnDecides() throws {
    let numbersFirst = (0..<5000).map { "\($0 % 7)" } + (0..<5000).map { "c\($0 % 3)" }
    let (categorical, _) = try column(numbersFirst)
    #expect(
      FeatureSchema(of: [categorical]).features[0].categories == ["0", "1", "2", "3", "4", "5", "6", "c0", "c1", "c2"])
    let textsFirst = (0..<60).map { "c\($0)" } + (0..<9940).map { "\($0 % 7)" }
    let (numeric, notes) = try column(textsFirst)
    #expect(numbers(numeric)?.suffix(3) == [4, 5, 6])
    #expect(notes.map(\.kind) == [.nonNumericCells])
    #expect(notes[0].line == 2 && notes[0].message.contains("60 cells of 10000 are"))
  }

  @Test func kindsAreTheCallersChoice() throws {
    let categorical = try table("x,y\n1,2\n01,3\n", CSVOptions(kinds: ["x": .categorical]))
    #expect(categorical["x"]?.values == .categorical(codes: [1, 0], categories: ["01", "1"]))
    #expect(categorical["y"]?.values == .numeric([2, 3]))
    let numeric = try table("x,y\na,2\n5,3\n", CSVOptions(kinds: ["x": .numeric]))
    #expect(numbers(try #require(numeric["x"]))?.last == 5)
    #expect(numeric.notes.map(\.kind) == [.nonNumericCells])
  }

  @Test func categoriesAreSortedByTheirBytes() throws {
    let (column, _) = try column(["b", "é", "B", "bb", "longer than eight", "longer than nine", "猫", "\"a\"\"\"", "a"])
    #expect(
      FeatureSchema(of: [column]).features[0].categories == [
        "B", "a", "a\"", "b", "bb", "longer than eight", "longer than nine", "é", "猫",
      ])
  }

  @Test func oddColumnsAreNoted() throws {
    let rows = (0..<200).map { "k\($0),\(200 - $0),\($0 / 2),v,,\(7 * $0 * $0),5" }
    let table = try table("id,number,code,constant,nothing,value,five\n" + rows.joined(separator: "\n"))
    #expect(
      table.notes.map { "\($0.kind.rawValue) \($0.columns[0])" } == [
        "identifier id", "identifier number", "constant constant", "all_missing nothing", "constant five",
      ])
    let texts = try self.table("code,y\n" + (0..<200).map { "c\($0 / 2),\($0 % 9)\n" }.joined())
    #expect(texts.notes.map(\.message) == ["\"code\" has 100 categories"])
  }

  @Test(arguments: [1, 2, 3, 5])
  func telcoIsReadAsItIs(jobs: Int) throws {
    let table = try Table.read(path: Fixture.telcoPath(), jobs: jobs)
    #expect(table.rows == 7043)
    #expect(table.columns.count == 21)
    #expect(table.digest == "16320c9c1ec72448db59aa0a26a0b95401046bef5d02fd3aeb906448e3055e91")
    let numeric = table.columns.filter { $0.kind == .numeric }.map(\.name)
    #expect(numeric == ["SeniorCitizen", "tenure", "MonthlyCharges", "TotalCharges"])
    let total = try #require(numbers(try table.column(named: "TotalCharges")))
    #expect(total.count { $0.isNaN } == 11)
    #expect(total[0] == 29.85)
    #expect(
      table.notes == [
        DataNote(
          kind: .identifier, columns: ["customerID"],
          message: "\"customerID\" looks like an identifier: nearly every row has its own value"),
        DataNote(
          kind: .missingCells, columns: ["TotalCharges"],
          message: "\"TotalCharges\" has no value in 11 cells of 7043, first a blank one in line 490", line: 490),
      ])
  }
}
