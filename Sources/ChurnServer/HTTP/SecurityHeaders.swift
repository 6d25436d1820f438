import HTTPTypes
import Hummingbird

/// What browsers may do with an answer: nothing is loaded from elsewhere, framed, sniffed or kept.
struct SecurityHeaders: RouterMiddleware {
  typealias Context = BasicRequestContext

  static let contentSecurityPolicy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    + "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"

  private static let fields: [(HTTPField.Name, String)] = [
    ("content-security-policy", contentSecurityPolicy), ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"), ("referrer-policy", "same-origin"), ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"), ("cache-control", "no-store"),
  ].compactMap { name, value in HTTPField.Name(name).map { ($0, value) } }

  func handle(
    _ request: Request, context: Context, next: (Request, Context) async throws -> Response
  ) async throws -> Response {
    var response = try await next(request, context)
    // A route that says otherwise knows why: a report has its scripts inside, a style sheet may be kept.
    for (name, value) in Self.fields where response.headers[name] == nil { response.headers[name] = value }
    return response
  }
}
