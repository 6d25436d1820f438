internal import ChurnML
internal import Yams

/// A key that stands twice in one section.
///
/// Yams refuses such a file and tells the place of the first of the two only, without the sections around it. So the
/// first is masked with a letter nobody uses, and the file is read again: then the second one is found by its text.
struct DuplicateKey {
  let key: String
  let first: (line: Int, column: Int)
  let document: YAMLDocument

  /// The first of Unicode's private letters; each mask takes the next.
  private static let mask: UInt32 = 0xE000
  private static let mostMasks = 100

  init(_ key: String, firstAt mark: Mark, in document: YAMLDocument) {
    self.key = key
    first = (mark.line, mark.column)
    self.document = document
  }

  /// Names the second of the two; the first, where the second cannot be told.
  var error: InputError {
    let place = maskedTree().flatMap { secondPlace(in: $0, path: document.path) }
    return YAMLDocument.duplicate(key, place ?? document.place(line: first.line, column: first.column, key))
  }

  private func maskedTree() -> Node? {
    var lines = document.text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).map(Array.init)
    var next = first
    for attempt in 0..<Self.mostMasks {
      guard mask(at: next, attempt, in: &lines) else { return nil }
      do {
        var text = String.UnicodeScalarView()
        text.append(contentsOf: lines.joined(separator: CollectionOfOne("\n")))
        return try Yams.compose(yaml: String(text))
      } catch YamlError.duplicatedKeysInMapping(_, let context) {
        next = (context.mark.line, context.mark.column)
      } catch {
        return nil
      }
    }
    return nil
  }

  private func mask(at mark: (line: Int, column: Int), _ attempt: Int, in lines: inout [[Unicode.Scalar]]) -> Bool {
    guard let letter = Unicode.Scalar(Self.mask + UInt32(attempt)), lines.indices.contains(mark.line - 1) else {
      return false
    }
    var column = mark.column - 1
    let line = lines[mark.line - 1]
    if line.indices.contains(column), line[column] == "\"" || line[column] == "'" { column += 1 }
    guard line.indices.contains(column) else { return false }
    lines[mark.line - 1][column] = letter
    return true
  }

  private func secondPlace(in node: Node, path: String) -> Place? {
    switch node {
    case .scalar, .alias: return nil
    case .sequence(let items):
      for (index, item) in items.enumerated() {
        if let place = secondPlace(in: item, path: "\(path)[\(index)]") { return place }
      }
    case .mapping(let pairs):
      let hasFirst = pairs.contains { $0.key.mark?.line == first.line && $0.key.mark?.column == first.column }
      for (name, value) in pairs {
        let text = name.scalar?.string ?? ""
        let path = path.isEmpty ? text : "\(path).\(text)"
        if hasFirst, text == key, let mark = name.mark {
          return document.place(line: mark.line, column: mark.column, path)
        }
        if let place = secondPlace(in: value, path: path) { return place }
      }
    }
    return nil
  }
}
