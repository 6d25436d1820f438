import ChurnML
import Foundation
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import ServiceLifecycle
import UnixSignals
import Workbench

/// The web application of one run and its workbench.
public struct ChurnServer: Sendable {
  private let options: ServeOptions
  private let run: ServedRun
  private let store: PredictionStore?
  private let scorer: Scorer
  private let files: FileJobs
  private let shelf: ExperimentShelf
  private let runs: RunJobs
  private let lifecycle = Lifecycle()
  private let metrics = Metrics()

  /// Loads the run and opens the store; nothing is served yet.
  public init(_ options: ServeOptions) throws {
    self.options = options
    run = try ServedRun(RunFolder(existing: options.run), limits: options.limits)
    store = try options.isStoring ? PredictionStore(path: Self.storePath(options)) : nil
    scorer = Scorer(run: run, batches: BatchQueue(jobs: options.jobs), store: store, metrics: metrics)
    files = try FileJobs(scorer, jobs: options.jobs)
    shelf = ExperimentShelf(folder: options.experiments)
    runs = RunJobs(
      results: options.results, shelf: shelf, program: options.program, jobs: options.jobs, limits: options.limits)
  }

  /// Whether others than this machine can write and start work without a token.
  public var isOpenToOthers: Bool { access.isExposed && access.token == nil }

  private var access: Access { Access(host: options.host, names: options.hostNames, token: options.token) }

  /// Where it can be reached, and what answers there.
  public struct Running: Sendable {
    public let port: Int
    public let model: String
    public let run: String
    public let store: String?
  }

  /// Serves until SIGTERM or SIGINT, then finishes what was begun.
  /// - Parameter started: called once, when requests can come.
  public func serve(started: @escaping @Sendable (Running) -> Void) async throws {
    // What the framework calls errors is clients breaking off; our own log has what failed here.
    let logger = Logger(label: "framework", factory: { _ in SwiftLogNoOpLogHandler() })
    let application = Application(
      router: router(),
      server: HTTPServerBuilder { [connection] in LoopBoundHTTP1(responder: $0, configuration: connection) },
      configuration: configuration(logger),
      onServerRunning: { [run, store] channel in
        started(
          Running(
            port: channel.localAddress?.port ?? 0, model: run.main.name, run: run.folder.path, store: store?.path))
      }, logger: logger)
    var group = ServiceGroupConfiguration(
      services: [.init(service: application), .init(service: StopWatch(lifecycle: lifecycle))],
      gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
    group.maximumGracefulShutdownDuration = .seconds(options.limits.drainSeconds)
    defer {
      runs.close()
      files.close()
      store?.close()
    }
    do { try await ServiceGroup(configuration: group).run() } catch {
      // Being cut off at the end of the time for draining is how stopping may end.
      if lifecycle.isStopping { return }
      throw Self.worded(error, options)
    }
  }

  private static var log: Logger {
    var log = Logger(label: "churnlab-server", factory: { StreamLogHandler.standardError(label: $0) })
    log.logLevel = .error
    return log
  }

  private func configuration(_ logger: Logger) -> ApplicationConfiguration {
    ApplicationConfiguration(
      address: .hostname(options.host, port: options.port), backlog: 512,
      availableConnectionsDelegate: .maximum(options.limits.connections, logger: logger))
  }

  private var connection: HTTP1Channel.Configuration {
    let limits = options.limits
    return HTTP1Channel.Configuration(
      additionalChannelHandlers: [ConnectionGuard(limits)],
      httpDecoderConfiguration: .init(
        maxHeaderFieldSize: limits.headerBytes, maxHeaderListSize: limits.headerBytes, maxHeaderFieldCount: 100))
  }

  private func router() -> Router<BasicRequestContext> {
    let router = Router(context: BasicRequestContext.self)
    let running = RequestCount(limit: options.limits.requests)
    let access = access
    router.add(middleware: MetricsMiddleware(metrics: metrics))
    router.add(middleware: SecurityHeaders())
    router.add(middleware: ProblemMiddleware(log: Self.log))
    router.add(middleware: Gate(access: access, running: running, limits: options.limits))
    var routes = Routes(router)
    let events = EventStream(streams: RequestCount(limit: options.limits.streams), lifecycle: lifecycle)
    PredictRoutes(scorer: scorer, limits: options.limits).add(to: &routes)
    ExplainRoutes(scorer: scorer, limits: options.limits).add(to: &routes)
    ModelRoutes(run: run).add(to: &routes)
    ScoreRoutes(scorer, access: access, limits: options.limits).add(to: &routes)
    FileRoutes(files: files, access: access, limits: options.limits, events: events).add(to: &routes)
    let catalogue = RunCatalogue(results: options.results, jobs: options.jobs)
    RunRoutes(catalogue: catalogue, jobs: runs, shelf: shelf, limits: options.limits, events: events).add(to: &routes)
    WorkbenchRoutes(catalogue: catalogue, jobs: runs, shelf: shelf, access: access, limits: options.limits)
      .add(to: &routes)
    SignInRoutes(access: access, limits: options.limits).add(to: &routes)
    Assets.add(to: &routes)
    OpenAPIDocument(run, limits: options.limits, hasToken: options.token != nil).add(to: &routes)
    HealthRoutes(metrics: metrics, store: store, running: running, lifecycle: lifecycle).add(to: &routes)
    routes.finish()
    return router
  }

  private static func storePath(_ options: ServeOptions) throws -> String {
    if let path = options.store { return path }
    do {
      try FileManager.default.createDirectory(atPath: options.results, withIntermediateDirectories: true)
    } catch {
      throw WorkError(
        "The folder \(options.results) cannot be made; give another with --results, or --store FILE or --no-store.")
    }
    return "\(options.results)/predictions.sqlite"
  }

  private static func worded(_ error: any Error, _ options: ServeOptions) -> any Error {
    guard let error = error as? IOError else { return error }
    switch error.errnoCode {
    case EADDRINUSE:
      return WorkError("Port \(options.port) of \(options.host) is taken; give another with --port, or 0 for any.")
    case EACCES: return WorkError("Port \(options.port) may not be used; give one above 1023 with --port.")
    default: return WorkError("\(options.host):\(options.port) cannot be listened on: \(error).")
    }
  }
}

/// Notes that the server was told to stop, from which moment it says it is not ready.
private struct StopWatch: Service {
  let lifecycle: Lifecycle

  func run() async throws {
    try await withGracefulShutdownHandler {
      try await gracefulShutdown()
    } onGracefulShutdown: {
      lifecycle.stop()
    }
  }
}
