internal import ChurnML

/// A section being decoded: its keys are known to be among those allowed, and null stands for a key left out.
struct Fields: Sendable {
  let place: Place
  private let values: [String: ConfigNode]

  init(_ node: ConfigNode, keys: [Key]) throws(InputError) {
    let names = keys.map(\.name)
    let entries = try node.entries()
    for entry in entries where !names.contains(entry.key) { throw entry.unknown(among: names) }
    place = node.place
    values = Dictionary(uniqueKeysWithValues: entries.filter { !$0.value.isNull }.map { ($0.key, $0.value) })
    for key in keys where key.isRequired && values[key.name] == nil { throw missing(key) }
  }

  subscript(key: Key) -> ConfigNode? { values[key.name] }

  /// The section behind `key`; an empty one, at this section's place, when it is left out.
  func section(_ key: Key) -> ConfigNode {
    values[key.name] ?? ConfigNode(content: .section([]), place: place)
  }

  func required(_ key: Key) throws(InputError) -> ConfigNode {
    guard let node = values[key.name] else { throw missing(key) }
    return node
  }

  private func missing(_ key: Key) -> InputError {
    place.error("the key \"\(key.name)\" is missing: \(key.summary)")
  }

  /// The value given, or the key's default; nil when there is neither.
  func value(_ key: Key) throws(InputError) -> HyperparameterValue? {
    guard let node = values[key.name] else { return key.defaultValue }
    guard case .scalar(let domains) = key.form else { return .text(try node.text()) }
    return try domains.value(of: node)
  }

  func integerIfGiven(_ key: Key) throws(InputError) -> Int? {
    if case .integer(let value) = try value(key) { value } else { nil }
  }

  func integer(_ key: Key) throws(InputError) -> Int {
    guard let value = try integerIfGiven(key) else { throw missing(key) }
    return value
  }

  func number(_ key: Key) throws(InputError) -> Double {
    guard case .number(let value) = try value(key) else { throw missing(key) }
    return value
  }

  func textIfGiven(_ key: Key) throws(InputError) -> String? {
    if case .text(let value) = try value(key) { value } else { nil }
  }

  func text(_ key: Key) throws(InputError) -> String {
    guard let value = try textIfGiven(key) else { throw missing(key) }
    return value
  }

  /// A list of distinct texts as given, also an empty one; one text alone is a list of one.
  func texts(_ key: Key) throws(InputError) -> [String]? {
    try texts(key) { (node) throws(InputError) in try node.text() }
  }

  /// As `texts`, but what looks like null is a text too: the words a file may hold for a missing value.
  func words(_ key: Key) throws(InputError) -> [String]? {
    try texts(key) { (node) throws(InputError) in
      if case .scalar(let text, _) = node.content { text } else { try node.text() }
    }
  }

  private func texts(
    _ key: Key, _ read: (ConfigNode) throws(InputError) -> String
  ) throws(InputError) -> [String]? {
    guard let node = values[key.name] else { return nil }
    guard case .list(let items) = node.content else { return [try read(node)] }
    var texts: [String] = []
    for item in items {
      let text = try read(item)
      guard !texts.contains(text) else { throw item.error("\"\(text)\" stands in the list twice; keep one") }
      texts.append(text)
    }
    return texts
  }

  /// The words of a `.choices` key: at least one, distinct.
  func choices(_ key: Key, among names: [String]) throws(InputError) -> [String]? {
    guard let node = values[key.name] else { return nil }
    var words: [String] = []
    for item in try node.items() {
      guard case .text(let word) = try [.choice(names)].value(of: item) else { continue }
      guard !words.contains(word) else { throw item.error("\(word) stands in the list twice; keep one") }
      words.append(word)
    }
    return words
  }

  /// The scalars of a `.numbers` key: at least one.
  func numbers(_ key: Key) throws(InputError) -> [HyperparameterValue] {
    guard case .numbers(let domains) = key.form else { return [] }
    var values: [HyperparameterValue] = []
    for item in try required(key).items() { values.append(try domains.value(of: item)) }
    return values
  }

  /// Refuses keys that mean nothing together with a choice made elsewhere in the section.
  func refuse(_ keys: Key..., because reason: String) throws(InputError) {
    for key in keys {
      if let node = values[key.name] { throw node.error("\(reason); leave the key \(key.name) out") }
    }
  }
}

extension ConfigNode.Entry {
  func unknown(_ what: String = "key", among names: [String]) -> InputError {
    let suggestion = Suggestion.nearest(key, in: names)
    let wayOut = suggestion.map { "did you mean \"\($0)\"?" } ?? "possible here: \(names.joined(separator: ", "))"
    return place.error("there is no \(what) \"\(key)\"; \(wayOut)")
  }
}
