/// An object of a record whose names are data, such as one member a metric, in a chosen order.
public struct NamedValues<Value: Codable & Sendable>: Codable, Sendable {
  public var names: [String]
  private var values: [String: Value]

  public init(_ members: [(String, Value)] = []) {
    names = members.map(\.0)
    values = Dictionary(uniqueKeysWithValues: members)
  }

  public subscript(name: String) -> Value? {
    get { values[name] }
    set {
      if values[name] == nil, newValue != nil { names.append(name) }
      values[name] = newValue
      if newValue == nil { names.removeAll { $0 == name } }
    }
  }

  public var members: [(name: String, value: Value)] {
    names.compactMap { name in values[name].map { (name, $0) } }
  }

  private struct Key: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }
    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    let keys = container.allKeys.sorted { $0.stringValue < $1.stringValue }
    self.init(try keys.map { ($0.stringValue, try container.decode(Value.self, forKey: $0)) })
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    for (name, value) in members { try container.encode(value, forKey: Key(stringValue: name)) }
  }
}
