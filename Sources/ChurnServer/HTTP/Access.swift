import Foundation
import HTTPTypes
import Hummingbird

/// Which requests are let in.
///
/// A browser sends along what a page of another site tells it to, so whatever changes something must come from this server's own
/// pages or from a program: `Origin` and `Sec-Fetch-Site` say which, and no page can forge them. The host's name is checked
/// because a name of another site may be made to point here (DNS rebinding), which turns that site's pages into our own.
struct Access: Sendable {
  /// Names by which the server may be called; nil for any.
  let hosts: Set<String>?
  /// What writing and starting work takes; nil for nothing.
  let token: String?
  /// In every form of the server's pages; no page of another site can read it.
  let formKey = Access.random()

  static let cookie = "churnlab_token"
  private static let secFetchSite = HTTPField.Name("Sec-Fetch-Site")
  private static let loopback: Set<String> = ["127.0.0.1", "localhost", "[::1]"]

  /// - Parameters:
  ///   - host: what the server listens on.
  ///   - names: further names that it is called by.
  init(host: String, names: [String], token: String?) {
    let isLoopback = Self.loopback.contains(host) || host == "::1"
    // One that listens to others may have any name, unless its names are given.
    hosts = isLoopback || !names.isEmpty ? Self.loopback.union([host]).union(names.map { $0.lowercased() }) : nil
    self.token = token
  }

  func check(_ request: Request) throws(Problem) {
    let authority = request.head.authority ?? ""
    if let hosts, !hosts.contains(Self.host(authority)) {
      throw Problem(
        .misdirectedRequest, "This server is not \(authority.prefix(100)); give further names with --allow-host.")
    }
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
    let name = authority.hasPrefix("[") ? authority.prefix { $0 != "]" } + "]" : authority.prefix { $0 != ":" }
    return name.lowercased()
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
