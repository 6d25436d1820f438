import ChurnML
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Reporting
import Workbench

/// The pages of the workbench.
struct WorkbenchRoutes {
  let catalogue: RunCatalogue
  let jobs: RunJobs
  let shelf: ExperimentShelf
  let access: Access
  let limits: Limits

  func add(to routes: inout Routes) {
    routes.get("/runs") { _, _ in RunsPage(entries: catalogue.all(), jobs: jobs.all).page.response() }
    routes.get("/runs/compare", compare)
    routes.get("/runs/new", new)
    routes.post("/runs/new", start)
    routes.get("/runs/jobs/{id}") { _, context in
      JobPage(job: try jobs.job(context.parameters.get("id")), key: access.formKey).page.response()
    }
    routes.post("/runs/jobs/{id}/cancel", cancel)
    routes.get("/runs/{experiment}/{run}", show)
    routes.get("/runs/{experiment}/{run}/acting") { request, context in
      let (id, record) = try record(context)
      let values = try FormValues(encoded: request.uri.query ?? "")
      return Self.fragment(try threshold(id, record, values).inside)
    }
    routes.get("/runs/{experiment}/{run}/points") { request, context in
      let id = try id(context)
      let view = PointsView(id, try catalogue.folder(id), try FormValues(encoded: request.uri.query ?? ""))
      return Self.fragment(view.inside)
    }
    routes.get("/runs/{experiment}/{run}/report.html") { _, context in try report(try id(context)) }
  }

  private static func fragment(_ html: HTML) -> Response {
    Response(text: html.markup, type: "text/html; charset=utf-8")
  }

  private func id(_ context: BasicRequestContext) throws(Problem) -> RunID {
    guard let id = RunID(context) else {
      throw Problem(.notFound, "There is no such run; see /runs for those there are.")
    }
    return id
  }

  private func record(_ context: BasicRequestContext) throws(Problem) -> (RunID, RunRecord) {
    let id = try id(context)
    return (id, try catalogue.record(id))
  }

  private func threshold(_ id: RunID, _ record: RunRecord, _ values: FormValues) throws -> ThresholdView {
    let model = values["model"].flatMap { record.models.names.contains($0) ? $0 : nil }
    return try ThresholdView(
      id, models: record.models.names, catalogue.explorer(id, model: model), values)
  }

  @Sendable private func show(_ request: Request, _ context: BasicRequestContext) async throws -> Response {
    let (id, record) = try record(context)
    let folder = try catalogue.folder(id)
    let values = try FormValues(encoded: request.uri.query ?? "")
    return RunPage(
      id: id, record: record, points: PointsView(id, folder, values), threshold: try threshold(id, record, values),
      surface: SurfaceView(folder, record)?.section ?? "", hasReport: Self.hasReport(folder)
    ).page.response()
  }

  @Sendable private func compare(_ request: Request, _ context: BasicRequestContext) async throws -> Response {
    let ids = try FormValues(encoded: request.uri.query ?? "").all("run").compactMap { RunID($0) }
    guard ids.count >= 2, ids.count <= 20 else {
      return SitePage.problem(Problem(.badRequest, "Mark two runs at least, and twenty at most."), at: .runs)
    }
    // The oldest is what the others are compared with.
    let sorted = ids.sorted { $0.run < $1.run }
    var folders: [RunFolder] = []
    for id in sorted { folders.append(try catalogue.folder(id)) }
    return ComparePage(comparison: try RunComparison(folders), ids: sorted).page.response()
  }

  @Sendable private func new(_ request: Request, _ context: BasicRequestContext) async throws -> Response {
    let values = try FormValues(encoded: request.uri.query ?? "")
    if let run = values["run"], let id = RunID(run) {
      let folder = try catalogue.folder(id)
      let text = (try? String(contentsOfFile: "\(folder.path)/experiment.yaml", encoding: .utf8)) ?? ""
      return page(name: "\(id.experiment).yaml", text: text, flaw: nil).response()
    }
    let name = values["file"] ?? shelf.names.first ?? "experiment.yaml"
    let text = shelf.names.isEmpty ? "" : try shelf.text(of: name)
    return page(name: name, text: text, flaw: nil).response()
  }

  private func page(name: String, text: String, flaw: Problem?) -> SitePage {
    NewRunPage(shelf: shelf, name: name, text: text, flaw: flaw, key: access.formKey).page
  }

  @Sendable private func start(_ request: Request, _ context: BasicRequestContext) async throws -> Response {
    let values = try await FormValues(request, limits: limits)
    try access.checkForm(values["key"])
    let (name, text) = (String((values["name"] ?? "experiment").prefix(100)), values["yaml"] ?? "")
    do throws(Problem) {
      let job = try jobs.start(shelf.order(text, name: name))
      return Response(status: .seeOther, headers: [.location: "/runs/jobs/\(job.id)"])
    } catch { return page(name: name, text: text, flaw: error).response(error.status) }
  }

  @Sendable private func cancel(_ request: Request, _ context: BasicRequestContext) async throws -> Response {
    try access.checkForm(try await FormValues(request, limits: limits)["key"])
    let job = try jobs.job(context.parameters.get("id"))
    job.cancel()
    return Response(status: .seeOther, headers: [.location: "/runs/jobs/\(job.id)"])
  }

  private static func reportPath(_ folder: RunFolder) -> String { "\(folder.path)/report.html" }
  private static func hasReport(_ folder: RunFolder) -> Bool {
    FileManager.default.fileExists(atPath: reportPath(folder))
  }

  /// A report brings its own scripts and styles. It stands in a sandbox: whatever it holds, it is a stranger to this site.
  private func report(_ id: RunID) throws -> Response {
    let folder = try catalogue.folder(id)
    guard let text = try? String(contentsOfFile: Self.reportPath(folder), encoding: .utf8) else {
      throw Problem(.notFound, "This run has no report; churnlab report writes one.")
    }
    var response = Response(text: text, type: "text/html; charset=utf-8")
    response.headers[.contentSecurityPolicy] =
      "sandbox allow-scripts allow-popups; default-src 'none'; style-src 'unsafe-inline'; img-src data: blob:; "
      + "script-src 'unsafe-inline' 'unsafe-eval'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
    return response
  }
}
