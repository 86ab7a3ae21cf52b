package import Slipway
import Synchronization

/// Tells whoever listens that something changed: which programme, up to which entry, and whether access did.
package final class Bulletin: Sendable {
  package struct News: Sendable, Equatable {
    package var programme: Key<Programme>
    package var sequence: Int
    package var accessChanged: Bool
    package var at: Timestamp
  }

  private struct Listeners {
    var next = 0
    var isClosed = false
    var open: [Int: AsyncStream<News>.Continuation] = [:]
  }

  private let listeners = Mutex(Listeners())

  package init() {}

  /// How many listen now.
  package var listenerCount: Int { listeners.withLock { $0.open.count } }

  /// A stream of news from now on. A slow reader loses old news, never the newest.
  package func listen() -> AsyncStream<News> {
    let (stream, continuation) = AsyncStream.makeStream(of: News.self, bufferingPolicy: .bufferingNewest(8))
    let number: Int? = listeners.withLock { listeners in
      if listeners.isClosed { return nil }
      listeners.next += 1
      listeners.open[listeners.next] = continuation
      return listeners.next
    }
    guard let number else {
      continuation.finish()
      return stream
    }
    continuation.onTermination = { [weak self] _ in
      self?.listeners.withLock { $0.open[number] = nil }
    }
    return stream
  }

  package func post(_ news: News) {
    let open = listeners.withLock { $0.open.values.map { $0 } }
    for continuation in open { continuation.yield(news) }
  }

  package func close() {
    let open = listeners.withLock { listeners in
      defer { listeners.open = [:] }
      listeners.isClosed = true
      return listeners.open.values.map { $0 }
    }
    for continuation in open { continuation.finish() }
  }
}
