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
  private var reading: Scheduled<Void>?
  private var writing: Scheduled<Void>?
  /// Requests whose answer has not left yet.
  private var unanswered = 0
  private var isUpload = false

  /// Bodies of these paths are read in a stream; they may take long, as long as they come.
  static let uploadPaths: Set<String> = ["/files", "/v1/files"]

  init(_ limits: Limits) { self.limits = limits }

  func handlerAdded(context: ChannelHandlerContext) {
    if context.channel.isActive { wait(limits.headSeconds, context) }
  }

  func channelActive(context: ChannelHandlerContext) {
    wait(limits.headSeconds, context)
    context.fireChannelActive()
  }

  func channelInactive(context: ChannelHandlerContext) {
    reading?.cancel()
    writing?.cancel()
    context.fireChannelInactive()
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head(let head):
      unanswered += 1
      let path = head.path?.prefix { $0 != "?" } ?? ""
      isUpload = Self.uploadPaths.contains(String(path))
      wait(limits.bodySeconds, context)
    case .body:
      if isUpload { wait(limits.bodySeconds, context) }
    case .end:
      reading?.cancel()
      reading = nil
    }
    context.fireChannelRead(data)
  }

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    if case .end = unwrapOutboundIn(data) {
      unanswered = max(0, unanswered - 1)
      if unanswered == 0, reading == nil { wait(limits.headSeconds, context) }
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

  /// Waits so long for the client's next bytes that matter.
  private func wait(_ seconds: Int, _ context: ChannelHandlerContext) {
    reading?.cancel()
    let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
    reading = context.eventLoop.scheduleTask(in: .seconds(Int64(seconds))) {
      let (handler, context) = bound.value
      handler.end(context)
    }
  }

  /// In the middle of a request the client is told why; between requests there is nobody to tell.
  private func end(_ context: ChannelHandlerContext) {
    reading = nil
    guard unanswered == 1 else { return context.close(promise: nil) }
    let head = HTTPResponse(status: .requestTimeout, headerFields: [.contentLength: "0", .connection: "close"])
    context.write(wrapOutboundOut(.head(head)), promise: nil)
    context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
    context.close(promise: nil)
  }
}
