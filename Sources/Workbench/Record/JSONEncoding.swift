/// An encoder to `JSON` that keeps the order in which keys are encoded, as Foundation's does not.
final class JSONEncoding: Encoder {
  let codingPath: [any CodingKey] = []
  let userInfo: [CodingUserInfoKey: Any] = [:]
  private var kind = Kind.scalar
  private var scalar = JSON.null
  /// Of an object, in the order in which they were encoded; of a list with empty keys.
  private var children: [(key: String, value: JSONEncoding)] = []

  private enum Kind { case scalar, list, object }

  static func value(of record: any Encodable) -> JSON {
    let encoding = JSONEncoding()
    encoding.put(record)
    return encoding.json
  }

  private func put(_ value: any Encodable) {
    if let json = value as? JSON {
      scalar = json
      return
    }
    do {
      try value.encode(to: self)
    } catch {
      // Containers here never throw, and no record's own code does.
      assertionFailure("\(error)")
    }
  }

  private var json: JSON {
    switch kind {
    case .scalar: scalar
    case .list: .list(children.map(\.value.json))
    case .object: .object(children.map { JSON.Member($0.key, $0.value.json) })
    }
  }

  func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
    kind = .object
    return KeyedEncodingContainer(Keyed<Key>(encoding: self))
  }

  func unkeyedContainer() -> any UnkeyedEncodingContainer {
    kind = .list
    return Unkeyed(encoding: self)
  }

  func singleValueContainer() -> any SingleValueEncodingContainer { Single(encoding: self) }

  private func child(_ key: String = "") -> JSONEncoding {
    let child = JSONEncoding()
    children.append((key, child))
    return child
  }

  private struct Keyed<Key: CodingKey>: KeyedEncodingContainerProtocol {
    let encoding: JSONEncoding
    var codingPath: [any CodingKey] { [] }

    func encodeNil(forKey key: Key) { encoding.child(key.stringValue).scalar = .null }
    func encode<T: Encodable>(_ value: T, forKey key: Key) { encoding.child(key.stringValue).put(value) }
    func nestedContainer<Nested: CodingKey>(
      keyedBy type: Nested.Type, forKey key: Key
    ) -> KeyedEncodingContainer<Nested> { encoding.child(key.stringValue).container(keyedBy: type) }
    func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
      encoding.child(key.stringValue).unkeyedContainer()
    }
    func superEncoder() -> any Encoder { encoding }
    func superEncoder(forKey key: Key) -> any Encoder { encoding.child(key.stringValue) }
  }

  private struct Unkeyed: UnkeyedEncodingContainer {
    let encoding: JSONEncoding
    var codingPath: [any CodingKey] { [] }
    var count: Int { encoding.children.count }

    func encodeNil() { encoding.child().scalar = .null }
    func encode<T: Encodable>(_ value: T) { encoding.child().put(value) }
    func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type) -> KeyedEncodingContainer<Nested> {
      encoding.child().container(keyedBy: type)
    }
    func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer { encoding.child().unkeyedContainer() }
    func superEncoder() -> any Encoder { encoding }
  }

  private struct Single: SingleValueEncodingContainer {
    let encoding: JSONEncoding
    var codingPath: [any CodingKey] { [] }

    func encodeNil() { encoding.scalar = .null }
    func encode(_ value: Bool) { encoding.scalar = .boolean(value) }
    func encode(_ value: String) { encoding.scalar = .text(value) }
    func encode(_ value: Double) { encoding.scalar = .number(value) }
    func encode(_ value: Float) { encoding.scalar = .number(Double(value)) }
    func encode<T: FixedWidthInteger & Encodable>(_ value: T) {
      encoding.scalar = .integer(Int(clamping: value))
    }
    func encode<T: Encodable>(_ value: T) {
      if let integer = value as? any FixedWidthInteger {
        encoding.scalar = .integer(Int(clamping: integer))
      } else {
        encoding.put(value)
      }
    }
  }
}
