internal import Foundation

/// Paths that are relative to a folder other than the one the program stands in.
enum RelativePath {
  /// The folder of a file: `Experiments` for `Experiments/telco.yaml`, empty for `telco.yaml`.
  static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "" }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// `path` as seen from where the program stands.
  static func resolve(_ path: String, from folder: String) -> String {
    if path.hasPrefix("/") || folder.isEmpty { return path }
    return folder.hasSuffix("/") ? folder + path : "\(folder)/\(path)"
  }

  /// The way from `folder` to the file `resolved`; a path that was given as absolute stays so.
  static func rewrite(_ path: String, resolved: String, from folder: String) -> String {
    if path.hasPrefix("/") { return path }
    let from = components(folder)
    let to = components(resolved)
    let shared = zip(from, to).prefix { $0 == $1 }.count
    return (Array(repeating: "..", count: from.count - shared) + to.dropFirst(shared)).joined(separator: "/")
  }

  /// The components of the real path: `..` is followed through links as the file system does.
  private static func components(_ path: String) -> [String] {
    let real = URL(fileURLWithPath: path).resolvingSymlinksInPath()
    return real.pathComponents
  }
}
