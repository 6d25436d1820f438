extension JSON {
  /// The value that a JSON Pointer (RFC 6901) leads to, as in `/models/forest/out_of_fold/roc_auc`; nil where there is none.
  public subscript(pointer pointer: String) -> JSON? {
    var value = self
    for token in pointer.split(separator: "/", omittingEmptySubsequences: false).dropFirst() {
      let key = token.replacing("~1", with: "/").replacing("~0", with: "~")
      switch value {
      case .object(let members):
        guard let member = members.first(where: { $0.key == key }) else { return nil }
        value = member.value
      case .list(let items):
        guard let index = Int(key), items.indices.contains(index) else { return nil }
        value = items[index]
      default: return nil
      }
    }
    return value
  }

  /// A key as it stands in a pointer.
  public static func pointerToken(_ key: String) -> String {
    key.replacing("~", with: "~0").replacing("/", with: "~1")
  }

  /// The number, whole or not; nil for anything else.
  public var double: Double? {
    switch self {
    case .integer(let value): Double(value)
    case .number(let value): value
    default: nil
    }
  }

  /// The text; nil for anything else.
  public var string: String? { if case .text(let value) = self { value } else { nil } }

  /// The items of a list, and none of anything else.
  public var items: [JSON] { if case .list(let items) = self { items } else { [] } }

  /// The members of an object, and none of anything else.
  public var members: [Member] { if case .object(let members) = self { members } else { [] } }
}
