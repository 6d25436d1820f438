import ChurnML
import Foundation
import HTTPTypes
import Workbench

/// The experiment files that runs may be started from, and the folder that their data must lie in.
struct ExperimentShelf: Sendable {
  let folder: String

  /// Names of the experiment files.
  var names: [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [])
      .filter { !$0.hasPrefix(".") && ($0.hasSuffix(".yaml") || $0.hasSuffix(".yml")) }.sorted()
  }

  func text(of name: String) throws(Problem) -> String {
    // Only what is listed can be named, so no name leads out of the folder.
    guard names.contains(name), let text = try? String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8) else {
      throw Problem(
        .notFound, "There is no experiment file \(name.prefix(60)); there are \(names.joined(separator: ", ")).")
    }
    return text
  }

  private static let textLimit = 256 << 10

  /// An experiment that can be started.
  struct Order: Sendable {
    let experiment: String
    /// What errors call it.
    let name: String
    let text: String
    let overrides: [String]
  }

  /// Checks an experiment.
  /// - Throws: saying with line and column what is wrong, and for data outside the folder.
  func order(_ text: String, name: String, overrides: [String] = []) throws(Problem) -> Order {
    guard text.utf8.count <= Self.textLimit else {
      throw Problem(.contentTooLarge, "An experiment has at most \(Self.textLimit >> 10) KB here.")
    }
    guard ([text] + overrides).allSatisfy({ !Self.mayHoldAlias($0) }) else {
      throw Problem(
        .unprocessableContent, "Aliases (*name) are not taken here; write the value out wherever it is meant.")
    }
    let experiment: Experiment
    do {
      experiment = try Experiment.read(
        text, name: name, folder: folder, overrides: overrides, specifications: Experiment.specifications,
        metrics: Experiment.metrics)
    } catch {
      throw Problem(
        .unprocessableContent, "\(error)", flaws: [.init(pointer: "", field: error.place, detail: error.message)])
    }
    if case .file(let path, let resolved) = experiment.data.source, !isInside(resolved) {
      throw Problem(
        .unprocessableContent,
        "data.path: \(path.prefix(100)) is not in the folder of experiments, and only data there may be read from here.",
        flaws: [.init(pointer: "", field: "data.path", detail: "outside the folder of experiments")])
    }
    return Order(experiment: experiment.name, name: name, text: text, overrides: overrides)
  }

  /// Whether a YAML text may hold an alias. With a few of them a short text stands for a tree that nobody can go through, and some
  /// are gone through as soon as it is read. What is none, such as a star in a quoted text, may be taken for one.
  static func mayHoldAlias(_ text: String) -> Bool {
    text.utf8.split(separator: UInt8(ascii: "\n")).contains { line in
      let line = line.drop { $0 == UInt8(ascii: " ") }
      // A comment, unless one of YAML's other line ends is in it.
      if line.first == UInt8(ascii: "#"), line.allSatisfy({ $0 < 0x80 && $0 != UInt8(ascii: "\r") }) { return false }
      return zip([UInt8(ascii: " ")] + line, zip(line, line.dropFirst())).contains { before, pair in
        pair.0 == UInt8(ascii: "*") && !isOfWord(before) && pair.1 > UInt8(ascii: " ")
      }
    }
  }

  /// Whether a byte is part of a word, which an alias behind it would be too.
  private static func isOfWord(_ byte: UInt8) -> Bool {
    Character(Unicode.Scalar(byte)).isLetter || Character(Unicode.Scalar(byte)).isNumber
  }

  private func isInside(_ path: String) -> Bool {
    guard let real = Self.real(path), let home = Self.real(folder) else { return false }
    return real.hasPrefix(home + "/")
  }

  /// With all links followed; nil for what is not there.
  private static func real(_ path: String) -> String? {
    guard let real = realpath(path, nil) else { return nil }
    defer { free(real) }
    return String(cString: real)
  }
}
