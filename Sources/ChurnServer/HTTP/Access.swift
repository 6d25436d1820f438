import Foundation
import HTTPTypes
import Hummingbird

/// Which requests are let in.
///
/// A browser sends along what a page of another site tells it to, so whatever changes something must come from this server's own
/// pages or from a program: `Origin` and `Sec-Fetch-Site` say which, and no page can forge them. The host's name is checked
/// because a name of another site may be made to point here (DNS rebinding), which turns that site's pages into our own. An address
/// in numbers is no name, and cannot be made to point elsewhere.
struct Access: Sendable {
  /// Names by which the server may be called.
  private let hosts: Set<String>
  /// Whether others than this machine can reach the server.
  let isExposed: Bool
  /// What writing and starting work takes; nil for nothing.
  let token: String?
  /// In every form of the server's pages; no page of another site can read it.
  let formKey = Access.random()

  static let cookie = "churnlab_token"
  private static let secFetchSite = HTTPField.Name("Sec-Fetch-Site")
  private static let hostField = HTTPField.Name("Host")
  private static let loopback: Set<String> = ["127.0.0.1", "localhost", "[::1]"]

  /// - Parameters:
  ///   - host: what the server listens on.
  ///   - names: further names that it is called by.
  init(host: String, names: [String], token: String?) {
    isExposed = !Self.loopback.contains(host) && !host.hasPrefix("127.") && host != "::1"
    let own = isExposed ? [host, Self.machineName] : [host]
    hosts = Self.loopback.union((own + names).map { $0.lowercased() })
    self.token = token
  }

  func check(_ request: Request) throws(Problem) {
    let authority = request.head.authority ?? ""
    try checkHost(authority)
    // The first became the authority; a second one would be for somebody else to believe.
    if let field = Self.hostField, request.headers[field] != nil { throw Problem(.badRequest, "Host is given twice.") }
    guard ![.get, .head, .options].contains(request.method) else { return }
    try checkOrigin(request, authority)
    try checkToken(request)
  }

  /// Whether the request may write and start work.
  func isAllowed(_ request: Request) -> Bool {
    guard let token else { return true }
    if let header = request.headers[.authorization], Self.isEqual(header, "Bearer \(token)") { return true }
    return request.cookies[Self.cookie]?.value.removingPercentEncoding.map(isToken) ?? false
  }

  func isToken(_ text: String) -> Bool { token.map { Self.isEqual(text, $0) } ?? false }

  /// The form of a page carries the key that the page was given.
  func checkForm(_ key: String?) throws(Problem) {
    guard let key, Self.isEqual(key, formKey) else {
      throw Problem(.forbidden, "This form is from before the server was started; load its page again.")
    }
  }

  /// Whether this server is called so.
  func isOwn(_ authority: String) -> Bool {
    let host = Self.host(authority)
    return hosts.contains(host) || isExposed && Self.isAddress(host)
  }

  private func checkHost(_ authority: String) throws(Problem) {
    guard !isOwn(authority) else { return }
    throw Problem(
      .misdirectedRequest,
      authority.isEmpty
        ? "Say with Host which server is meant."
        : "This server is not \(authority.prefix(100)); give further names with --allow-host.")
  }

  private func checkOrigin(_ request: Request, _ authority: String) throws(Problem) {
    let site = Self.secFetchSite.flatMap { request.headers[$0] }
    let isForeignSite = site.map { $0 != "same-origin" && $0 != "none" } ?? false
    let isForeignOrigin = request.headers[.origin].map { $0 != "http://\(authority)" && $0 != "https://\(authority)" }
    guard !isForeignSite, !(isForeignOrigin ?? false) else {
      throw Problem(.forbidden, "Pages of other sites may change nothing here.")
    }
  }

  private func checkToken(_ request: Request) throws(Problem) {
    // Signing in is how a browser gets to send the token.
    guard !isAllowed(request), request.uri.path != "/sign-in" else { return }
    throw Problem(
      .unauthorized, "Writing here takes the server's token: send it as Authorization: Bearer TOKEN.",
      headers: [.wwwAuthenticate: "Bearer realm=\"churnlab\""])
  }

  /// Without the port.
  private static func host(_ authority: String) -> String {
    let name =
      authority.utf8.first == UInt8(ascii: "[")
      ? authority.prefix { $0 != "]" } + "]" : Substring(authority.utf8.prefix { $0 != UInt8(ascii: ":") })
    return name.lowercased()
  }

  /// Whether a host is written in numbers: `192.0.2.7` or `[2001:db8::7]`.
  private static func isAddress(_ host: String) -> Bool {
    var (four, six) = (in_addr(), in6_addr())
    return inet_pton(AF_INET, host, &four) == 1
      || host.hasPrefix("[") && inet_pton(AF_INET6, String(host.dropFirst().dropLast()), &six) == 1
  }

  private static var machineName: String {
    var bytes = [CChar](repeating: 0, count: 256)
    return gethostname(&bytes, bytes.count - 1) == 0
      ? String(decoding: bytes.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self) : "localhost"
  }

  /// Takes as long for a near miss as for any other.
  private static func isEqual(_ a: String, _ b: String) -> Bool {
    guard a.utf8.count == b.utf8.count else { return false }
    return zip(a.utf8, b.utf8).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
  }

  static func random() -> String {
    var source = SystemRandomNumberGenerator()
    return String(source.next() as UInt64, radix: 36) + String(source.next() as UInt64, radix: 36)
  }
}
