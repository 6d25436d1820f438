import HummingbirdCore
import Logging
import NIOCore
import Synchronization

/// Runs tasks on a connection's own event loop.
///
/// Small requests are answered where their bytes arrive: handing them to another thread and back costs several times what a
/// prediction does. What takes long leaves the loop (`Routes.get` of pages, `BatchQueue`).
final class LoopExecutor: TaskExecutor {
  private let loop: any EventLoop

  init(_ loop: any EventLoop) { self.loop = loop }

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    loop.execute { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
  }
}

/// HTTP/1.1 whose requests are handled on their connection's event loop.
struct LoopBoundHTTP1: ServerChildChannel {
  private let channel: HTTP1Channel
  private let executors = LoopExecutors()

  init(responder: @escaping HTTPChannelHandler.Responder, configuration: HTTP1Channel.Configuration) {
    channel = HTTP1Channel(responder: responder, configuration: configuration)
  }

  func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<HTTP1Channel.Value> {
    self.channel.setup(channel: channel, logger: logger)
  }

  func handle(value: HTTP1Channel.Value, logger: Logger) async {
    await withTaskExecutorPreference(executors[value.channel.eventLoop]) {
      await channel.handle(value: value, logger: logger)
    }
  }
}

/// One executor for each event loop there is.
private final class LoopExecutors: Sendable {
  private let known = Mutex<[ObjectIdentifier: LoopExecutor]>([:])

  subscript(loop: any EventLoop) -> LoopExecutor {
    known.withLock { known in
      let key = ObjectIdentifier(loop)
      if let executor = known[key] { return executor }
      let executor = LoopExecutor(loop)
      known[key] = executor
      return executor
    }
  }
}
