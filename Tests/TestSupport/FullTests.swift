import Foundation

/// Whether `Scripts/test --full` asked for the long runs.
public let fullTests = ProcessInfo.processInfo.environment["CHURNLAB_FULL"] == "1"

/// How many generated data sets a law is tried on.
public let lawRepetitions = fullTests ? 5000 : 500
