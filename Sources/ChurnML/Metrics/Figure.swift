/// A figure of a record: its value, or why it has none.
public enum Figure<Value: Sendable>: Sendable {
  case value(Value)
  case undefined(String)

  /// The value of `body`, or the reason of the `Undefined` it throws.
  public init(_ body: () throws(Undefined) -> Value) {
    do throws(Undefined) { self = .value(try body()) } catch { self = .undefined(error.reason) }
  }

  public var value: Value? {
    if case .value(let value) = self { value } else { nil }
  }

  /// Why there is no value.
  public var reason: String? {
    if case .undefined(let reason) = self { reason } else { nil }
  }

  public func map<Other>(_ change: (Value) -> Other) -> Figure<Other> {
    switch self {
    case .value(let value): .value(change(value))
    case .undefined(let reason): .undefined(reason)
    }
  }
}

extension Figure {
  /// As `map`, where `change` may find no value either.
  public func flatMap<Other>(_ change: (Value) throws(Undefined) -> Other) -> Figure<Other> {
    switch self {
    case .value(let value): Figure<Other> { () throws(Undefined) in try change(value) }
    case .undefined(let reason): .undefined(reason)
    }
  }
}

extension Figure: Equatable where Value: Equatable {}

/// Writes the members of one JSON object; a figure without a value is null, with its reason under `undefined`.
public struct RecordEncoder {
  private var container: KeyedEncodingContainer<Key>
  private var reasons: [(name: String, value: String)] = []

  private struct Key: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }
    init(_ name: String) { stringValue = name }
    init?(stringValue: String) { self.init(stringValue) }
    init?(intValue: Int) { nil }
  }

  public init(_ encoder: any Encoder) { container = encoder.container(keyedBy: Key.self) }

  public mutating func write(_ name: String, _ value: some Encodable) throws {
    try container.encode(value, forKey: Key(name))
  }

  public mutating func write(_ name: String, _ figure: Figure<some Encodable>) throws {
    switch figure {
    case .value(let value): try container.encode(value, forKey: Key(name))
    case .undefined(let reason):
      try container.encodeNil(forKey: Key(name))
      reasons.append((name, reason))
    }
  }

  /// A count of rows, written as an integer; a sum of weights as it is.
  public mutating func writeCount(_ name: String, _ count: Double) throws {
    if let whole = Int(exactly: count) { try write(name, whole) } else { try write(name, count) }
  }

  /// Call last.
  public mutating func finish() throws {
    if !reasons.isEmpty { try write("undefined", OrderedMembers(members: reasons)) }
  }
}

/// An object whose names are data, written in their order.
struct OrderedMembers<Value: Encodable>: Encodable {
  let members: [(name: String, value: Value)]

  func encode(to encoder: any Encoder) throws {
    var record = RecordEncoder(encoder)
    for member in members { try record.write(member.name, member.value) }
  }
}
