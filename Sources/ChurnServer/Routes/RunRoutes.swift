import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Workbench

/// `/v1/runs`: what has been tried, and what is being tried.
struct RunRoutes {
  let catalogue: RunCatalogue
  let jobs: RunJobs
  let shelf: ExperimentShelf
  let limits: Limits
  let events: EventStream

  func add(to routes: inout Routes) {
    routes.get("/v1/runs") { _, _ in
      Response(json: ["jobs": .list(jobs.all.map(\.json)), "runs": .list(catalogue.all().map(\.json))])
    }
    routes.post("/v1/runs", start)
    routes.get("/v1/runs/{id}") { _, context in Response(json: try job(context).json) }
    routes.delete("/v1/runs/{id}") { _, context in
      let job = try job(context)
      job.cancel()
      return Response(status: .accepted, json: job.json)
    }
    routes.get("/v1/runs/{id}/events") { _, context in try Self.follow(try job(context), events) }
    routes.get("/v1/records/{experiment}/{run}") { _, context in
      Response(json: JSONRecord.json(try catalogue.record(RunID(context))))
    }
  }

  private func job(_ context: BasicRequestContext) throws(Problem) -> RunJob {
    try jobs.job(context.parameters.get("id"))
  }

  @Sendable private func start(_ request: Request, _ context: BasicRequestContext) async throws -> Response {
    try JSONRequest.query(request, [])
    let body = try await request.body.collect(upTo: min(limits.bodyBytes, 2 << 20))
    let job = try jobs.start(try RunRequest(body.readableBytesView, limits: limits).order(shelf))
    var response = Response(status: .accepted, json: job.json)
    response.headers[.location] = "/v1/runs/\(job.id)"
    return response
  }

  static func follow(_ job: RunJob, _ events: EventStream) throws(Problem) -> Response {
    try events.response { (job.json, job.isOver) }
  }
}

extension RunID {
  /// The run that a path names.
  init?(_ context: BasicRequestContext) {
    func part(_ name: String) -> String? { context.parameters.get(name)?.removingPercentEncoding }
    self.init(part("experiment"), part("run"))
  }
}

extension RunEntry {
  fileprivate var json: JSON {
    let figures: JSON =
      figures.map {
        [
          "rows": .integer($0.rows), "points": .integer($0.points), "winner": .text($0.winner),
          "metric": .text($0.metric), "value": $0.value.map { .number($0) } ?? .null,
          "results_digest": .text($0.digest),
        ]
      } ?? .null
    return [
      "id": .text(id.text), "experiment": .text(id.experiment), "run": .text(id.run),
      "state": self.figures == nil ? "unfinished" : "finished", "figures": figures,
    ]
  }
}
