internal import ChurnML

/// Where a value of an experiment file was written.
struct Place: Sendable {
  /// `telco.yaml:9:5`, or the override that gave the value: `--set seed=11`.
  let source: String
  /// `models.forest.max_depth`; empty for the file itself.
  let path: String

  var description: String { path.isEmpty ? source : "\(source): \(path)" }

  func error(_ sentence: String) -> InputError { InputError(at: description, sentence) }
}

/// One value of an experiment file: what the YAML says, before anything is made of it.
///
/// A scalar keeps its text as written, because what `Yes`, `07` or `1e3` mean depends on the key it stands behind.
struct ConfigNode: Sendable {
  enum Content: Sendable {
    /// `plain` is false for quoted text, which is never a number, a boolean or null.
    case scalar(text: String, plain: Bool)
    case list([ConfigNode])
    /// In the file's order; keys are distinct.
    case section([Entry])
  }

  struct Entry: Sendable {
    let key: String
    let place: Place
    var value: ConfigNode
  }

  var content: Content
  let place: Place

  func error(_ sentence: String) -> InputError { place.error(sentence) }

  /// The value in the words of an error: `-3`, `"sqr"`, `a list`.
  var words: String {
    switch content {
    case .scalar("", true): "nothing"
    case .scalar(let text, true): text
    case .scalar(let text, false): "\"\(text)\""
    case .list: "a list"
    case .section: "a section"
    }
  }

  var isNull: Bool {
    if case .scalar(let text, let plain) = content, case .null = ScalarReading(text, plain: plain) {
      true
    } else {
      false
    }
  }

  /// The entries of a section; a key with nothing behind it is an empty section.
  func entries() throws(InputError) -> [Entry] {
    if case .section(let entries) = content { return entries }
    if isNull { return [] }
    throw error("\(words) stands where a section of keys is wanted; write \"key: value\" lines below it")
  }

  /// The items of a list that is not empty.
  func items() throws(InputError) -> [ConfigNode] {
    guard case .list(let items) = content else { throw error("\(words) stands where a list is wanted; write [a, b]") }
    guard !items.isEmpty else { throw error("the list is empty; give at least one value or leave the key out") }
    return items
  }

  /// The scalar's text as given: `Yes`, `1` and `"1"` are texts of three, one and one letters.
  ///
  /// Texts name columns and the words of cells, and those are compared letter by letter.
  func text() throws(InputError) -> String {
    guard case .scalar(let text, let plain) = content else { throw error("\(words) stands where a text is wanted") }
    if plain, isNull { throw error("\(words) stands where a text is wanted; put it in quotes if it is meant as text") }
    return text
  }
}
