import HTTPTypes
import Workbench

/// `{experiment: NAME.yaml}` or `{yaml: TEXT}`, with overrides in `set`.
struct RunRequest: Equatable {
  private(set) var experiment: String?
  private(set) var yaml: String?
  private(set) var overrides: [String] = []

  private static let overrideLimit = 50

  init(_ body: some Collection<UInt8>, limits: Limits) throws(Problem) {
    guard String(validating: body, as: UTF8.self) != nil else {
      throw Problem(.badRequest, "The body is not UTF-8 text.")
    }
    var scanner = JSONScanner(body, depth: limits.depth)
    do {
      guard try scanner.kind() == .object else { throw Self.flaw("", "an object with experiment or yaml is expected") }
      try scanner.object { scanner, name in try read(scanner.string(name), &scanner) }
      try scanner.finish()
    } catch let fault as JSONScanner.Fault {
      throw Problem(.badRequest, "The body is no JSON: byte \(fault.offset + 1): \(fault.reason).")
    } catch {
      throw error as? Problem ?? Problem(.badRequest, "The body cannot be read.")
    }
    guard (experiment == nil) != (yaml == nil) else {
      throw Self.flaw("", "give either experiment, a file's name, or yaml, an experiment's text")
    }
  }

  private mutating func read(_ name: String, _ scanner: inout JSONScanner) throws {
    switch name {
    case "experiment": experiment = try Self.text(&scanner, name)
    case "yaml": yaml = try Self.text(&scanner, name)
    case "set":
      guard try scanner.kind() == .list else { throw Self.flaw(name, "a list of KEY.PATH=VALUE is expected") }
      try scanner.list { scanner, index in
        guard index < Self.overrideLimit else { throw Self.flaw(name, "at most \(Self.overrideLimit) can be given") }
        overrides.append(try Self.text(&scanner, name))
      }
    default: throw Self.flaw(name, "there is no such member; there are experiment, yaml and set")
    }
  }

  private static func text(_ scanner: inout JSONScanner, _ name: String) throws -> String {
    guard try scanner.kind() == .text else { throw flaw(name, "a text is expected") }
    return scanner.string(try scanner.text())
  }

  private static func flaw(_ name: String, _ detail: String) -> Problem {
    Problem(
      .unprocessableContent, name.isEmpty ? "\(detail)." : "\(name.prefix(60)): \(detail).",
      flaws: [.init(pointer: name.isEmpty ? "" : "/\(name)", field: name.isEmpty ? nil : name, detail: detail)])
  }

  func order(_ shelf: ExperimentShelf) throws(Problem) -> ExperimentShelf.Order {
    if let experiment { return try shelf.order(shelf.text(of: experiment), name: experiment, overrides: overrides) }
    return try shelf.order(yaml ?? "", name: "experiment", overrides: overrides)
  }
}
