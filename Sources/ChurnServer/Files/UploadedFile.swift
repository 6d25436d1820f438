import ChurnML
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore

/// A file of customers that was sent.
struct UploadedFile: Sendable {
  /// What its sender called it, for people only; no path is made of it.
  let name: String
  let path: String

  /// Reads the request's body into `path`, piece by piece, whatever its size up to the limit.
  /// - Parameter check: gets the fields that stand before the file, and throws where they do not allow it.
  static func receive(
    _ request: Request, to path: String, limits: Limits, check: (FormValues) throws(Problem) -> Void
  ) async throws -> (file: UploadedFile, fields: FormValues) {
    var reader = try MultipartReader(contentType: request.headers[.contentType])
    var receiver = UploadReceiver(path: path, limits: limits)
    do {
      var bytes = 0
      for try await buffer in request.body {
        bytes += buffer.readableBytes
        guard bytes <= limits.fileBytes else { throw tooLarge(limits) }
        for event in try reader.read(buffer.readableBytesView) { try receiver.take(event, check: check) }
      }
      try reader.finish()
      return try receiver.finish()
    } catch {
      receiver.discard()
      throw error
    }
  }

  private static func tooLarge(_ limits: Limits) -> Problem {
    Problem(.contentTooLarge, "A file of customers has at most \(limits.fileBytes >> 20) MB; divide it.")
  }
}

/// Puts the parts of an upload where they belong: fields in memory, the file on the disk.
private struct UploadReceiver {
  private let path: String
  private let limits: Limits
  private var fields: [(String, String)] = []
  private var field: (name: String, bytes: [UInt8])?
  private var file: FileHandle?
  private var fileName: String?
  private var count = 0
  private var lines = 0
  private var lineStart = 0

  private static let fieldLimit = 4 << 10

  init(path: String, limits: Limits) {
    self.path = path
    self.limits = limits
  }

  mutating func take(_ event: MultipartReader.Event, check: (FormValues) throws(Problem) -> Void) throws {
    switch event {
    case .part(_, let name?):
      guard fileName == nil else { throw Problem(.badRequest, "Send one file at a time.") }
      try check(FormValues(fields))
      try open(name)
    case .part(let name, nil): field = (name, [])
    case .bytes(let bytes): try take(bytes)
    case .end:
      if let field { fields.append((field.name, String(decoding: field.bytes, as: UTF8.self))) }
      field = nil
      try file?.close()
      file = nil
    }
  }

  private mutating func open(_ name: String) throws {
    lineStart = count
    fileName = String((name.split(separator: "/").last ?? "").prefix(100))
    guard FileManager.default.createFile(atPath: path, contents: nil, attributes: [.posixPermissions: 0o600]),
      let file = FileHandle(forWritingAtPath: path)
    else { throw WorkError("\(path) cannot be written.") }
    self.file = file
  }

  private mutating func take(_ bytes: [UInt8]) throws {
    count += bytes.count
    if let file {
      try checkLines(bytes)
      return try file.write(contentsOf: Data(bytes))
    }
    field?.bytes += bytes
    guard (field?.bytes.count ?? 0) <= Self.fieldLimit else { throw Problem(.badRequest, "A field is too long.") }
  }

  /// What has a line that long, or that many, is no table of customers, and would cost memory before it was found out.
  private mutating func checkLines(_ bytes: [UInt8]) throws(Problem) {
    let start = count - bytes.count
    for (offset, byte) in bytes.enumerated() where byte == UInt8(ascii: "\n") {
      try checkLine(until: start + offset)
      lines += 1
      lineStart = start + offset + 1
    }
    try checkLine(until: count)
    guard lines <= limits.fileLines else {
      throw Problem(.contentTooLarge, "A file of customers has at most \(limits.fileLines) lines; divide it.")
    }
  }

  private func checkLine(until end: Int) throws(Problem) {
    guard end - lineStart > limits.lineBytes else { return }
    throw Problem(
      .contentTooLarge, "Line \(lines + 1) has more than \(limits.lineBytes >> 10) KB, which is no table of customers.")
  }

  func finish() throws(Problem) -> (UploadedFile, FormValues) {
    guard let fileName, !fileName.isEmpty else { throw Problem(.badRequest, "No file was sent; choose one.") }
    return (UploadedFile(name: fileName, path: path), FormValues(fields))
  }

  func discard() {
    try? file?.close()
    try? FileManager.default.removeItem(atPath: path)
  }
}
