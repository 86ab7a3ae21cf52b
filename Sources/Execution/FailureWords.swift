import Foundation
import NIOCore
import NIOPosix

/// Why nothing came back, for whoever reads the finding. Nothing that was sent is repeated.
struct FailureWords {
  let limits: RunLimits
  /// The time that was given, where it was not the usual.
  var time: TimeAmount?

  func words(for error: any Error) -> String {
    switch error {
    case ResolutionFailure.notAHostName: "not a host name and port"
    case ResolutionFailure.unknown: "host name not found"
    case ResolutionFailure.noAnswer: "the name server does not answer"
    case ResolutionFailure.refused(let zone): "\(zone.words) addresses are not allowed by this installation"
    case ExchangeFailure.notAWebAddress: "not a web address"
    case ExchangeFailure.notAHeader: "a header cannot be sent as it is written"
    case ExchangeFailure.tooManyRedirects: "more than \(limits.redirects) redirects"
    case ExchangeFailure.tooLong: "the answer is longer than \(limits.byteWords)"
    case ExchangeFailure.closed: "the connection was closed without an answer"
    case TrustFailure.noAuthorities: "the file of certificate authorities cannot be read; its operator corrects it"
    case is OutOfTime, ChannelError.connectTimeout(_): "no answer within \(RunLimits.words(for: time ?? limits.time))"
    case is CancellationError: "stopped before it ended"
    case let error as IOError: words(for: error)
    default: Self.short(error)
    }
  }

  /// Whether trying again may help: what was not reached may be later.
  static func isTransient(_ error: any Error) -> Bool {
    switch error {
    case is OutOfTime, is CancellationError, is IOError, ChannelError.connectTimeout(_), ExchangeFailure.closed,
      ResolutionFailure.noAnswer:
      true
    default: false
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
  static func short(_ error: any Error) -> String {
    let text = "\(error)"
    if text.contains("CERTIFICATE_VERIFY_FAILED") { return "its certificate is not trusted" }
    if text.contains("failedToValidateHostname") { return "its certificate is for another name" }
    if text.hasPrefix("handshakeFailed") { return "no encrypted connection" }
    return "no connection: \(Wording.line(String(text.prefix { $0 != "(" }), limit: 80))"
  }
}
