// swift-format-ignore-file: OrderedImports
import Foundation
import Testing

#if canImport(FoundationNetworking)
  import FoundationNetworking
#endif

/// A response read as it arrives.
final class LiveStream: NSObject, URLSessionDataDelegate, Sendable {
  let chunks: AsyncStream<String>
  private let continuation: AsyncStream<String>.Continuation

  init(_ address: String, token: String) throws {
    (chunks, continuation) = AsyncStream.makeStream(of: String.self)
    super.init()
    var request = URLRequest(url: try #require(URL(string: address)))
    request.setValue("Bearer \(token)", forHTTPHeaderField: "Authorization")
    let session = URLSession(configuration: .ephemeral, delegate: self, delegateQueue: nil)
    session.dataTask(with: request).resume()
    session.finishTasksAndInvalidate()
  }

  func urlSession(_ session: URLSession, dataTask: URLSessionDataTask, didReceive data: Data) {
    continuation.yield(String(decoding: data, as: UTF8.self))
  }

  func urlSession(_ session: URLSession, task: URLSessionTask, didCompleteWithError error: (any Error)?) {
    continuation.finish()
  }
}
