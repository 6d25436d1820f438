import ChurnML
import Foundation
import TestSupport
import Testing

/// `churnlab explore`, the program itself.
@Suite struct ExploreTests {
  private static let hostile = "<script>alert(1)</script>"

  /// A column that tells, one that does not, names and values that would run if they were not escaped.
  private static func csv(rows: Int) -> String {
    var source = RandomSource(11)
    let lines = (0..<rows).map { row in
      let churned = source.unit() < 0.3
      let told = source.unit() < (churned ? 0.8 : 0.2) ? "<img src=x onerror=alert(2)>" : "\"b'\"\"&\""
      return "id\(row),\(told),\(source.unit()),\(Int(source.unit() * 60)),,\(churned ? "yes" : "no")"
    }
    return (["id,\(hostile),noise,tenure,empty,left"] + lines).joined(separator: "\n") + "\n"
  }

  @Test func pageAndRecord() throws {
    let folder = try TemporaryFolder()
    try folder.write(Self.csv(rows: 300), to: "c.csv")
    let answer = try Churnlab.run("explore", "c.csv", "--target", "left=yes", "--json", in: folder)
    #expect(answer.status == 0)
    let record = try answer.json()
    let indicators = record["indicators"] as? [[String: Any]] ?? []
    #expect(Set(indicators.compactMap { $0["column"] as? String }) == [Self.hostile, "noise", "tenure"])
    #expect(indicators.first?["column"] as? String == Self.hostile)
    #expect(indicators.filter { $0["noise"] as? Bool == true }.count == 2)
    let roles = (record["columns"] as? [[String: Any]] ?? []).map { $0["role"] as? String }
    #expect(roles == ["identifier", "feature", "feature", "feature", "empty", "target"])
    #expect((record["undefined"] as? [String: String])?["survival"]?.contains("snapshot") == true)
    let page = try String(contentsOfFile: folder.path + "/c.exploration.html", encoding: .utf8)
    #expect(!page.contains(Self.hostile) && !page.contains("<img"))
    #expect(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;"))
    #expect(!page.contains("href=\"http") && !page.contains("src=\""))
    let written = try Data(contentsOf: URL(fileURLWithPath: folder.path + "/c.exploration.json"))
    let stored = try #require(try JSONSerialization.jsonObject(with: written) as? NSDictionary)
    var printed = record
    printed["out"] = nil
    #expect(stored == printed as NSDictionary)
  }

  @Test func survivalAndIgnoredColumns() throws {
    let folder = try TemporaryFolder()
    try folder.write(Self.csv(rows: 200), to: "c.csv")
    let answer = try Churnlab.run(
      "explore", "c.csv", "--target", "left=yes", "--ignore", "noise", "--ignore", "id", "--entry", "0",
      "--observation",
      "tenure", "--out", "p.html", in: folder, environment: ["NO_COLOR": "1"])
    #expect(answer.status == 0)
    #expect(answer.output.contains("log-rank"))
    #expect(!answer.output.contains("noise "))
    #expect(!answer.output.contains("\u{1B}"))
    #expect(FileManager.default.fileExists(atPath: folder.path + "/p.html"))
    #expect(FileManager.default.fileExists(atPath: folder.path + "/p.json"))
  }

  @Test(arguments: [
    (["--target", "left"], "give the column and the text that means churned"),
    (["--target", "lift=yes"], "there is no column \"lift\"; did you mean \"left\"?"),
    (["--target", "left=maybe"], "no cell of \"left\" is \"maybe\""),
    (["--target", "left=yes", "--ignore", "nois"], "did you mean \"noise\"?"),
    (["--target", "left=yes", "--entry", "0"], "--entry and --observation belong together"),
    (["--target", "left=yes", "--tenure", "id"], "the tenure column \"id\" holds no numbers"),
    (["--target", "left=yes", "--out", "c.csv"], "this would overwrite the file that is explored"),
  ])
  func wrongInput(options: [String], message: String) throws {
    let folder = try TemporaryFolder()
    try folder.write(Self.csv(rows: 30), to: "c.csv")
    let answer = try Churnlab(["explore", "c.csv"] + options, in: folder).wait()
    #expect(answer.status == 2)
    #expect(answer.output.isEmpty)
    #expect(answer.errors.contains(message), "\(answer.errors)")
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() == ["c.csv"])
  }
}
