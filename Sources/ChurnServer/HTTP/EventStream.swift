import HTTPTypes
import Hummingbird
import NIOCore
import Workbench

/// Server-sent events (WHATWG HTML, 9.2): what is going on, told as it goes.
struct EventStream: Sendable {
  struct Event: Sendable, Equatable {
    let name: String
    let data: JSON
  }

  let streams: RequestCount
  let lifecycle: Lifecycle

  /// Looks at something every so often, tells when it has changed, and ends when it has ended.
  /// - Parameter look: what is to be told now, and whether it is the last; nil when the thing is gone.
  func response(_ look: @escaping @Sendable () -> (state: JSON, isLast: Bool)?) throws(Problem) -> Response {
    try streams.enter()
    let body = ResponseBody { [streams, lifecycle] writer in
      defer { streams.leave() }
      try await Self.write(look, lifecycle, to: &writer)
      try await writer.finish(nil)
    }
    return Response(status: .ok, headers: [.contentType: "text/event-stream"], body: body)
  }

  private static let pause = Duration.milliseconds(100)
  /// Looks without news after which a sign of life is sent, so that a client that is gone is noticed.
  private static let patience = 100

  private static func write(
    _ look: () -> (state: JSON, isLast: Bool)?, _ lifecycle: Lifecycle, to writer: inout any ResponseBodyWriter
  ) async throws {
    var before: JSON?
    var silence = 0
    while !lifecycle.isStopping, let (state, isLast) = look() {
      if state != before {
        try await writer.write(ByteBuffer(string: "event: progress\ndata: \(state.compact)\n\n"))
        before = state
        silence = 0
      }
      if isLast { return try await writer.write(ByteBuffer(string: "event: end\ndata: {}\n\n")) }
      silence += 1
      if silence % patience == 0 { try await writer.write(ByteBuffer(string: ": still here\n\n")) }
      try await Task.sleep(for: pause)
    }
  }
}
