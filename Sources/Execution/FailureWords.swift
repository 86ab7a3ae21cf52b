import AsyncHTTPClient
import Foundation
import NIOCore
import NIOPosix

/// Why nothing came back, for whoever reads the finding. Nothing that was sent is repeated.
struct FailureWords {
  let limits: RunLimits

  func words(for error: any Error) -> String {
    switch error {
    case ResolutionFailure.notAHostName: "not a host name and port"
    case ResolutionFailure.unknown: "host name not found"
    case ResolutionFailure.refused(let zone): "\(zone.words) addresses are not allowed by this installation"
    case ExchangeFailure.notAWebAddress: "not a web address"
    case ExchangeFailure.tooManyRedirects: "more than \(limits.redirects) redirects"
    case ExchangeFailure.tooLong: "the answer is longer than \(limits.byteWords)"
    case is OutOfTime, ChannelError.connectTimeout(_): "no answer within \(limits.timeWords)"
    case is CancellationError: "stopped before it ended"
    case let error as HTTPClientError: words(for: error)
    case let error as IOError: words(for: error)
    case let error as NIOConnectionError: error.connectionErrors.first.map { words(for: $0.error) } ?? "no connection"
    default: unforeseen("\(error)")
    }
  }

  private func words(for error: HTTPClientError) -> String {
    switch error {
    case .deadlineExceeded, .connectTimeout: "no answer within \(limits.timeWords)"
    case .remoteConnectionClosed: "the connection was closed without an answer"
    case .cancelled: "stopped before it ended"
    default: unforeseen("\(error)")
    }
  }

  private func words(for error: IOError) -> String {
    switch error.errnoCode {
    case ECONNREFUSED: "connection refused"
    case ECONNRESET: "connection reset"
    case ETIMEDOUT: "the connection timed out"
    case ENETUNREACH, EHOSTUNREACH: "the host cannot be reached"
    default: "no connection (system error \(error.errnoCode))"
    }
  }

  /// Only the error's name: what it carries may be a header with a token.
  private func unforeseen(_ text: String) -> String {
    if text.contains("CERTIFICATE_VERIFY_FAILED") { return "its certificate is not trusted" }
    if text.contains("failedToValidateHostname") { return "its certificate is for another name" }
    if text.hasPrefix("handshakeFailed") { return "no encrypted connection" }
    return "no connection: \(Wording.line(String(text.prefix { $0 != "(" }), limit: 80))"
  }
}
