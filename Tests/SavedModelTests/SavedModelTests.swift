import ChurnML
import Foundation
import TestSupport
import Testing

@testable import Workbench

private let kinds: [(learner: String, values: [String: HyperparameterValue])] = [
  ("forest", [:]), ("forest", ["max_depth": .integer(3), "ccp_alpha": .number(0.01)]),
  ("forest", ["max_leaf_nodes": .integer(6), "max_bins": .integer(3)]), ("logistic", [:]),
  ("spline_logistic", ["interactions": .list([.text("c0:c1")])]), ("boosting", [:]), ("majority", [:]),
  ("mean", ["of": .list([.text("forest"), .text("logistic"), .text("boosting"), .text("majority")])]),
]

/// Kinds, each with data sets it can be fitted on.
private let samples: [Sample] = kinds.flatMap { kind in
  (0..<(fullTests ? 40 : 10) as Range<UInt64>).compactMap { try? Sample(kind.learner, seed: $0, kind.values) }
}

private func reload(_ model: SavedModel, _ folder: TemporaryFolder) throws -> SavedModel {
  try model.write(to: folder.file("m.model"))
  return try SavedModel(path: folder.file("m.model"))
}

@Suite struct SavedModelTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test func everyLearnerIsSampled() {
    #expect(Set(samples.map(\.model.facts.model)) == Set(LearnerSpecification.all.map(\.name)))
  }

  @Test func readingGivesTheSameBitsAndFacts() throws {
    for sample in samples {
      let read = try reload(sample.model, folder)
      #expect(read.facts == sample.model.facts)
      #expect(read.classifier.notes == sample.model.classifier.notes)
      #expect(sample.bits(read.classifier) == sample.bits(sample.model.classifier))
    }
  }

  @Test func writingAgainGivesTheSameBytes() throws {
    for sample in samples.prefix(60) {
      let read = try reload(sample.model, folder)
      let bytes = try Data(contentsOf: URL(fileURLWithPath: folder.file("m.model")))
      try read.write(to: folder.file("again.model"))
      #expect(try Data(contentsOf: URL(fileURLWithPath: folder.file("again.model"))) == bytes)
    }
  }

  @Test func theChecksumIsWhatSha256sumPrints() throws {
    _ = try reload(samples[0].model, folder)
    let bytes = try Data(contentsOf: URL(fileURLWithPath: folder.file("m.model")))
    let expected = bytes.dropLast(64).withUnsafeBytes { SHA256.hex(of: $0) }
    #expect(String(decoding: bytes.suffix(64), as: UTF8.self) == expected)
  }

  @Test(arguments: [
    ("", "not a model file"), ("customerID,tenure\n1,2\n", "not a model file"), ("CHURNMDL", "damaged"),
    (String(repeating: "CHURNMDL", count: 12), "damaged"),
  ])
  func otherFilesAreRefused(content: String, words: String) throws {
    let path = folder.file("other")
    try content.write(toFile: path, atomically: true, encoding: .utf8)
    let error = try #require(throws: InputError.self) { try SavedModel(path: path) }
    #expect(error.place == path)
    #expect(error.message.contains(words))
  }

  @Test func aMissingFileIsRefused() throws {
    let error = try #require(throws: InputError.self) { try SavedModel(path: folder.file("none")) }
    #expect(error.message.contains("cannot be read"))
    #expect(throws: InputError.self) { try SavedModel.find(folder.file("none"), model: nil) }
    #expect(throws: InputError.self) { try SavedModel.find(folder.path, model: nil) }
  }

  @Test func aFileOfALaterVersionIsRefused() throws {
    let path = folder.file("later.model")
    try samples[0].model.write(to: path)
    try ModelBytes(path).with { $0[8] = 2 }.write(to: path)
    let error = try #require(throws: InputError.self) { try SavedModel(path: path) }
    #expect(error.message.contains("version 2"))
    #expect(error.message.contains("later"))
  }

  @Test func aFileOfAnUnknownFormatIsRefused() throws {
    let path = folder.file("unknown.model")
    try samples[0].model.write(to: path)
    let bytes = try ModelBytes(path).replacing("\"forest/2\"", with: "\"forest/9\"")
    try bytes.write(to: path)
    let error = try #require(throws: InputError.self) { try SavedModel(path: path) }
    #expect(error.message.contains("forest/9"))
  }

  @Test func theWrongModelOfAFileIsRefused() throws {
    let path = folder.file("f.model")
    try samples[0].model.write(to: path)
    #expect(try SavedModel.find(path, model: "forest").facts.model == "forest")
    let error = try #require(throws: InputError.self) { try SavedModel.find(path, model: "logistic") }
    #expect(error.message.contains("holds the model forest"))
  }
}

/// Damage by chance is refused by the checksum; a forged checksum is no way to a crash.
@Suite struct DamagedModelTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func expectRefused(_ bytes: ModelBytes, _ comment: Comment) throws {
    let path = folder.file("damaged.model")
    try bytes.writeAsItIs(to: path)
    #expect(throws: InputError.self, comment) { try SavedModel(path: path) }
  }

  @Test func everyFlippedBitIsFound() throws {
    var source = RandomSource(11, 0xF11)
    for sample in samples.shuffled(&source).prefix(12) {
      try sample.model.write(to: folder.file("m.model"))
      let whole = try ModelBytes(folder.file("m.model"))
      for _ in 0..<60 {
        let place = source.index(below: whole.bytes.count)
        var damaged = whole
        damaged.bytes[place] ^= 1 << UInt8(source.index(below: 8))
        try expectRefused(damaged, "byte \(place) of \(sample.model.facts.model)")
      }
    }
  }

  @Test func everyTruncationIsFound() throws {
    var source = RandomSource(12, 0xF12)
    for sample in samples.shuffled(&source).prefix(12) {
      try sample.model.write(to: folder.file("m.model"))
      let whole = try ModelBytes(folder.file("m.model"))
      let lengths = (0..<40).map { _ in source.index(below: whole.bytes.count) }
      for length in lengths + [0, 1, 23, 24, 87, 88, whole.bytes.count - 1] {
        var damaged = whole
        damaged.bytes.removeLast(whole.bytes.count - length)
        try expectRefused(damaged, "\(length) bytes of \(sample.model.facts.model)")
      }
      var longer = whole
      longer.bytes.append(0)
      try expectRefused(longer, "a byte more")
    }
  }

  /// Bytes changed under a checksum made to fit: refused, or read and walked without a fault.
  @Test func forgedFilesNeverCrash() throws {
    var source = RandomSource(13, 0xF13)
    var read = 0
    for sample in samples.shuffled(&source).prefix(fullTests ? samples.count : 60) {
      try sample.model.write(to: folder.file("m.model"))
      let whole = try ModelBytes(folder.file("m.model"))
      for _ in 0..<40 {
        let forged = whole.with { content in
          for _ in 0..<(1 + source.index(below: 3)) {
            let place = source.index(below: content.count)
            content[place] = source.index(below: 2) == 0 ? UInt8(source.index(below: 256)) : content[place] ^ 1
          }
          if source.index(below: 8) == 0 { content.removeLast(8 * source.index(below: 1 + content.count / 8)) }
        }
        try forged.write(to: folder.file("forged.model"))
        guard let model = try? SavedModel(path: folder.file("forged.model")) else { continue }
        guard model.facts.features == sample.model.facts.features else { continue }
        read += 1
        _ = sample.bits(model.classifier)
      }
    }
    // Values and thresholds may be changed and still be values and thresholds.
    #expect(read > 0)
  }

  /// Numbers of the JSON formats replaced by others, to reach what single bytes do not.
  @Test func forgedNumbersNeverCrash() throws {
    var source = RandomSource(14, 0xF14)
    let candidates = samples.filter { $0.model.facts.model.contains("logistic") }
    for sample in candidates.shuffled(&source).prefix(fullTests ? candidates.count : 30) {
      try sample.model.write(to: folder.file("m.model"))
      let whole = try ModelBytes(folder.file("m.model"))
      for _ in 0..<40 {
        let forged = whole.replacingNumber(&source)
        try forged.write(to: folder.file("forged.model"))
        guard let model = try? SavedModel(path: folder.file("forged.model")) else { continue }
        guard model.facts.features == sample.model.facts.features else { continue }
        _ = sample.bits(model.classifier)
      }
    }
  }
}

/// A model file's bytes, to be changed.
private struct ModelBytes {
  var bytes: [UInt8]

  init(_ path: String) throws { bytes = Array(try Data(contentsOf: URL(fileURLWithPath: path))) }

  /// Changed, and without the checksum.
  func with(_ change: (inout [UInt8]) -> Void) -> ModelBytes {
    var copy = self
    copy.bytes.removeLast(64)
    change(&copy.bytes)
    return copy
  }

  func replacing(_ text: String, with other: String) throws -> ModelBytes {
    let place = try #require(bytes.firstRange(of: Array(text.utf8)))
    return with { $0.replaceSubrange(place, with: Array(other.utf8)) }
  }

  /// One run of digits behind the head becomes another number, small, large or negative.
  func replacingNumber(_ source: inout RandomSource) -> ModelBytes {
    let start = 24 + Int(bytes[16]) | Int(bytes[17]) << 8
    let other = ["0", "1", "2", "7", "-1", "99999", "1e9", "-3", "null"][source.index(below: 9)]
    let from = start + source.index(below: max(1, bytes.count - 64 - start))
    return with { content in
      let isDigit = { (byte: UInt8) in UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte }
      guard let first = content[min(from, content.count)...].firstIndex(where: isDigit) else { return }
      let end = content[first...].firstIndex { !isDigit($0) } ?? content.count
      content.replaceSubrange(first..<end, with: Array(other.utf8))
    }
  }

  /// Adds a checksum that fits.
  func write(to path: String) throws {
    let checksum = bytes.withUnsafeBytes { SHA256.hex(of: $0) }
    try Data(bytes + Array(checksum.utf8)).write(to: URL(fileURLWithPath: path))
  }

  func writeAsItIs(to path: String) throws { try Data(bytes).write(to: URL(fileURLWithPath: path)) }
}

extension Array {
  fileprivate func shuffled(_ source: inout RandomSource) -> [Element] {
    var copy = self
    for index in copy.indices.reversed() { copy.swapAt(index, source.index(below: index + 1)) }
    return copy
  }
}
