internal import ChurnML
internal import Yams

/// A key that stands twice in one section.
///
/// Yams refuses such a file and tells the place of the first of the two only, without the sections around it. So the
/// first is masked with a letter nobody uses, and the file is read again: then the second one is found by its text.
struct DuplicateKey {
  private struct Position: Hashable {
    let line: Int
    let column: Int

    init?(_ mark: Mark?) {
      guard let mark else { return nil }
      (line, column) = (mark.line, mark.column)
    }
  }

  private let key: String
  private let first: Position?
  private let document: YAMLDocument

  /// The first of Unicode's private letters; each mask takes the next.
  private static let mask: UInt32 = 0xE000
  private static let mostMasks = 100
  /// Bytes that are read again for the sake of the second one's place, at most.
  private static let mostBytes = 400_000

  init(_ key: String, firstAt mark: Mark, in document: YAMLDocument) {
    self.key = key
    first = Position(mark)
    self.document = document
  }

  /// Names the second of the two; the first, where the second cannot be told.
  var error: InputError {
    let place = maskedTree().flatMap { secondPlace(in: $0.tree, masked: $0.masked, path: document.path) }
    return YAMLDocument.duplicate(
      key, place ?? document.place(line: first?.line ?? 1, column: first?.column ?? 1, key))
  }

  /// The tree that stands when every duplicate is masked, and where those with this key's text were.
  private func maskedTree() -> (tree: Node, masked: Set<Position>)? {
    var lines = document.text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).map(Array.init)
    var next = first
    var masked: Set<Position> = []
    for attempt in 0..<min(Self.mostMasks, Self.mostBytes / max(1, document.text.utf8.count)) {
      guard let position = next, mask(at: position, attempt, in: &lines) else { return nil }
      do {
        var text = String.UnicodeScalarView()
        text.append(contentsOf: lines.joined(separator: CollectionOfOne("\n")))
        return try Yams.compose(yaml: String(text)).map { ($0, masked) }
      } catch YamlError.duplicatedKeysInMapping(let keys, let context) {
        next = Position(context.mark)
        if let next, keys.first == key { masked.insert(next) }
      } catch {
        return nil
      }
    }
    return nil
  }

  private func mask(at position: Position, _ attempt: Int, in lines: inout [[Unicode.Scalar]]) -> Bool {
    guard let letter = Unicode.Scalar(Self.mask + UInt32(attempt)), lines.indices.contains(position.line - 1) else {
      return false
    }
    var column = position.column - 1
    let line = lines[position.line - 1]
    if line.indices.contains(column), line[column] == "\"" || line[column] == "'" { column += 1 }
    guard line.indices.contains(column) else { return false }
    lines[position.line - 1][column] = letter
    return true
  }

  private func secondPlace(in node: Node, masked: Set<Position>, path: String) -> Place? {
    switch node {
    case .scalar, .alias: return nil
    case .sequence(let items):
      for (index, item) in items.enumerated() {
        if let place = secondPlace(in: item, masked: masked, path: "\(path)[\(index)]") { return place }
      }
    case .mapping(let pairs):
      let below = path.isEmpty ? "" : path + "."
      if pairs.contains(where: { Position($0.key.mark) == first }) {
        let names = pairs.map(\.key)
        let second = names.first { name in
          name.scalar?.string == key || Position(name.mark).map(masked.contains) ?? false
        }
        return Position(second?.mark).map { document.place(line: $0.line, column: $0.column, below + key) }
      }
      for (name, value) in pairs {
        let text = name.scalar?.string ?? ""
        if let place = secondPlace(in: value, masked: masked, path: below + text) { return place }
      }
    }
    return nil
  }
}
