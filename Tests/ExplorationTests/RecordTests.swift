import ChurnML
import Reporting
import TestSupport
import Testing
import Workbench

@Suite struct RecordTests {
  /// Files of every small kind: no trap, the same record from any number of threads, and no number without a value.
  @Test(arguments: 0..<40)
  func anyFile(seed: Int) throws {
    var source = RandomSource(UInt64(seed), 0xF11E)
    let rows = [2, 3, 9, 25, 80][source.index(below: 5)]
    var columns: [String: [String]] = [
      "y": (0..<rows).map { $0 == 0 ? "1" : $0 == 1 ? "0" : "\(source.index(below: 2))" }
    ]
    for column in 0..<(1 + source.index(below: 5)) {
      let kind = source.index(below: 6)
      columns["c\(column)"] = (0..<rows).map { row in
        if source.unit() < [0, 0.2, 0.9][source.index(below: 3)] { return "" }
        return switch kind {
        case 0: "same"
        case 1: "\(source.index(below: 3))"
        case 2: "\(source.unit() * 1e6)"
        case 3: "k\(source.index(below: 40))"
        case 4: "row\(row)"
        default: "\(Double(source.index(below: 30)) - 3.5)e\(source.index(below: 3) * 90)"
        }
      }
    }
    columns["c"] = (0..<rows).map { "\($0 % 2)" }
    let one = JSONRecord.json(ExplorationRecord(try explored(columns, jobs: 1)))
    let four = JSONRecord.json(ExplorationRecord(try explored(columns, jobs: 4)))
    #expect(one.compact == four.compact)
    #expect(numbersWithoutValue(one) == [])
    #expect(ExplorationPage.text(one).hasSuffix("</html>\n"))
  }

  /// Many columns of many levels: the page shows the best and stays a file that can be sent.
  @Test func wideFile() throws {
    var source = RandomSource(2)
    let rows = 400
    var columns: [String: [String]] = ["y": (0..<rows).map { _ in "\(source.index(below: 2))" }]
    columns["tenure"] = (0..<rows).map { _ in "\(source.index(below: 72))" }
    for column in 0..<70 {
      columns["column of a long name \(column)"] = (0..<rows).map { _ in
        column < 35 ? "level \(source.index(below: 60))" : "\(source.unit() * 1e5)"
      }
    }
    let record = JSONRecord.json(ExplorationRecord(try explored(columns)))
    #expect(record[pointer: "/counts/columns"] == 72 && record[pointer: "/counts/features"] == 71)
    #expect(record["indicators"]?.items.count == 71)
    let page = ExplorationPage.text(record)
    #expect(page.utf8.count < 1_500_000, "\(page.utf8.count)")
    #expect(page.contains("The others are in the JSON beside this page."))
  }

  /// Pointers to numbers that are not finite.
  private func numbersWithoutValue(_ json: JSON, at pointer: String = "") -> [String] {
    switch json {
    case .number(let number): number.isFinite ? [] : [pointer]
    case .list(let items): items.enumerated().flatMap { numbersWithoutValue($1, at: "\(pointer)/\($0)") }
    case .object(let members): members.flatMap { numbersWithoutValue($0.value, at: "\(pointer)/\($0.key)") }
    default: []
    }
  }

  @Test func targets() throws {
    #expect(try Target(option: "Churn=Yes") == Target(column: "Churn", positive: "Yes"))
    #expect(try Target(option: "income=<=50K") == Target(column: "income", positive: "<=50K"))
    for text in ["Churn", "=Yes", "Churn=", ""] {
      #expect(throws: InputError.self) { try Target(option: text) }
    }
  }

  @Test func files() throws {
    #expect(try ExplorationFiles(out: nil, source: "/data/a.b.csv").page == "a.b.exploration.html")
    #expect(try ExplorationFiles(out: nil, source: "/data/a.b.csv").record == "a.b.exploration.json")
    #expect(try ExplorationFiles(out: "x/page.html", source: "a.csv").record == "x/page.json")
    #expect(throws: InputError.self) { try ExplorationFiles(out: "a.csv", source: "a.csv") }
    #expect(throws: InputError.self) { try ExplorationFiles(out: "a.html", source: "a.json") }
  }
}
