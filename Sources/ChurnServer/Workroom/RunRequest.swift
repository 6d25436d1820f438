import HTTPTypes
import Workbench

/// `{experiment: NAME.yaml}`, with overrides in `set`.
struct RunRequest: Equatable {
  private(set) var experiment = ""
  private(set) var overrides: [String] = []
  private var seen: Set<String> = []

  private static let overrideLimit = 50
  /// Bytes of a text.
  private static let textLimit = 4_096

  init(_ body: some Collection<UInt8>, limits: Limits) throws(Problem) {
    guard String(validating: body, as: UTF8.self) != nil else {
      throw Problem(.badRequest, "The body is not UTF-8 text.")
    }
    var scanner = JSONScanner(body, depth: limits.depth)
    do {
      guard try scanner.kind() == .object else {
        throw Self.flaw("", "an object with the member experiment is expected")
      }
      try scanner.openObject()
      var isFirst = true
      while let name = try scanner.nextMember(isFirst: isFirst) {
        try read(scanner.string(name), &scanner)
        isFirst = false
      }
      try scanner.finish()
    } catch let fault as JSONScanner.Fault {
      throw Problem(.badRequest, "The body is no JSON: byte \(fault.offset + 1): \(fault.reason).")
    } catch {
      throw error as? Problem ?? Problem(.badRequest, "The body cannot be read.")
    }
    guard seen.contains("experiment") else {
      throw Self.flaw("experiment", "the member is missing; give the name of an experiment file")
    }
  }

  private mutating func read(_ name: String, _ scanner: inout JSONScanner) throws {
    guard seen.insert(name).inserted else { throw Self.flaw(name, "the name stands twice; which is meant?") }
    switch name {
    case "experiment":
      experiment = try Self.text(&scanner, name)
    case "set":
      guard try scanner.kind() == .list else { throw Self.flaw(name, "a list of KEY.PATH=VALUE is expected") }
      try scanner.openList()
      while try scanner.nextItem(isFirst: overrides.isEmpty) {
        guard overrides.count < Self.overrideLimit else {
          throw Self.flaw(name, "at most \(Self.overrideLimit) can be given")
        }
        overrides.append(try Self.text(&scanner, name))
      }
    default: throw Self.flaw(name, "there is no such member; there are experiment and set")
    }
  }

  private static func text(_ scanner: inout JSONScanner, _ name: String) throws -> String {
    guard try scanner.kind() == .text else { throw flaw(name, "a text is expected") }
    let text = try scanner.text()
    guard text.range.count <= textLimit else { throw flaw(name, "a text has at most \(textLimit) bytes") }
    return scanner.string(text)
  }

  private static func flaw(_ name: String, _ detail: String) -> Problem {
    Problem(
      .unprocessableContent, Problem.sentence(name.isEmpty ? detail : "\(name.prefix(60)): \(detail)"),
      flaws: [.init(pointer: name.isEmpty ? "" : "/\(name)", field: name.isEmpty ? nil : name, detail: detail)])
  }

  func order(_ shelf: ExperimentShelf) throws(Problem) -> ExperimentShelf.Order {
    try shelf.order(shelf.text(of: experiment), name: experiment, overrides: overrides)
  }
}
