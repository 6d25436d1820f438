import Foundation
import HTTPTypes
import Hummingbird
import NIOCore

/// What a form sent: names and values in their order, from a query or a body (`application/x-www-form-urlencoded`).
struct FormValues: Sendable, Equatable {
  private(set) var members: [(name: String, value: String)] = []

  static let limit = 2_000

  init() {}

  init(_ members: [(String, String)]) { self.members = members.map { (name: $0, value: $1) } }

  /// - Throws: for more values than any form has, and for bytes that are no UTF-8.
  init(encoded: String) throws(Problem) {
    for pair in encoded.split(separator: "&", maxSplits: Self.limit) {
      let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard members.count < Self.limit else { throw Problem(.badRequest, "A form has at most \(Self.limit) values.") }
      members.append((try Self.decoded(parts[0]), try Self.decoded(parts.count > 1 ? parts[1] : "")))
    }
  }

  init(_ request: Request, limits: Limits) async throws {
    let body = try await request.body.collect(upTo: min(limits.bodyBytes, 1 << 20))
    try self.init(encoded: String(buffer: body))
  }

  subscript(name: String) -> String? { members.last { $0.name == name }?.value }

  func all(_ name: String) -> [String] { members.filter { $0.name == name }.map(\.value) }

  static func == (a: FormValues, b: FormValues) -> Bool {
    a.members.elementsEqual(b.members) { $0 == $1 }
  }

  /// As a query, without the key that no link may hold.
  var query: String {
    members.filter { $0.name != "key" }
      .map { "\(Self.encoded($0.name))=\(Self.encoded($0.value))" }.joined(separator: "&")
  }

  private static func decoded(_ text: Substring) throws(Problem) -> String {
    guard let decoded = text.replacing("+", with: " ").removingPercentEncoding else {
      throw Problem(.badRequest, "The form's values are not well encoded.")
    }
    return decoded
  }

  static func encoded(_ text: String) -> String {
    var encoded = ""
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."),
        UInt8(ascii: "~"):
        encoded.unicodeScalars.append(Unicode.Scalar(byte))
      default: encoded += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
      }
    }
    return encoded
  }
}
