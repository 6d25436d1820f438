import HTTPTypes
import Hummingbird

/// Times every request and counts it by its route, not by its path, of which there is no end.
struct MetricsMiddleware: RouterMiddleware {
  typealias Context = BasicRequestContext

  let metrics: Metrics

  func handle(
    _ request: Request, context: Context, next: (Request, Context) async throws -> Response
  ) async throws -> Response {
    let start = ContinuousClock.now
    let response = try await next(request, context)
    let (seconds, attoseconds) = (ContinuousClock.now - start).components
    metrics.addRequest(
      method: request.method.rawValue, route: context.endpointPath ?? "none", status: response.status.code,
      seconds: Double(seconds) + Double(attoseconds) * 1e-18)
    return response
  }
}
