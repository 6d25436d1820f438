/// Something the caller gave cannot be used: a file, a cell, a key, a value. Exit status 2.
///
/// `description` is one sentence: the place, what is wrong there, and the way out.
public struct InputError: Error, Sendable, Equatable, CustomStringConvertible {
  /// Where: `telco.csv:17:3`, `telco.yaml:9:5: models.forest.max_depth`, `--jobs`; nil when the message names it.
  public let place: String?
  public let message: String

  public init(at place: String? = nil, _ message: String) {
    self.place = place
    self.message = message
  }

  public var description: String { place.map { "\($0): \(message)" } ?? message }
}

/// The input was right and the work failed all the same: a folder that cannot be written, a full disk. Exit status 1.
public struct WorkError: Error, Sendable, Equatable, CustomStringConvertible {
  public let message: String

  public init(_ message: String) { self.message = message }

  public var description: String { message }
}

/// A figure that has no value here, with the reason, for instance the AUC of rows of one class.
/// Records write it as null with the reason beside it, never as 0 or NaN.
public struct Undefined: Error, Sendable, Equatable, CustomStringConvertible {
  public let reason: String

  public init(_ reason: String) { self.reason = reason }

  public var description: String { reason }
}
