internal import ChurnML
internal import Foundation

/// One writer at a time: held while the value lives. The system releases it when the process ends, however it ends.
struct RunLock: ~Copyable {
  private let descriptor: Int32

  init(_ run: RunFolder) throws(WorkError) {
    descriptor = open("\(run.path)/.lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw .system("\(run.path) cannot be written") }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      close(descriptor)
      throw WorkError("\(run.path) is being written by another process; wait for it to end.")
    }
  }

  deinit { close(descriptor) }
}
