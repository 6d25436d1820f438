import HTTPTypes
import Hummingbird
import NIOCore
import Reporting
import Workbench

/// The pages that score a file of customers.
struct FileRoutes {
  let files: FileJobs
  let access: Access
  let limits: Limits
  let events: EventStream

  /// Where files are sent, whose bodies are read in a stream.
  static let uploadPath = "/files"

  func add(to routes: inout Routes) {
    routes.get("/files") { _, _ in pages.start.response() }
    routes.post(Self.uploadPath, receive)
    routes.get("/files/{id}") { request, context in
      pages.page(try job(context), FileView(try FormValues(encoded: request.uri.query ?? ""))).response()
    }
    routes.get("/files/{id}/rows") { request, context in
      let job = try job(context)
      let (_, table) = try scored(job)
      let view = FileView(try FormValues(encoded: request.uri.query ?? ""))
      return Response(text: view.rows(job.id, table).markup, type: "text/html; charset=utf-8")
    }
    routes.get("/files/{id}/events") { _, context in try follow(try job(context)) }
    routes.get("/files/{id}/scored.csv") { _, context in download(try scored(try job(context)).table) }
  }

  private var pages: FilePages { FilePages(files: files, key: access.formKey, limits: limits) }

  private func job(_ context: BasicRequestContext) throws(Problem) -> FileJob {
    guard let job = context.parameters.get("id").flatMap(files.job) else {
      throw Problem(.notFound, "There is no such file any more; send it again.")
    }
    return job
  }

  private func scored(_ job: FileJob) throws(Problem) -> (record: ScoringRecord, table: ScoredTable) {
    guard case .done(let record, let table) = job.state else { throw Problem(.conflict, "The file is not scored.") }
    return (record, table)
  }

  @Sendable private func receive(_ request: Request, _ context: BasicRequestContext) async throws -> Response {
    try events.streams.enter()
    defer { events.streams.leave() }
    do {
      let (file, fields) = try await UploadedFile.receive(request, to: files.newPath(), limits: limits) {
        (fields) throws(Problem) in try access.checkForm(fields["key"])
      }
      let onError = fields["on_error"].flatMap(Scoring.OnError.init(rawValue:)) ?? .skip
      let job = try files.start(file, onError: onError)
      return Response(status: .seeOther, headers: [.location: "/files/\(job.id)"])
    } catch let problem as Problem {
      return SitePage.problem(problem, at: .files)
    }
  }

  private func follow(_ job: FileJob) throws(Problem) -> Response {
    try events.response {
      var share = 1.0
      if case .running(_, let now) = job.state { share = now }
      let state: JSON = [
        "done": .number(share), "planned": 1, "words": .text(FilePages.words(job.state)),
      ]
      return (state, !job.isRunning)
    }
  }

  private static let rowsAtATime = 2_000

  private func download(_ table: ScoredTable) -> Response {
    let body = ResponseBody { writer in
      var csv = SafeCSV()
      csv.append(table.names)
      for start in stride(from: 0, to: table.rows, by: Self.rowsAtATime) {
        for row in start..<min(start + Self.rowsAtATime, table.rows) {
          csv.append(table.names.indices.map { table.cell(row, $0) })
        }
        try await writer.write(ByteBuffer(bytes: csv.take()))
      }
      try await writer.finish(nil)
    }
    return Response(
      status: .ok,
      headers: [.contentType: "text/csv; charset=utf-8", .contentDisposition: "attachment; filename=\"scored.csv\""],
      body: body)
  }
}
