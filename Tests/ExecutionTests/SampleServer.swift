import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization

/// A small server on a loopback port of its own, with a path for every kind of answer.
final class SampleServer: Sendable {
  let port: Int
  private let channel: any Channel
  private let seen: Seen

  /// The requests that arrived: `GET /health`.
  var requests: [String] { seen.lines.withLock { $0 } }

  func url(_ path: String, host: String = "127.0.0.1") -> String { "http://\(host):\(port)\(path)" }

  static func start() async throws -> SampleServer {
    let seen = Seen()
    let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.configureHTTPServerPipeline()
          try channel.pipeline.syncOperations.addHandler(Answers(seen: seen))
        }
      }
      .bind(host: "127.0.0.1", port: 0).get()
    return SampleServer(channel: channel, seen: seen)
  }

  /// A port on which nobody listens: one that was free a moment ago.
  static func closedPort() async throws -> Int {
    let server = try await start()
    try await server.stop()
    return server.port
  }

  func stop() async throws { try await channel.close() }

  private init(channel: any Channel, seen: Seen) {
    self.channel = channel
    self.seen = seen
    port = channel.localAddress?.port ?? 0
  }

  final class Seen: Sendable {
    let lines = Mutex<[String]>([])
  }
}

private final class Answers: ChannelInboundHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias OutboundOut = HTTPServerResponsePart

  private let seen: SampleServer.Seen
  private var head: HTTPRequestHead?
  private var body = ""

  init(seen: SampleServer.Seen) { self.seen = seen }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head(let head):
      self.head = head
      body = ""
    case .body(let part): body += String(buffer: part)
    case .end:
      guard let head else { return }
      seen.lines.withLock { $0.append("\(head.method.rawValue) \(head.uri)") }
      answer(head, context)
    }
  }

  private func answer(_ head: HTTPRequestHead, _ context: ChannelHandlerContext) {
    let parts = head.uri.split { $0 == "/" || $0 == "?" }.map(String.init)
    switch (parts.first, parts.dropFirst().first.flatMap(Int.init)) {
    case ("status", let status?): send(context, status: status, "status \(status)")
    case ("json", _):
      send(context, #"{"gross": 11899, "net": 1.0, "lines": [{"amount": 5, "tax": {"b": 2, "a": [1, 2]}}]}"#)
    case ("prometheus", _): send(context, Self.samples(parts.last ?? ""))
    case ("silent", _): break
    case ("drip", _): write(context, status: 200, headers: [("Content-Length", "9")], "half")
    case ("gone", _): context.close(promise: nil)
    case ("bytes", let count?): send(context, String(repeating: "x", count: count))
    case ("hop", let left?) where left > 0:
      send(context, status: 302, headers: [("Location", "/hop/\(left - 1)")], "hop")
    case ("away", _):
      let port = context.localAddress?.port ?? 0
      send(context, status: 302, headers: [("Location", "http://localhost:\(port)/health")], "away")
    case ("see", let status?): send(context, status: status, headers: [("Location", "/echo")], "see")
    case ("echo", _):
      let headers = head.headers.map { "\($0.name.lowercased())=\($0.value)" }.sorted().joined(separator: "\n")
      send(context, "\(head.method.rawValue) \(head.uri)\n\(headers)\n\(body)")
    default: send(context, "all well")
    }
  }

  private static func samples(_ query: String) -> String {
    func data(_ type: String, _ result: String) -> String {
      #"{"status":"success","data":{"resultType":"\#(type)","result":\#(result)}}"#
    }
    return switch query {
    case "query=vector": data("vector", #"[{"metric":{"a":"b"},"value":[1.5,"1.5"]},{"metric":{},"value":[1.5,"9"]}]"#)
    case "query=scalar": data("scalar", #"[1.5,"7"]"#)
    case "query=nan": data("scalar", #"[1.5,"NaN"]"#)
    case "query=matrix": data("matrix", "[]")
    case "query=error": #"{"status":"error","errorType":"bad_data","error":"parse error at char 3"}"#
    default: data("vector", "[]")
    }
  }

  private func send(
    _ context: ChannelHandlerContext, status: Int = 200, headers: [(String, String)] = [], _ text: String
  ) {
    write(context, status: status, headers: headers + [("Content-Length", "\(text.utf8.count)")], text)
    context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
  }

  private func write(_ context: ChannelHandlerContext, status: Int, headers: [(String, String)], _ text: String) {
    let head = HTTPResponseHead(
      version: .http1_1, status: HTTPResponseStatus(statusCode: status), headers: HTTPHeaders(headers))
    context.write(wrapOutboundOut(.head(head)), promise: nil)
    context.writeAndFlush(wrapOutboundOut(.body(.byteBuffer(ByteBuffer(string: text)))), promise: nil)
  }
}
