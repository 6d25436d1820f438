/// What the server takes from its clients; all that is beyond gets a 4xx.
public struct Limits: Sendable {
  /// Bytes of a request that is read whole: JSON, and forms.
  public var bodyBytes = 8 << 20
  /// Bytes of an uploaded file of customers, which is read in a stream.
  public var fileBytes = 200 << 20
  /// Lines of an uploaded file, and bytes of one of them.
  public var fileLines = 5_000_000
  public var lineBytes = 1 << 20
  /// Customers in one request.
  public var customers = 10_000
  /// Characters (Unicode scalars) of one cell or of a column's name.
  public var cellCharacters = 1_024
  /// How deep lists and objects may stand in each other.
  public var depth = 16
  /// Bytes of all header fields of a request.
  public var headerBytes = 16 << 10
  /// Connections open at a time; further ones wait to be accepted.
  public var connections = 512
  /// Requests being answered at a time, event streams not counted.
  public var requests = 128
  /// Event streams and uploads open at a time.
  public var streams = 32
  /// Seconds for a request's head to arrive, and for a connection to stay idle.
  public var headSeconds = 20
  /// Seconds for a request's body to arrive; of an uploaded file, seconds without any byte.
  public var bodySeconds = 20
  /// Seconds for all of an uploaded file to arrive.
  public var fileSeconds = 900
  /// Seconds for a client to take some of its answer.
  public var writeSeconds = 30
  /// Seconds that requests have to finish when the server is told to stop.
  public var drainSeconds = 10
  /// Experiments that wait for their turn.
  public var queuedRuns = 8

  public init() {}
}
