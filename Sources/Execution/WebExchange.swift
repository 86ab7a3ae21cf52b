import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import NIOPosix
import Slipway

/// Why no answer came that could be judged.
enum ExchangeFailure: Error, Equatable {
  case notAWebAddress
  case tooManyRedirects
  case tooLong
}

/// One request with the redirects it leads to.
///
/// Every hop is resolved, the addresses checked, and the connection made to a checked address, not to the name again;
/// certificates are still verified for the name. What remains: an address is judged by its range alone, so a public
/// address that a router sends inwards is not noticed, and names are looked up once a hop with the system's resolver,
/// which others on this machine may control.
struct WebExchange: Sendable {
  let resolver: Resolver
  let limits: RunLimits
  let deadline: NIODeadline

  func answer(to step: HTTPStep) async throws -> WebAnswer {
    let start = ContinuousClock.now
    guard var target = WebTarget(step.url) else { throw ExchangeFailure.notAWebAddress }
    var method = step.method
    var body = step.body
    let wanted = step.expectations.compactMap { if case .status(let status) = $0 { status } else { nil } }
    for _ in 0...max(0, limits.redirects) {
      let received = try await send(method, body: body, headers: step.headers, to: target)
      guard !wanted.contains(received.status), let next = received.redirect(from: target) else {
        let elapsed = (ContinuousClock.now - start) / Duration.milliseconds(1)
        return WebAnswer(status: received.status, body: received.body, milliseconds: Int(elapsed.rounded(.up)))
      }
      if received.turnsIntoGet(method) { (method, body) = (.get, nil) }
      target = next
    }
    throw ExchangeFailure.tooManyRedirects
  }

  private func send(
    _ method: HTTPStep.Method, body: String?, headers: [HTTPStep.Header], to target: WebTarget
  ) async throws -> Received {
    var request = HTTPClientRequest(url: target.url.absoluteString)
    request.method = HTTPMethod(rawValue: method.rawValue)
    for header in headers { request.headers.add(name: header.name, value: header.value) }
    if let user = target.url.user, !request.headers.contains(name: "Authorization") {
      request.setBasicAuth(username: user, password: target.url.password ?? "")
    }
    if let body { request.body = .bytes(ByteBuffer(string: body)) }
    var lastError: any Error = ResolutionFailure.unknown
    for address in try await resolver.addresses(of: target.host, port: target.port, until: deadline) {
      do {
        return try await send(request, to: address, as: target)
      } catch let error as IOError where Self.neverConnected.contains(error.errnoCode) {
        // Nothing was sent: the name's next address may be the one that listens.
        lastError = error
      }
    }
    throw lastError
  }

  private func send(
    _ request: HTTPClientRequest, to address: SocketAddress, as target: WebTarget
  ) async throws -> Received {
    let client = HTTPClient(
      eventLoopGroup: MultiThreadedEventLoopGroup.singleton, configuration: configuration(for: target, at: address))
    // Let go in the background: a peer can hold up the end of an encrypted connection.
    defer { Task { try? await client.shutdown() } }
    let response = try await client.execute(request, deadline: deadline)
    var body: [UInt8] = []
    for try await part in response.body {
      guard body.count + part.readableBytes <= limits.bytes else { throw ExchangeFailure.tooLong }
      body.append(contentsOf: part.readableBytesView)
    }
    return Received(
      status: Int(response.status.code), location: response.headers.first(name: "Location"), body: body)
  }

  private func configuration(for target: WebTarget, at address: SocketAddress) -> HTTPClient.Configuration {
    var configuration = HTTPClient.Configuration()
    configuration.redirectConfiguration = .disallow
    configuration.httpVersion = .http1Only
    configuration.timeout.connect = limits.time
    configuration.connectionPool.retryConnectionEstablishment = false
    if let ip = address.ipAddress, target.host != ip { configuration.dnsOverride = [target.host: ip] }
    // The last word is with the connection itself, before anything is sent over it.
    let policy = resolver.policy
    configuration.http1_1ConnectionDebugInitializer = { channel in
      guard let zone = channel.remoteAddress?.zone, policy.allows(zone) else {
        return channel.eventLoop.makeFailedFuture(ResolutionFailure.refused(channel.remoteAddress?.zone ?? .special))
      }
      return channel.eventLoop.makeSucceededVoidFuture()
    }
    return configuration
  }

  static let neverConnected = [ECONNREFUSED, EHOSTUNREACH, ENETUNREACH, EADDRNOTAVAIL]

  private struct Received {
    var status: Int
    var location: String?
    var body: [UInt8]

    func redirect(from target: WebTarget) -> WebTarget? {
      guard [301, 302, 303, 307, 308].contains(status), let location,
        let next = WebTarget(location, relativeTo: target.url), target.mayRedirect(to: next)
      else { return nil }
      return next
    }

    func turnsIntoGet(_ method: HTTPStep.Method) -> Bool {
      status == 303 || (method == .post && (status == 301 || status == 302))
    }
  }
}
