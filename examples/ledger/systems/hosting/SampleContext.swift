package import Hummingbird
import NIOCore

/// What a handler knows of its connection: the framework's own part, and who is at the other end.
package struct SampleContext: RequestContext {
  package var coreContext: CoreRequestContextStorage
  /// Whether the connection comes from this machine. A reverse proxy on this machine does too.
  package let isLoopback: Bool

  package init(source: ApplicationRequestContextSource) {
    coreContext = .init(source: source)
    isLoopback = Self.isLoopback(source.channel.remoteAddress?.ipAddress)
  }

  /// The largest request body that is read, in bytes.
  package var maxUploadSize: Int { 64 * 1024 }

  static func isLoopback(_ address: String?) -> Bool {
    guard let address else { return false }
    return address == "::1" || address.hasPrefix("127.") || address.hasPrefix("::ffff:127.")
  }
}
