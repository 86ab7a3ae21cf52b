import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL

/// One request and its answer over a connection of its own, made to an address that was checked.
struct WebConnection {
  let policy: OutgoingPolicy
  let limits: RunLimits
  let deadline: NIODeadline

  struct Answer: Sendable {
    var status: Int
    var location: String?
    var body: [UInt8]
  }

  /// - Parameters:
  ///   - context: for an encrypted connection, whose certificate must be for `host`.
  func answer(
    to request: HTTPRequestHead, body: ByteBuffer?, at address: SocketAddress, host: String,
    secured context: NIOSSLContext?
  ) async throws -> Answer {
    let loop = MultiThreadedEventLoopGroup.singleton.any()
    return try await Deadline.value(on: loop, until: deadline) { promise in
      let connecting = ClientBootstrap(group: loop)
        .connectTimeout(min(limits.time, max(.milliseconds(1), deadline - .now())))
        .channelOption(.socketOption(.tcp_nodelay), value: 1)
        .channelInitializer { [policy, limits] channel in
          channel.eventLoop.makeCompletedFuture {
            let pipeline = channel.pipeline.syncOperations
            if let context { try pipeline.addHandler(Trust.handler(context, for: host)) }
            try pipeline.addHTTPClientHandlers(leftOverBytesStrategy: .dropBytes)
            try pipeline.addHandler(
              WebConversation(request: request, body: body, policy: policy, limit: limits.bytes, promise: promise))
          }
        }
        .connect(to: address)
      connecting.cascadeFailure(to: promise)
      // Closed however it ended; a peer can hold up the end of an encrypted connection, so nobody waits for it.
      promise.futureResult.whenComplete { _ in connecting.whenSuccess { $0.close(mode: .all, promise: nil) } }
    }
  }
}

/// Sends the request as soon as the connection stands, and collects the answer up to its largest size.
private final class WebConversation: ChannelInboundHandler {
  typealias InboundIn = HTTPClientResponsePart
  typealias OutboundOut = HTTPClientRequestPart

  private let request: HTTPRequestHead
  private let body: ByteBuffer?
  private let policy: OutgoingPolicy
  private let limit: Int
  private let promise: EventLoopPromise<WebConnection.Answer>
  private var answer: WebConnection.Answer?

  init(
    request: HTTPRequestHead, body: ByteBuffer?, policy: OutgoingPolicy, limit: Int,
    promise: EventLoopPromise<WebConnection.Answer>
  ) {
    self.request = request
    self.body = body
    self.policy = policy
    self.limit = limit
    self.promise = promise
  }

  func channelActive(context: ChannelHandlerContext) {
    // The last word is with the connection itself, before anything is sent over it.
    let zone = context.channel.remoteAddress?.zone ?? .special
    guard policy.allows(zone) else { return promise.fail(ResolutionFailure.refused(zone)) }
    context.write(wrapOutboundOut(.head(request)), promise: nil)
    if let body { context.write(wrapOutboundOut(.body(.byteBuffer(body))), promise: nil) }
    context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head(let head):
      answer = WebConnection.Answer(
        status: Int(head.status.code), location: head.headers.first(name: "Location"), body: [])
    case .body(let part):
      guard (answer?.body.count ?? 0) + part.readableBytes <= limit else {
        return promise.fail(ExchangeFailure.tooLong)
      }
      answer?.body.append(contentsOf: part.readableBytesView)
    case .end:
      if let answer { promise.succeed(answer) }
    }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    // A peer that ends an encrypted connection without a word is judged by what it said before.
    if let error = error as? NIOSSLError, error == .uncleanShutdown { return }
    promise.fail(error)
  }

  func channelInactive(context: ChannelHandlerContext) { promise.fail(ExchangeFailure.closed) }
}
