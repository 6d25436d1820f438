import ChurnML
import Testing

/// Every fault is one error with its line and column.
@Suite struct CSVErrorTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let csv: [UInt8]
    let place: String
    let says: String

    init(_ csv: String, _ place: String, _ says: String) {
      self.init(Array(csv.utf8), place, says)
    }

    init(_ csv: [UInt8], _ place: String, _ says: String) {
      self.csv = csv
      self.place = place
      self.says = says
    }

    var testDescription: String { "\(place) \(says)" }
  }

  static let cases = [
    Case("", "f.csv:1:1", "empty"),
    Case("\u{FEFF}", "f.csv:1:1", "empty"),
    Case("\n\n", "f.csv:1:1", "empty"),
    Case("a,b\n", "f.csv:2:1", "no rows"),
    Case("a,b", "f.csv:1:4", "no rows"),
    Case("a,b\n1,2\n3\n", "f.csv:3:2", "after 1 cell and the header has 2"),
    Case("a,b,c\n1,2,3\n4,5\n", "f.csv:3:4", "after 2 cells and the header has 3"),
    Case("a,b\n1,2\n\n3,4,5\n", "f.csv:4:5", "after the 2 cells"),
    Case("a,b\n\"x\ny\",1\nü,2,3\n", "f.csv:4:5", "after the 2 cells"),
    Case("a,b\n1,2,\n", "f.csv:2:5", "after the 2 cells"),
    Case("a\n1,2\n", "f.csv:2:3", "after the 1 cell "),
    Case("a,b\n1,\"x\n2,y\n", "f.csv:2:3", "never closed"),
    Case("a,\"b\n1,2\n", "f.csv:1:3", "never closed"),
    Case("a,b\r\n1,2\r\n\"", "f.csv:3:1", "never closed"),
    Case("a,b\n\"x\"y,2\n", "f.csv:2:4", "follows a closing quote"),
    Case("a,b\n1,\"x\" \n", "f.csv:2:6", "follows a closing quote"),
    Case("a,b\n1,5\" pipe\n", "f.csv:2:4", "inside a cell"),
    Case("a,b\n1, \"x\"\n", "f.csv:2:4", "inside a cell"),
    Case("a,b,a\n1,2,3\n", "f.csv:1:5", "columns 1 and 3 are both named \"a\""),
    Case(",b\n1,2\n", "f.csv:1:1", "column 1 has no name"),
    Case("a,,c\n1,2,3\n", "f.csv:1:3", "column 2 has no name"),
    Case("a, \n1,2\n", "f.csv:1:3", "column 2 has no name"),
    Case("\u{FEFF}a,a\n1,2\n", "f.csv:1:3", "columns 1 and 2"),
    Case(Array("a,b\nx,".utf8) + [0xFC] + Array("y\n".utf8), "f.csv:2:3", "not UTF-8"),
    Case(Array("a,b\nö,".utf8) + [0xC3] + Array("\n".utf8), "f.csv:2:3", "not UTF-8"),
    Case([0xE9] + Array(",b\n1,2\n".utf8), "f.csv:1:1", "not UTF-8"),
    Case(Array("a,b\n1,".utf8) + [0xED, 0xA0, 0x80, 0x0A], "f.csv:2:3", "not UTF-8"),
    Case([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13], "f.csv:3:1", "not a text file"),
    Case(Array("a,b\n1,2\n3,".utf8) + [0] + Array("\n".utf8), "f.csv:3:3", "not a text file"),
    Case([0xFF, 0xFE, 0x61, 0x00, 0x2C, 0x00], "f.csv:1:1", "UTF-16"),
  ]

  @Test(arguments: cases)
  func aFaultHasItsPlace(_ example: Case) {
    let error = #expect(throws: InputError.self) { try Table(csv: example.csv, named: "f.csv") }
    #expect(error?.place == example.place)
    #expect(error?.message.contains(example.says) == true, "\(error?.message ?? "")")
  }

  @Test func filesThatCannotBeReadAreNamed() {
    let absent = #expect(throws: InputError.self) { try Table.read(path: "/nowhere/x.csv") }
    #expect(absent?.description == "/nowhere/x.csv: there is no such file; check the path")
    let folder = #expect(throws: InputError.self) { try Table.read(path: "/") }
    #expect(folder?.description == "/: this is a folder; name a file")
  }

  @Test func unknownKindsAreNamedWithTheNearestColumn() {
    let options = CSVOptions(kinds: ["Chrun": .categorical])
    let error = #expect(throws: InputError.self) {
      try Table(csv: Array("Churn,b\n1,2\n".utf8), named: "f.csv", options: options)
    }
    #expect(error?.description == "f.csv: there is no column \"Chrun\"; did you mean \"Churn\"?")
  }

  @Test(arguments: ["\"", "\n", "\r"])
  func impossibleDelimitersAreRefused(_ delimiter: String) {
    let options = CSVOptions(delimiter: Array(delimiter.utf8)[0])
    #expect(throws: InputError.self) { try Table(csv: Array("a,b\n1,2\n".utf8), named: "f.csv", options: options) }
  }
}
