import HTTPTypes
import Hummingbird
import Workbench

/// What those who watch over the server ask: is it alive, may it get requests, how is it doing.
struct HealthRoutes {
  let metrics: Metrics
  let store: PredictionStore?
  let running: RequestCount
  let lifecycle: Lifecycle

  func add(to routes: inout Routes) {
    routes.get("/healthz", isQuick: true) { _, _ in Response(json: ["status": "ok"]) }
    routes.get("/readyz", ready)
    routes.get("/metrics") { _, _ in
      Response(text: metrics.text(gauges), type: "text/plain; version=0.0.4; charset=utf-8")
    }
  }

  @Sendable private func ready(_ request: Request, _ context: BasicRequestContext) async throws -> Response {
    guard !lifecycle.isStopping else {
      throw Problem(.serviceUnavailable, "The server is stopping.")
    }
    if let store, await !store.isWritable() {
      throw Problem(.serviceUnavailable, "Predictions cannot be stored in \(store.path).")
    }
    return Response(json: ["status": "ready"])
  }

  private var gauges: [Metrics.Gauge] {
    var gauges = [
      Metrics.Gauge(
        name: "churnlab_requests_in_flight", help: "Requests being answered.", value: Double(running.current))
    ]
    if let counts = store?.counts {
      gauges += [
        .init(
          name: "churnlab_stored_predictions_total", help: "Predictions on record.",
          value: Double(counts.predictions), isCounter: true),
        .init(
          name: "churnlab_store_commits_total", help: "Commits they took.", value: Double(counts.commits),
          isCounter: true),
        .init(
          name: "churnlab_store_failures_total", help: "Commits that failed.", value: Double(counts.failures),
          isCounter: true),
      ]
    }
    return gauges
  }
}
