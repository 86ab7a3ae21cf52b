import Foundation
import NIOCore
import NIOHTTP1
import NIOPosix
import Slipway

/// Why no answer came that could be judged.
enum ExchangeFailure: Error, Equatable {
  case notAWebAddress
  case notAHeader
  case tooManyRedirects
  case tooLong
  case closed
}

/// One request with the redirects it leads to.
///
/// Every hop is resolved, the addresses checked, and the connection made to a checked address, not to the name again;
/// certificates are still verified for the name. What remains: an address is judged by its range alone, so a public
/// address that a router sends inwards is not noticed, and names are looked up once a hop with the system's resolver,
/// which others on this machine may control.
struct WebExchange: Sendable {
  let resolver: Resolver
  let trust: Trust
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
  ) async throws -> WebConnection.Answer {
    let request = try head(method, body: body, headers: headers, to: target)
    let trust = trust
    let context = target.isSecure ? try await Offload.run(until: deadline) { try trust.context() } : nil
    let connection = WebConnection(policy: resolver.policy, limits: limits, deadline: deadline)
    var lastError: any Error = ResolutionFailure.unknown
    for address in try await resolver.addresses(of: target.host, port: target.port, until: deadline) {
      do {
        return try await connection.answer(
          to: request, body: body.map { ByteBuffer(string: $0) }, at: address, host: target.host, secured: context)
      } catch let error as IOError where Self.neverConnected.contains(error.errnoCode) {
        // Nothing was sent: the name's next address may be the one that listens.
        lastError = error
      }
    }
    throw lastError
  }

  private func head(
    _ method: HTTPStep.Method, body: String?, headers: [HTTPStep.Header], to target: WebTarget
  ) throws -> HTTPRequestHead {
    guard let path = target.path else { throw ExchangeFailure.notAWebAddress }
    var request = HTTPRequestHead(version: .http1_1, method: HTTPMethod(rawValue: method.rawValue), uri: path)
    for header in headers where !Self.ours.contains(header.name.lowercased()) {
      guard Self.canBeSent(header) else { throw ExchangeFailure.notAHeader }
      request.headers.add(name: header.name, value: header.value)
    }
    if !request.headers.contains(name: "Host") { request.headers.add(name: "Host", value: target.authority) }
    if let user = target.url.user, !request.headers.contains(name: "Authorization") {
      let words = Data("\(user):\(target.url.password ?? "")".utf8).base64EncodedString()
      request.headers.add(name: "Authorization", value: "Basic \(words)")
    }
    if body != nil || method == .post || method == .put {
      request.headers.add(name: "Content-Length", value: "\(body?.utf8.count ?? 0)")
    }
    request.headers.add(name: "Connection", value: "close")
    return request
  }

  /// How the message is framed is not for a document to say.
  private static let ours: Set<String> = ["content-length", "transfer-encoding", "connection", "upgrade", "te"]

  private static func canBeSent(_ header: HTTPStep.Header) -> Bool {
    let marks = Array("!#$%&'*+-.^_`|~".utf8)
    return !header.name.isEmpty
      && header.name.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "a")...UInt8(ascii: "z"):
          true
        default: marks.contains(byte)
        }
      }
      && header.value.utf8.allSatisfy { $0 == 9 || ($0 >= 32 && $0 != 127) }
  }

  static let neverConnected = [ECONNREFUSED, EHOSTUNREACH, ENETUNREACH, EADDRNOTAVAIL]
}

extension WebConnection.Answer {
  fileprivate func redirect(from target: WebTarget) -> WebTarget? {
    guard [301, 302, 303, 307, 308].contains(status), let location,
      let next = WebTarget(location, relativeTo: target.url), target.mayRedirect(to: next)
    else { return nil }
    return next
  }

  fileprivate func turnsIntoGet(_ method: HTTPStep.Method) -> Bool {
    status == 303 || (method == .post && (status == 301 || status == 302))
  }
}
