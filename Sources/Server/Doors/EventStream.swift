import HTTPTypes
import Hummingbird
import NIOCore
import Operations
import ServiceLifecycle

/// Server-sent events: news as it comes, and a comment every 15 seconds so that nobody takes silence for the end.
///
/// Ends with the bulletin, with a graceful shutdown, when the client goes, and when its right to listen does.
enum EventStream {
  struct Event: Sendable, Equatable {
    var name: String
    var data: String

    init(_ name: String, _ data: String) {
      self.name = name
      self.data = data
    }

    var text: String { "event: \(name)\ndata: \(data)\n\n" }
  }

  private enum Beat: Sendable {
    case news(Bulletin.News)
    case alive
  }

  static let heartbeat = Duration.seconds(15)

  /// - Parameter event: what to send for a piece of news, given the event sent last; nil where nothing changed. It
  ///   throws when the listener may listen no longer.
  static func response(
    _ news: AsyncStream<Bulletin.News>, opening: Event,
    event: @escaping @Sendable (Bulletin.News, Event?) async throws -> Event?
  ) -> Response {
    let body = ResponseBody { writer in
      let (beats, source) = AsyncStream.makeStream(of: Beat.self, bufferingPolicy: .bufferingNewest(16))
      let listening = Task {
        for await item in news { source.yield(.news(item)) }
        source.finish()
      }
      let beating = Task {
        while (try? await Task.sleep(for: heartbeat)) != nil { source.yield(.alive) }
      }
      defer {
        listening.cancel()
        beating.cancel()
      }
      try await writer.write(ByteBuffer(string: opening.text))
      var sent: Event? = opening
      do {
        for await beat in beats.cancelOnGracefulShutdown() {
          switch beat {
          case .alive: try await writer.write(ByteBuffer(string: ": alive\n\n"))
          case .news(let news):
            guard let next = try await event(news, sent) else { continue }
            sent = next
            try await writer.write(ByteBuffer(string: next.text))
          }
        }
      } catch is Problem {
        // The right to listen has gone, and the stream ends with it.
      }
      try await writer.finish(nil)
    }
    var headers: HTTPFields = [.contentType: "text/event-stream", .cacheControl: "no-store"]
    // nginx would otherwise keep events back until its buffer is full.
    if let name = HTTPField.Name("X-Accel-Buffering") { headers[name] = "no" }
    return Response(status: .ok, headers: headers, body: body)
  }
}
