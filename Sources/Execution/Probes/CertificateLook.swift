import Foundation
import NIOCore
import NIOPosix
import NIOSSL
import NIOTLS
import Slipway

/// The certificate that a server shows: trusted, for the name, and valid for long enough.
struct CertificateLook: Sendable {
  let outside: Outside

  func look(at host: String, port: Int, name: String?, validFor: Slipway.Span) async -> Finding {
    let host = HostName.bare(host)
    let what =
      "TLS \(Wording.line(host, limit: 90)):\(port)" + (name.map { " for \(Wording.line($0, limit: 90))" } ?? "")
    return await outside.inTime(what) { deadline in
      let addresses = try await outside.resolver.addresses(of: host, port: port, until: deadline)
      let trust = outside.trust
      let verified = try await Offload.run(until: deadline) { try trust.context() }
      do {
        let seen = try await shown(at: addresses, name: name ?? host, by: verified, until: deadline)
        return judged(seen, validFor: validFor, as: what)
      } catch  where !FailureWords.isTransient(error) {
        // Refused: what it is tells why. Nothing is sent over the connection that reads it.
        let plain = try trust.context(isVerified: false)
        guard let seen = try? await shown(at: addresses, name: name ?? host, by: plain, until: deadline) else {
          throw error
        }
        return refused(seen, because: error, as: what)
      }
    }
  }

  private struct Sight: Sendable {
    /// Seconds since 1970.
    var begins: Int
    var ends: Int
  }

  private func judged(_ seen: Sight, validFor: Slipway.Span, as what: String) -> Finding {
    let left = seen.ends - Int(time(nil))
    let words = "valid until \(Self.day(seen.ends))"
    if left >= Int(validFor.seconds) { return .passed("\(what) → \(words)") }
    return .failed(
      "\(what) → \(words), wanted for \(validFor) still",
      difference: Difference([
        .init("valid", wanted: "for \(validFor) still", got: "for \(Slipway.Span(seconds: Int64(left)).days) still")
      ]))
  }

  private func refused(_ seen: Sight, because error: any Error, as what: String) -> Finding {
    let now = Int(time(nil))
    let reason =
      if seen.ends <= now {
        "its certificate expired on \(Self.day(seen.ends))"
      } else if seen.begins > now {
        "its certificate is not valid before \(Self.day(seen.begins))"
      } else {
        FailureWords.short(error)
      }
    return .failed(
      "\(what): \(reason)",
      difference: Difference([.init("certificate", wanted: "trusted, for the name, not expired", got: reason)]))
  }

  private func shown(
    at addresses: [SocketAddress], name: String, by context: NIOSSLContext, until deadline: NIODeadline
  ) async throws -> Sight {
    var lastError: any Error = ResolutionFailure.unknown
    for address in addresses {
      do {
        return try await shown(at: address, name: name, by: context, until: deadline)
      } catch let error as IOError {
        lastError = error
      }
    }
    throw lastError
  }

  private func shown(
    at address: SocketAddress, name: String, by context: NIOSSLContext, until deadline: NIODeadline
  ) async throws -> Sight {
    let loop = MultiThreadedEventLoopGroup.singleton.any()
    return try await Deadline.value(on: loop, until: deadline) { promise in
      let connecting = ClientBootstrap(group: loop)
        .connectTimeout(outside.limits.time)
        .channelInitializer { channel in
          channel.eventLoop.makeCompletedFuture {
            try channel.pipeline.syncOperations.addHandler(Trust.handler(context, for: name))
            try channel.pipeline.syncOperations.addHandler(Handshake(promise: promise))
          }
        }
        .connect(to: address)
      connecting.cascadeFailure(to: promise)
      promise.futureResult.whenComplete { _ in connecting.whenSuccess { $0.close(mode: .all, promise: nil) } }
    }
  }

  private static func day(_ seconds: Int) -> String {
    var moment = time_t(seconds)
    var parts = tm()
    guard gmtime_r(&moment, &parts) != nil else { return "an unknown day" }
    func two(_ number: Int32) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return "\(Int(parts.tm_year) + 1_900)-\(two(parts.tm_mon + 1))-\(two(parts.tm_mday))"
  }

  /// Waits for the end of the handshake and reads the certificate.
  private final class Handshake: ChannelInboundHandler {
    typealias InboundIn = NIOAny

    private let promise: EventLoopPromise<Sight>

    init(promise: EventLoopPromise<Sight>) { self.promise = promise }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
      guard case .handshakeCompleted = event as? TLSUserEvent else { return }
      guard let certificate = try? context.pipeline.syncOperations.nioSSL_peerCertificate() else {
        return promise.fail(ExchangeFailure.closed)
      }
      promise.succeed(Sight(begins: Int(certificate.notValidBefore), ends: Int(certificate.notValidAfter)))
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { promise.fail(error) }

    func channelInactive(context: ChannelHandlerContext) { promise.fail(ExchangeFailure.closed) }
  }
}

extension Slipway.Span {
  /// In whole days where it is longer than two; the difference of two moments is no round number.
  fileprivate var days: Slipway.Span { seconds > 2 * 86_400 ? .days(seconds / 86_400) : self }
}
