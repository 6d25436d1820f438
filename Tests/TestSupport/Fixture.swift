public import ChurnML
public import Foundation

/// Files that tests read: other implementations' numbers, and the telco data.
public enum Fixture {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// The bytes of `Tests/Fixtures/<name>`.
  public static func data(_ name: String) throws -> Data {
    try Data(contentsOf: root.appending(path: "Tests/Fixtures/\(name)"))
  }

  /// `Tests/Fixtures/<name>.json`, decoded.
  public static func json<Value: Decodable>(_ name: String, as type: Value.Type = Value.self) throws -> Value {
    try JSONDecoder().decode(type, from: data("\(name).json"))
  }

  /// `Tests/Fixtures/<name>.json` as dictionaries, arrays, numbers and strings.
  public static func json(_ name: String) throws -> [String: Any] {
    let object = try JSONSerialization.jsonObject(with: data("\(name).json"))
    guard let dictionary = object as? [String: Any] else { throw WorkError("\(name).json is not an object") }
    return dictionary
  }

  /// The path of the telco data, which `Scripts/telco-data` fetches.
  public static func telcoPath() throws -> String {
    let path = root.appending(path: "Experiments/telco.csv").path
    guard FileManager.default.fileExists(atPath: path) else {
      throw WorkError("Experiments/telco.csv is not there; run Scripts/telco-data first (Scripts/test does)")
    }
    return path
  }

  /// IBM's telco data as learners get it: `Churn` = `Yes` is positive, `customerID` is left out.
  public static func telcoTable() throws -> Table {
    try Table.read(path: telcoPath(), options: CSVOptions(kinds: ["Churn": .categorical]))
  }
}
