public import ChurnML
internal import Foundation

extension Experiment {
  /// The experiment that a file describes, with the overrides applied to it.
  ///
  /// - Parameters:
  ///   - path: a YAML or JSON file.
  ///   - overrides: `KEY.PATH=VALUE`, as after `--set`; later ones win.
  ///   - specifications: the learners that `models` may name.
  ///   - metrics: the names, beside those of thresholds' objectives, that `search.metric` may take.
  /// - Throws: the first thing that is wrong, with `FILE:LINE:COLUMN: key.path` or the override as its place.
  public static func load(
    path: String, overrides: [String] = [],
    specifications: [LearnerSpecification] = LearnerSpecification.all, metrics: [String] = MetricCatalogue.names
  ) throws(InputError) -> Experiment {
    try read(
      try text(of: path), name: path, folder: RelativePath.folder(of: path), overrides: overrides,
      specifications: specifications, metrics: metrics)
  }

  /// The experiment that a text describes.
  ///
  /// - Parameters:
  ///   - name: what errors call the text.
  ///   - folder: what relative paths in it start from; empty for where the program stands.
  public static func read(
    _ text: String, name: String, folder: String, overrides: [String] = [],
    specifications: [LearnerSpecification] = LearnerSpecification.all, metrics: [String] = MetricCatalogue.names
  ) throws(InputError) -> Experiment {
    var root = try YAMLDocument(text: text, source: .file(name)).parse()
    guard !root.isNull else { throw root.error("the file is empty; an experiment names its data and its models") }
    for argument in overrides { root = try Override(argument).apply(to: root) }
    return try Experiment(root, folder: folder, specifications: specifications, metrics: metrics)
  }

  /// A data file given by mistake is refused before it is read as YAML, which would take long.
  private static let largestFile = 1_000_000

  private static func text(of path: String) throws(InputError) -> String {
    let bytes: Data
    do {
      bytes = try Data(contentsOf: URL(fileURLWithPath: path))
    } catch {
      throw InputError(at: path, unreadable(path))
    }
    guard bytes.count <= largestFile else {
      throw InputError(at: path, "an experiment file has at most \(largestFile) bytes; is this the data file?")
    }
    // A byte order mark says nothing in UTF-8, and YAML readers stumble over it.
    let content = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes
    guard let text = String(bytes: content, encoding: .utf8) else {
      throw InputError(at: path, "the file is not UTF-8 text; save it as UTF-8")
    }
    return text
  }

  private static func unreadable(_ path: String) -> String {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      return "there is no such file; give the path of an experiment file"
    }
    return isFolder.boolValue
      ? "this is a folder; give the path of an experiment file" : "the file cannot be read; check its permissions"
  }
}
