import HTTPTypes
import NIOCore
import NIOHTTPTypes

/// Ends connections whose client is too slow: in sending a request's head, in sending its body, or in taking the answer.
final class ConnectionGuard: ChannelDuplexHandler, RemovableChannelHandler {
  typealias InboundIn = HTTPRequestPart
  typealias InboundOut = HTTPRequestPart
  typealias OutboundIn = HTTPResponsePart
  typealias OutboundOut = HTTPResponsePart

  private let limits: Limits
  /// Until when the client's next bytes that matter must have come; nil while none are waited for.
  private var deadline: NIODeadline?
  /// Looks at the deadline, which moves with every request, and so is not set anew each time.
  private var watch: (task: Scheduled<Void>, time: NIODeadline)?
  private var writing: Scheduled<Void>?
  /// Requests whose answer has not left yet.
  private var unanswered = 0
  /// Until when an upload may last, as long as it comes; nil while there is none.
  private var uploadEnd: NIODeadline?
  /// Whether a request's body still comes though its answer has left. It is let go unread, so that the client gets to reading.
  private var isDraining = false

  init(_ limits: Limits) { self.limits = limits }

  func handlerAdded(context: ChannelHandlerContext) {
    if context.channel.isActive { wait(limits.headSeconds, context) }
  }

  func channelActive(context: ChannelHandlerContext) {
    wait(limits.headSeconds, context)
    context.fireChannelActive()
  }

  func channelInactive(context: ChannelHandlerContext) {
    watch?.task.cancel()
    writing?.cancel()
    context.fireChannelInactive()
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head(let head):
      unanswered += 1
      let isUpload = head.path == FileRoutes.uploadPath
      uploadEnd = isUpload ? .now() + .seconds(Int64(limits.fileSeconds)) : nil
      wait(limits.bodySeconds, context)
    case .body:
      if isDraining { return }
      if let uploadEnd, uploadEnd > .now() { wait(limits.bodySeconds, context) }
    case .end:
      isDraining = false
      if unanswered == 0 { wait(limits.headSeconds, context) } else { deadline = nil }
    }
    context.fireChannelRead(data)
  }

  func channelReadComplete(context: ChannelHandlerContext) {
    if isDraining { context.read() }
    context.fireChannelReadComplete()
  }

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    if case .end = unwrapOutboundIn(data) {
      unanswered = max(0, unanswered - 1)
      // What was answered before it had all come is not worth waiting for.
      uploadEnd = nil
      if unanswered == 0 {
        if deadline == nil { wait(limits.headSeconds, context) } else { drain(context) }
      }
    }
    context.write(data, promise: promise)
  }

  func channelWritabilityChanged(context: ChannelHandlerContext) {
    writing?.cancel()
    writing = nil
    if !context.channel.isWritable {
      let channel = context.channel
      writing = context.eventLoop.scheduleTask(in: .seconds(Int64(limits.writeSeconds))) {
        channel.close(promise: nil)
      }
    }
    context.fireChannelWritabilityChanged()
  }

  private func drain(_ context: ChannelHandlerContext) {
    isDraining = true
    context.read()
  }

  /// Waits so long for the client's next bytes that matter.
  private func wait(_ seconds: Int, _ context: ChannelHandlerContext) {
    let time = NIODeadline.now() + .seconds(Int64(seconds))
    deadline = time
    if let watch, watch.time <= time { return }
    look(at: time, context)
  }

  private func look(at time: NIODeadline, _ context: ChannelHandlerContext) {
    watch?.task.cancel()
    let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
    let task = context.eventLoop.scheduleTask(deadline: time) {
      let (handler, context) = bound.value
      handler.look(context)
    }
    watch = (task, time)
  }

  private func look(_ context: ChannelHandlerContext) {
    watch = nil
    guard let deadline else { return }
    if deadline > .now() { look(at: deadline, context) } else { end(context) }
  }

  /// In the middle of a request the client is told why; between requests there is nobody to tell.
  private func end(_ context: ChannelHandlerContext) {
    deadline = nil
    guard unanswered == 1 else { return context.close(promise: nil) }
    let head = HTTPResponse(status: .requestTimeout, headerFields: [.contentLength: "0", .connection: "close"])
    context.write(wrapOutboundOut(.head(head)), promise: nil)
    context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
    context.close(promise: nil)
  }
}
