import Foundation
import Synchronization
import Workbench

/// What the server has done, in Prometheus' text format.
final class Metrics: Sendable {
  private struct Key: Hashable {
    let method: String
    let route: String
    let status: Int
  }

  private struct Latency {
    var buckets = [Int](repeating: 0, count: Metrics.bounds.count)
    var count = 0
    var seconds = 0.0
  }

  private struct State {
    var requests: [Key: Int] = [:]
    var latencies: [String: Latency] = [:]
    var predictions: [String: Int] = [:]
    var refusedCells = 0
  }

  /// Seconds.
  private static let bounds = [0.000_25, 0.000_5, 0.001, 0.002_5, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10]
  private static let methods: Set<String> = ["GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"]
  private let state = Mutex(State())
  private let started = Date().timeIntervalSince1970

  func addRequest(method: String, route: String, status: Int, seconds: Double) {
    // Names come from clients; what is counted by them must not grow without end.
    let key = Key(method: Self.methods.contains(method) ? method : "other", route: route, status: status)
    state.withLock { state in
      state.requests[key, default: 0] += 1
      var latency = state.latencies[route] ?? Latency()
      latency.count += 1
      latency.seconds += seconds
      if let bucket = Self.bounds.firstIndex(where: { seconds <= $0 }) { latency.buckets[bucket] += 1 }
      state.latencies[route] = latency
    }
  }

  func addPredictions(_ count: Int, model: String) {
    state.withLock { $0.predictions[model, default: 0] += count }
  }

  /// A measure that is read when it is asked for.
  struct Gauge {
    let name: String
    let help: String
    let value: Double
    var isCounter = false
  }

  func text(_ gauges: [Gauge]) -> String {
    let state = state.withLock { $0 }
    var text = PrometheusText()
    text.begin("churnlab_build_info", "The version that runs.", "gauge")
    text.add("churnlab_build_info", [("version", churnlabVersion)], 1)
    text.begin("process_start_time_seconds", "When the server was started.", "gauge")
    text.add("process_start_time_seconds", [], started)
    text.begin("churnlab_http_requests_total", "Requests answered.", "counter")
    for (key, count) in state.requests.sorted(by: { "\($0.key)" < "\($1.key)" }) {
      text.add(
        "churnlab_http_requests_total",
        [("method", key.method), ("route", key.route), ("status", String(key.status))], Double(count))
    }
    text.begin("churnlab_http_request_seconds", "From a request's head to its answer's.", "histogram")
    for (route, latency) in state.latencies.sorted(by: { $0.key < $1.key }) {
      text.addHistogram(
        "churnlab_http_request_seconds", [("route", route)], bounds: Self.bounds, counts: latency.buckets,
        total: latency.count, sum: latency.seconds)
    }
    text.begin("churnlab_predictions_total", "Customers scored.", "counter")
    for (model, count) in state.predictions.sorted(by: { $0.key < $1.key }) {
      text.add("churnlab_predictions_total", [("model", model)], Double(count))
    }
    for gauge in gauges {
      text.begin(gauge.name, gauge.help, gauge.isCounter ? "counter" : "gauge")
      text.add(gauge.name, [], gauge.value)
    }
    return text.text
  }
}

/// Prometheus' exposition format, version 0.0.4.
private struct PrometheusText {
  private(set) var text = ""

  mutating func begin(_ name: String, _ help: String, _ type: String) {
    text += "# HELP \(name) \(help)\n# TYPE \(name) \(type)\n"
  }

  mutating func add(_ name: String, _ labels: [(String, String)], _ value: Double) {
    let shown = labels.map { "\($0)=\"\(Self.escaped($1))\"" }.joined(separator: ",")
    text += "\(name)\(shown.isEmpty ? "" : "{\(shown)}") \(value == value.rounded() ? "\(Int(value))" : "\(value)")\n"
  }

  mutating func addHistogram(
    _ name: String, _ labels: [(String, String)], bounds: [Double], counts: [Int], total: Int, sum: Double
  ) {
    var below = 0
    for (bound, count) in zip(bounds, counts) {
      below += count
      add("\(name)_bucket", labels + [("le", "\(bound)")], Double(below))
    }
    add("\(name)_bucket", labels + [("le", "+Inf")], Double(total))
    add("\(name)_sum", labels, sum)
    add("\(name)_count", labels, Double(total))
  }

  private static func escaped(_ text: String) -> String {
    text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
  }
}
