/// An encoder to `JSON` that keeps the order in which keys are encoded, as Foundation's does not.
final class JSONEncoding: Encoder {
  let codingPath: [any CodingKey] = []
  let userInfo: [CodingUserInfoKey: Any] = [:]
  private var content = Content.scalar(.null)

  private indirect enum Content {
    case scalar(JSON)
    case list([JSONEncoding])
    case object([(key: String, value: JSONEncoding)])
  }

  static func value(of record: any Encodable) -> JSON {
    let encoding = JSONEncoding()
    encoding.put(record)
    return encoding.json
  }

  private func put(_ value: any Encodable) {
    if let json = value as? JSON {
      content = .scalar(json)
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
    switch content {
    case .scalar(let value): value
    case .list(let items): .list(items.map(\.json))
    case .object(let members): .object(members.map { JSON.Member($0.key, $0.value.json) })
    }
  }

  func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
    if case .object = content {} else { content = .object([]) }
    return KeyedEncodingContainer(Keyed<Key>(encoding: self))
  }

  func unkeyedContainer() -> any UnkeyedEncodingContainer {
    if case .list = content {} else { content = .list([]) }
    return Unkeyed(encoding: self)
  }

  func singleValueContainer() -> any SingleValueEncodingContainer { Single(encoding: self) }

  private func member(_ key: any CodingKey) -> JSONEncoding {
    let child = JSONEncoding()
    guard case .object(let members) = content else { return child }
    content = .object(members + [(key.stringValue, child)])
    return child
  }

  private func item() -> JSONEncoding {
    let child = JSONEncoding()
    guard case .list(let items) = content else { return child }
    content = .list(items + [child])
    return child
  }

  private struct Keyed<Key: CodingKey>: KeyedEncodingContainerProtocol {
    let encoding: JSONEncoding
    var codingPath: [any CodingKey] { [] }

    func encodeNil(forKey key: Key) { encoding.member(key).content = .scalar(.null) }
    func encode<T: Encodable>(_ value: T, forKey key: Key) { encoding.member(key).put(value) }
    func nestedContainer<Nested: CodingKey>(
      keyedBy type: Nested.Type, forKey key: Key
    ) -> KeyedEncodingContainer<Nested> { encoding.member(key).container(keyedBy: type) }
    func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
      encoding.member(key).unkeyedContainer()
    }
    func superEncoder() -> any Encoder { encoding }
    func superEncoder(forKey key: Key) -> any Encoder { encoding.member(key) }
  }

  private struct Unkeyed: UnkeyedEncodingContainer {
    let encoding: JSONEncoding
    var codingPath: [any CodingKey] { [] }
    var count: Int { if case .list(let items) = encoding.content { items.count } else { 0 } }

    func encodeNil() { encoding.item().content = .scalar(.null) }
    func encode<T: Encodable>(_ value: T) { encoding.item().put(value) }
    func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type) -> KeyedEncodingContainer<Nested> {
      encoding.item().container(keyedBy: type)
    }
    func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer { encoding.item().unkeyedContainer() }
    func superEncoder() -> any Encoder { encoding }
  }

  private struct Single: SingleValueEncodingContainer {
    let encoding: JSONEncoding
    var codingPath: [any CodingKey] { [] }

    func encodeNil() { encoding.content = .scalar(.null) }
    func encode(_ value: Bool) { encoding.content = .scalar(.boolean(value)) }
    func encode(_ value: String) { encoding.content = .scalar(.text(value)) }
    func encode(_ value: Double) { encoding.content = .scalar(.number(value)) }
    func encode(_ value: Float) { encoding.content = .scalar(.number(Double(value))) }
    func encode<T: FixedWidthInteger & Encodable>(_ value: T) {
      encoding.content = .scalar(.integer(Int(clamping: value)))
    }
    func encode<T: Encodable>(_ value: T) {
      if let integer = value as? any FixedWidthInteger {
        encoding.content = .scalar(.integer(Int(clamping: integer)))
      } else {
        encoding.put(value)
      }
    }
  }
}
