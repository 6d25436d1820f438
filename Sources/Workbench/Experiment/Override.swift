internal import ChurnML

/// One `--set KEY.PATH=VALUE`: a value that replaces, or adds to, what the experiment file says.
///
/// Values are YAML. Sections on the way that the file lacks are made; whether the keys exist is found when the whole is
/// decoded, so a misspelt one gets the same answer as in a file, with the override as its place.
struct Override {
  let argument: String
  private let keys: [String]
  private let value: ConfigNode

  init(_ argument: String) throws(InputError) {
    self.argument = argument
    let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    let path = String(parts[0])
    keys = path.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 2, !keys.contains("") else {
      throw InputError(at: "--set \(argument)", "write KEY.PATH=VALUE, for instance models.forest.max_depth=[6,8]")
    }
    value = try YAMLDocument(text: String(parts[1]), source: .override(argument), path: path).parse()
  }

  func apply(to root: ConfigNode) throws(InputError) -> ConfigNode { try replace(in: root, keys[...], path: "") }

  private func replace(
    in node: ConfigNode, _ keys: ArraySlice<String>, path: String
  ) throws(InputError) -> ConfigNode {
    guard let key = keys.first else { return value }
    guard node.isNull || node.isSection else {
      throw place(path).error("\(path) is \(node.words) and has no keys in it; give the whole value to \(path)")
    }
    var entries = try node.entries()
    let path = path.isEmpty ? key : "\(path).\(key)"
    if let index = entries.firstIndex(where: { $0.key == key }) {
      entries[index].value = try replace(in: entries[index].value, keys.dropFirst(), path: path)
    } else {
      let empty = ConfigNode(content: .section([]), place: place(path))
      entries.append(.init(key: key, place: place(path), value: try replace(in: empty, keys.dropFirst(), path: path)))
    }
    return ConfigNode(content: .section(entries), place: node.place)
  }

  private func place(_ path: String) -> Place { Place(source: "--set \(argument)", path: path) }
}

extension ConfigNode {
  fileprivate var isSection: Bool { if case .section = content { true } else { false } }
}
