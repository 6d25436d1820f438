import HTTPTypes
import Hummingbird

/// The server's routes, and what each path answers to methods it has no route for.
struct Routes {
  typealias Context = BasicRequestContext
  typealias Handler = @Sendable (Request, Context) async throws -> Response

  private let router: Router<Context>
  private var methods: [String: [HTTPRequest.Method]] = [:]

  private static let all: [HTTPRequest.Method] =
    [.get, .head, .post, .put, .delete, .patch, .options, .trace]
    + [HTTPRequest.Method("QUERY")].compactMap(\.self)

  init(_ router: Router<Context>) { self.router = router }

  /// - Parameter isQuick: answered on the connection's event loop, which serves nobody else meanwhile.
  mutating func get(_ path: String, isQuick: Bool = false, _ handler: @escaping Handler) {
    let handler = isQuick ? handler : Self.elsewhere(handler)
    add(.get, path, handler)
    add(.head, path) { request, context in try await handler(request, context).createHeadResponse() }
  }

  mutating func post(_ path: String, isQuick: Bool = false, _ handler: @escaping Handler) {
    add(.post, path, isQuick ? handler : Self.elsewhere(handler))
  }

  mutating func delete(_ path: String, _ handler: @escaping Handler) { add(.delete, path, handler) }

  private static func elsewhere(_ handler: @escaping Handler) -> Handler {
    { request, context in
      try await withTaskExecutorPreference(globalConcurrentExecutor) { try await handler(request, context) }
    }
  }

  private mutating func add(_ method: HTTPRequest.Method, _ path: String, _ handler: @escaping Handler) {
    methods[path, default: []].append(method)
    router.on(RouterPath(path), method: method, use: handler)
  }

  /// Behind the last route: RFC 9110 wants 405 with the methods that there are.
  func finish() {
    for (path, known) in methods {
      let allowed = known.map(\.rawValue).joined(separator: ", ")
      for method in Self.all where !known.contains(method) {
        router.on(RouterPath(path), method: method) { _, _ -> Response in
          throw Problem(
            .methodNotAllowed, "\(method.rawValue) is not possible here; possible are \(allowed).",
            headers: [.allow: allowed])
        }
      }
    }
  }
}
