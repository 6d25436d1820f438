public import ChurnML
public import Foundation

/// Other implementations' numbers in `Tests/Fixtures`, read at run time.
public enum Fixture {
  public static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("Fixtures")

  public static func data(_ file: String) throws -> Data {
    try Data(contentsOf: folder.appendingPathComponent(file))
  }

  /// `Fixtures/<name>.json`; Python's `Infinity` is accepted.
  public static func json(_ name: String) throws -> JSONFixture {
    let text = try String(decoding: data(name + ".json"), as: UTF8.self)
      .replacingOccurrences(of: ": Infinity", with: ": \"Infinity\"")
    return JSONFixture(try JSONSerialization.jsonObject(with: Data(text.utf8)))
  }

  /// The path of the telco data, which `Scripts/telco-data` fetches.
  public static func telcoPath() throws -> String {
    let root = folder.deletingLastPathComponent().deletingLastPathComponent()
    let path = root.appendingPathComponent("Experiments/telco.csv").path
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

/// A JSON value reached by keys and indices; what is not there stops the test with its place.
public struct JSONFixture: @unchecked Sendable {
  private let value: Any
  private let place: String

  init(_ value: Any, place: String = "") {
    self.value = value
    self.place = place
  }

  public subscript(key: String) -> JSONFixture {
    guard let member = (value as? [String: Any])?[key] else { preconditionFailure("no fixture at \(place)/\(key)") }
    return JSONFixture(member, place: "\(place)/\(key)")
  }

  public subscript(index: Int) -> JSONFixture { array[index] }

  public func has(_ key: String) -> Bool { (value as? [String: Any])?[key] != nil }
  public var keys: [String] { ((value as? [String: Any])?.keys).map { $0.sorted() } ?? [] }

  public var array: [JSONFixture] {
    guard let elements = value as? [Any] else { preconditionFailure("no array at \(place)") }
    return elements.enumerated().map { JSONFixture($1, place: "\(place)/\($0)") }
  }

  public var number: Double {
    if let number = value as? NSNumber { return number.doubleValue }
    guard let number = (value as? String).flatMap(Double.init) else { preconditionFailure("no number at \(place)") }
    return number
  }

  public var int: Int { Int(number) }
  public var numbers: [Double] { array.map(\.number) }
  public var labels: [UInt8] { numbers.map { UInt8($0) } }

  public var text: String {
    guard let text = value as? String else { preconditionFailure("no text at \(place)") }
    return text
  }
}
