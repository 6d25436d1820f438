internal import ChurnML
internal import Yams

/// Reads YAML into nodes that know their places. The only file that knows the YAML library.
struct YAMLDocument {
  /// What the text is: a file, whose places have lines and columns, or an override.
  enum Source {
    case file(String)
    case override(String)
  }

  let text: String
  let source: Source
  /// Where in the experiment the text's value stands.
  var path = ""

  /// Aliases let a small file stand for an enormous tree; no experiment comes near this.
  private static let largestTree = 100_000

  func parse() throws(InputError) -> ConfigNode {
    let root: Node?
    do {
      root = try Yams.compose(yaml: text)
    } catch let error as YamlError {
      throw inputError(error)
    } catch {
      throw place(nil, path).error("this is not YAML: \(error)")
    }
    var budget = Self.largestTree
    guard let root else { return ConfigNode(content: .scalar(text: "", plain: true), place: place(nil, path)) }
    return try node(root, path: path, budget: &budget)
  }

  private func place(_ mark: Mark?, _ path: String) -> Place {
    place(line: mark?.line ?? 1, column: mark?.column ?? 1, path)
  }

  func place(line: Int, column: Int, _ path: String) -> Place {
    switch source {
    case .file(let name): Place(source: "\(name):\(line):\(column)", path: path)
    case .override(let argument): Place(source: "--set \(argument)", path: path)
    }
  }

  private func node(_ node: Node, path: String, budget: inout Int) throws(InputError) -> ConfigNode {
    let place = place(node.mark, path)
    budget -= 1
    guard budget >= 0 else { throw place.error("the file stands for more than \(Self.largestTree) values") }
    switch node {
    case .scalar(let scalar):
      return ConfigNode(content: .scalar(text: scalar.string, plain: scalar.style == .plain), place: place)
    case .sequence(let sequence):
      var items: [ConfigNode] = []
      for (index, item) in sequence.enumerated() {
        items.append(try self.node(item, path: "\(path)[\(index)]", budget: &budget))
      }
      return ConfigNode(content: .list(items), place: place)
    case .mapping(let mapping):
      var entries: [ConfigNode.Entry] = []
      for (key, value) in mapping {
        entries.append(try entry(key, value, path: path, budget: &budget))
      }
      // Keys that YAML tells apart by type, such as 1 and "1", are one key here.
      var seen: Set<String> = []
      for entry in entries where !seen.insert(entry.key).inserted { throw Self.duplicate(entry.key, entry.place) }
      return ConfigNode(content: .section(entries), place: place)
    case .alias:
      throw place.error("an alias without its anchor stands here; write the value out")
    }
  }

  private func entry(_ key: Node, _ value: Node, path: String, budget: inout Int) throws(InputError) -> ConfigNode.Entry
  {
    guard case .scalar(let name) = key else {
      throw place(key.mark, path).error("a key must be one word, not a list or a section")
    }
    let path = path.isEmpty ? name.string : "\(path).\(name.string)"
    return ConfigNode.Entry(
      key: name.string, place: place(key.mark, path), value: try node(value, path: path, budget: &budget))
  }

  static func duplicate(_ key: String, _ place: Place) -> InputError {
    place.error("the key \"\(key)\" is given twice in this section; keep one")
  }
}

extension YAMLDocument {
  private func inputError(_ error: YamlError) -> InputError {
    switch error {
    case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _),
      .composer(let context, let problem, let mark, _):
      return syntaxError(problem, context, mark)
    case .duplicatedKeysInMapping(let keys, let context):
      return DuplicateKey(keys.first ?? "", firstAt: context.mark, in: self).error
    case .reader(let problem, let offset, _, _):
      let (line, column) = position(ofCharacter: offset ?? 0)
      return place(line: line, column: column, path).error("\(problem); save the file as plain UTF-8 text")
    default:
      return place(nil, path).error("this is not YAML: \(error)")
    }
  }

  private func syntaxError(_ problem: String, _ context: YamlError.Context?, _ mark: Mark) -> InputError {
    if scalar(at: mark) == "\t" {
      return place(mark, path).error("a tab stands here; YAML indents with spaces, so put spaces in its place")
    }
    if problem == "but found another document" {
      return place(mark, path).error("a second document begins here; keep one experiment a file")
    }
    let context = context.map { " (\($0.text) that begins at line \($0.mark.line), column \($0.mark.column))" } ?? ""
    return place(mark, path)
      .error("this is not YAML: \(problem)\(context); check indentation, quotes and brackets before this place")
  }

  private func scalar(at mark: Mark) -> Unicode.Scalar? {
    let lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
    guard lines.indices.contains(mark.line - 1) else { return nil }
    return lines[mark.line - 1].dropFirst(mark.column - 1).first
  }

  private func position(ofCharacter offset: Int) -> (line: Int, column: Int) {
    let before = Array(text.prefix(offset).unicodeScalars)
    let lastLine = before.reversed().prefix { $0 != "\n" }
    return (before.count { $0 == "\n" } + 1, lastLine.count + 1)
  }
}
