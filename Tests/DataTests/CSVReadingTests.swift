import ChurnML
import TestSupport
import Testing

/// What a CSV text means, case by case.
@Suite struct CSVReadingTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let name: String
    let csv: String
    let header: [String]
    let rows: [[String]]

    var testDescription: String { name }
  }

  static let cases = [
    Case(name: "LF", csv: "a,b\nx,y\n", header: ["a", "b"], rows: [["x", "y"]]),
    Case(name: "CRLF", csv: "a,b\r\nx,y\r\nz,w\r\n", header: ["a", "b"], rows: [["x", "y"], ["z", "w"]]),
    Case(name: "CR", csv: "a,b\rx,y\rz,w", header: ["a", "b"], rows: [["x", "y"], ["z", "w"]]),
    Case(name: "no last line end", csv: "a,b\nx,y", header: ["a", "b"], rows: [["x", "y"]]),
    Case(name: "byte order mark", csv: "\u{FEFF}a,b\nx,y\n", header: ["a", "b"], rows: [["x", "y"]]),
    Case(name: "quoted", csv: "\"a\",b\n\"x\",\"y\"\n", header: ["a", "b"], rows: [["x", "y"]]),
    Case(name: "quoted delimiter", csv: "a,b\n\"x,1\",y\n", header: ["a", "b"], rows: [["x,1", "y"]]),
    Case(
      name: "doubled quotes", csv: "a,b\n\"say \"\"hi\"\"\",\"\"\"\"\n", header: ["a", "b"],
      rows: [["say \"hi\"", "\""]]),
    Case(name: "newline in quotes", csv: "a,b\n\"x\ny\",z\n", header: ["a", "b"], rows: [["x\ny", "z"]]),
    Case(name: "CRLF in quotes", csv: "a,b\r\n\"x\r\ny\",z\r\n", header: ["a", "b"], rows: [["x\r\ny", "z"]]),
    Case(name: "quoted header", csv: "\"a,1\nc\",b\nx,y\n", header: ["a,1\nc", "b"], rows: [["x", "y"]]),
    Case(name: "spaces are kept", csv: "a, b\n x,y \n", header: ["a", " b"], rows: [[" x", "y "]]),
    Case(name: "empty cells", csv: "a,b\n,y\nx,\n", header: ["a", "b"], rows: [["", "y"], ["x", ""]]),
    Case(name: "quoted empty cell", csv: "a,b\n\"\",y\n", header: ["a", "b"], rows: [["", "y"]]),
    Case(name: "empty lines", csv: "\na,b\n\nx,y\n\n\nz,w\n\n", header: ["a", "b"], rows: [["x", "y"], ["z", "w"]]),
    Case(name: "empty lines of one column", csv: "a\nx\n\ny\n", header: ["a"], rows: [["x"], [""], ["y"]]),
    Case(name: "semicolon", csv: "a;b\nx;1,5\n", header: ["a", "b"], rows: [["x", "1,5"]]),
    Case(name: "tab", csv: "a\tb\nx\ty, z\n", header: ["a", "b"], rows: [["x", "y, z"]]),
    Case(name: "bar", csv: "a|b|c\nx|y;1|z\n", header: ["a", "b", "c"], rows: [["x", "y;1", "z"]]),
    Case(
      name: "the delimiter is not one inside quotes", csv: "\"a,b,c\";d\n\"x,y,z\";w\n", header: ["a,b,c", "d"],
      rows: [["x,y,z", "w"]]),
    Case(
      name: "rows decide between delimiters", csv: "a,b;c\n1;2\nx;y\n", header: ["a,b", "c"],
      rows: [["1", "2"], ["x", "y"]]),
    Case(name: "one column", csv: "a\nx\ny\n", header: ["a"], rows: [["x"], ["y"]]),
    Case(name: "beyond ASCII", csv: "größe,名\nmüde,\"猫\"\n", header: ["größe", "名"], rows: [["müde", "猫"]]),
    Case(
      name: "long cells", csv: "a,b\nabcdefgh,abcdefghi\nabcdefghijklmnop,abcdefghijklmnopq\n", header: ["a", "b"],
      rows: [["abcdefgh", "abcdefghi"], ["abcdefghijklmnop", "abcdefghijklmnopq"]]),
  ]

  @Test(arguments: cases)
  func cellsAreWhatTheTextSays(_ example: Case) throws {
    let kinds = Dictionary(uniqueKeysWithValues: example.header.map { ($0, ColumnKind.categorical) })
    let table = try Table(
      csv: Array(example.csv.utf8), named: "t.csv", options: CSVOptions(missingTokens: [], kinds: kinds))
    #expect(table.columns.map(\.name) == example.header)
    #expect(table.rows == example.rows.count)
    #expect(table.texts == example.rows)
  }

  @Test func aGivenDelimiterIsObeyed() throws {
    let options = CSVOptions(delimiter: UInt8(ascii: "|"))
    let table = try Table(csv: Array("a,b|c\n1,2|3\n".utf8), named: "t.csv", options: options)
    #expect(table.columns.map(\.name) == ["a,b", "c"])
  }

  @Test func linesOfRowsCountLinesInsideQuotesAndEmptyOnes() throws {
    let csv = "a,b\r\n1,2\r\n\r\n\"x\ny\r\nz\",3\r\n4,5\r\n\r\n6,7"
    let table = try Table(csv: Array(csv.utf8), named: "t.csv")
    #expect((0..<table.rows).map { table.line(ofRow: $0) } == [2, 4, 7, 9])
  }

  @Test func theDigestIsThatOfTheFile() throws {
    let table = try Table(csv: Array("a,b\n1,2\n".utf8), named: "t.csv")
    #expect(table.digest == SHA256.hex(of: "a,b\n1,2\n"))
  }
}

extension Table {
  /// The cells of a table of categorical columns, missing ones as empty texts, row by row.
  var texts: [[String]] {
    (0..<rows).map { row in
      columns.map { column in
        guard case .categorical(let codes, let categories) = column.values else { return "numeric" }
        return codes[row] >= 0 ? categories[Int(codes[row])] : ""
      }
    }
  }
}
