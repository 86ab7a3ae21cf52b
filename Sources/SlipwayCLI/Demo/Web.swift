import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import NIOPosix
import Operations
import Slipway

/// Plain requests to the example's own systems.
enum Web {
  static func post(_ url: String, json: String) async throws {
    var request = HTTPClientRequest(url: url)
    request.method = .POST
    request.headers.add(name: "Content-Type", value: "application/json")
    request.body = .bytes(ByteBuffer(string: json))
    let response = try await HTTPClient.shared.execute(request, timeout: .seconds(10))
    guard (200..<300).contains(Int(response.status.code)) else {
      throw Problem(
        .storeUnavailable, "\(url) answered \(response.status.code).", remedy: "Look at the example's system.")
    }
  }

  /// Asks until something answers, for ten seconds.
  static func waitUntilUp(_ url: String) async throws {
    let deadline = ContinuousClock.now + .seconds(10)
    while ContinuousClock.now < deadline {
      if (try? await HTTPClient.shared.execute(HTTPClientRequest(url: url), timeout: .seconds(1))) != nil { return }
      try await Task.sleep(for: .milliseconds(50))
    }
    throw Problem(
      .storeUnavailable, "\(url) did not answer within ten seconds.", remedy: "Look at the example's system.")
  }
}

/// A port nobody listens on at the moment.
enum FreePort {
  static func find() throws -> Int {
    let server = try ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton).bind(host: "127.0.0.1", port: 0)
      .wait()
    defer { try? server.close().wait() }
    guard let port = server.localAddress?.port else {
      throw Problem(.storeUnavailable, "No free port can be had.", remedy: "Stop something that listens.")
    }
    return port
  }
}
