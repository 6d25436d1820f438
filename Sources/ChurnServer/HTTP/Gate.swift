import Foundation
import HTTPTypes
import Hummingbird
import Synchronization

/// Who may ask for what: the right host, no page of another site, a token for whatever writes, and not too many at a time.
struct Gate: RouterMiddleware {
  typealias Context = BasicRequestContext

  let access: Access
  let running: RequestCount
  let limits: Limits

  func handle(
    _ request: Request, context: Context, next: (Request, Context) async throws -> Response
  ) async throws -> Response {
    try access.check(request)
    try checkLength(request)
    try running.enter()
    defer { running.leave() }
    return try await next(request, context)
  }

  /// What says that it is too large need not be waited for.
  private func checkLength(_ request: Request) throws(Problem) {
    guard let length = request.headers[.contentLength].flatMap({ Int($0) }) else { return }
    let limit = request.uri.path == FileRoutes.uploadPath ? limits.fileBytes : limits.bodyBytes
    guard length > limit else { return }
    throw Problem(.contentTooLarge, "The request has more than \(limit >> 20) MB; divide it.")
  }
}

/// Counts requests being answered.
final class RequestCount: Sendable {
  private let limit: Int
  private let count = Atomic(0)

  init(limit: Int) { self.limit = limit }

  var current: Int { count.load(ordering: .relaxed) }

  func enter() throws(Problem) {
    guard count.add(1, ordering: .relaxed).newValue <= limit else {
      leave()
      throw Problem(.tooManyRequests, "The server is busy; try again.", headers: [.retryAfter: "1"])
    }
  }

  func leave() { count.subtract(1, ordering: .relaxed) }
}
