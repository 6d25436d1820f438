import Dispatch
import Foundation

/// HTTP over a plain socket, so that tests can be slow, rude and wrong where a proper client would not let them.
///
/// Waiting happens on a thread of its own: the server under test needs the threads that tests run on.
final class RawClient: @unchecked Sendable {
  struct Answer {
    let status: Int
    let headers: [String: String]
    let body: Data

    var text: String { String(decoding: body, as: UTF8.self) }
    /// Numbers to the last bit, as JSONSerialization does not read them here.
    var json: Any? { (try? JSONDecoder().decode(AnyJSON.self, from: body))?.value }
    var object: [String: Any] { json as? [String: Any] ?? [:] }
    var list: [[String: Any]] { json as? [[String: Any]] ?? [] }
  }

  /// The connection could not be made, or ended before an answer was whole.
  struct Ended: Error {
    let what: String
  }

  let socket: Int32
  private var buffer = Data()
  private let queue = DispatchQueue(label: "client")

  init(port: Int) throws {
    socket = Foundation.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = UInt16(port).bigEndian
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    let isConnected = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
      }
    }
    guard isConnected else { throw Ended(what: "no connection to port \(port): \(String(cString: strerror(errno)))") }
    var patience = timeval(tv_sec: 60, tv_usec: 0)
    setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
  }

  deinit { close(socket) }

  /// How many bytes the server took.
  @discardableResult
  func send(_ bytes: Data) -> Int {
    var sent = 0
    while sent < bytes.count {
      let count = bytes.withUnsafeBytes {
        Foundation.send(socket, $0.baseAddress.map { $0 + sent }, bytes.count - sent, Int32(MSG_NOSIGNAL))
      }
      // A server that refuses may close before it has read all.
      if count <= 0 { break }
      sent += count
    }
    return sent
  }

  /// The same where it may have to wait for the server.
  func sendApart(_ bytes: Data) async -> Int {
    await withCheckedContinuation { continuation in
      queue.async { continuation.resume(returning: self.send(bytes)) }
    }
  }

  func send(_ text: String) { send(Data(text.utf8)) }

  /// False at the end of the connection.
  private func fill() -> Bool {
    var piece = [UInt8](repeating: 0, count: 1 << 16)
    let count = recv(socket, &piece, piece.count, 0)
    if count > 0 { buffer.append(contentsOf: piece[..<count]) }
    return count > 0
  }

  /// nil where the connection ends before an answer is whole.
  func answerNow() -> Answer? {
    let end = Data("\r\n\r\n".utf8)
    while buffer.range(of: end) == nil { guard fill() else { return nil } }
    guard let headEnd = buffer.range(of: end) else { return nil }
    let lines = String(decoding: buffer[..<headEnd.lowerBound], as: UTF8.self).components(separatedBy: "\r\n")
    buffer = Data(buffer[headEnd.upperBound...])
    var headers: [String: String] = [:]
    for line in lines.dropFirst() {
      guard let colon = line.firstIndex(of: ":") else { continue }
      headers[line[..<colon].lowercased()] = line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces)
    }
    let status = Int(lines[0].split(separator: " ")[1]) ?? 0
    guard
      let body = headers["transfer-encoding"] == "chunked" ? chunks() : body(Int(headers["content-length"] ?? "0") ?? 0)
    else { return nil }
    return Answer(status: status, headers: headers, body: body)
  }

  private func body(_ count: Int) -> Data? {
    while buffer.count < count { guard fill() else { return nil } }
    defer { buffer = Data(buffer.dropFirst(count)) }
    return Data(buffer.prefix(count))
  }

  private func chunks() -> Data? {
    var all = Data()
    while true {
      while buffer.range(of: Data("\r\n".utf8)) == nil { guard fill() else { return nil } }
      guard let end = buffer.range(of: Data("\r\n".utf8)),
        let count = Int(String(decoding: buffer[..<end.lowerBound], as: UTF8.self), radix: 16)
      else { return nil }
      buffer = Data(buffer[end.upperBound...])
      guard let chunk = body(count), body(2) != nil else { return nil }
      if count == 0 { return all }
      all += chunk
    }
  }

  func askNow(_ method: String, _ path: String, headers: [String: String] = [:], body: Data = Data()) throws -> Answer {
    var head = "\(method) \(path) HTTP/1.1\r\n"
    var fields = ["Host": "127.0.0.1", "Content-Length": String(body.count)]
    fields.merge(headers) { $1 }
    for (name, value) in fields { head += "\(name): \(value)\r\n" }
    send(Data((head + "\r\n").utf8) + body)
    guard let answer = answerNow() else {
      throw Ended(what: "the connection ended without an answer to \(method) \(path)")
    }
    return answer
  }

  /// Whether the server ends the connection, once all that it has sent is read.
  func isEnded() async -> Bool {
    await withCheckedContinuation { continuation in
      queue.async {
        while self.fill() {}
        var byte: UInt8 = 0
        continuation.resume(returning: recv(self.socket, &byte, 1, Int32(MSG_DONTWAIT)) == 0)
      }
    }
  }

  func answer() async -> Answer? {
    await withCheckedContinuation { continuation in
      queue.async { continuation.resume(returning: self.answerNow()) }
    }
  }

  func ask(
    _ method: String, _ path: String, headers: [String: String] = [:], body: Data = Data()
  ) async throws -> Answer {
    try await withCheckedThrowingContinuation { continuation in
      queue.async { continuation.resume(with: Result { try self.askNow(method, path, headers: headers, body: body) }) }
    }
  }
}

/// Any JSON as Foundation's types.
private struct AnyJSON: Decodable {
  let value: Any

  init(from decoder: any Decoder) throws {
    if let object = try? [String: AnyJSON](from: decoder) {
      value = object.mapValues(\.value)
    } else if let list = try? [AnyJSON](from: decoder) {
      value = list.map(\.value)
    } else {
      let container = try decoder.singleValueContainer()
      if container.decodeNil() {
        value = NSNull()
      } else if let boolean = try? container.decode(Bool.self) {
        value = boolean
      } else if let text = try? container.decode(String.self) {
        value = text
      } else {
        value = NSNumber(value: try container.decode(Double.self))
      }
    }
  }
}
