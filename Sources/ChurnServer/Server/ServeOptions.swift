/// What `churnlab-server serve` is told.
public struct ServeOptions: Sendable {
  /// The folder of the run whose models answer.
  public var run: String
  /// The folder of the workbench's runs.
  public var results: String
  public var host: String
  public var port: Int
  /// The folder of the experiment files that runs may be started from; their data must lie in it.
  public var experiments = "Experiments"
  /// The program that has the verb `fit`, which runs are started with.
  public var program = "/proc/self/exe"
  /// Further names by which the server is called.
  public var hostNames: [String] = []
  /// The database of predictions; nil for one in the results folder.
  public var store: String?
  public var isStoring = true
  /// What writing and starting work takes; nil for nothing.
  public var token: String?
  public var jobs: Int
  public var limits = Limits()

  public init(run: String, results: String, host: String, port: Int, jobs: Int) {
    self.run = run
    self.results = results
    self.host = host
    self.port = port
    self.jobs = jobs
  }
}
