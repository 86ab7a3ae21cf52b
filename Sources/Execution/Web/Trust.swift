import NIOCore
import NIOSSL
import Synchronization

enum TrustFailure: Error {
  case noAuthorities
}

/// What certificates are held against. Reading the system's authorities is dear, so each kind of context is made once.
final class Trust: Sendable {
  private let authorities: String?
  private let made = Mutex<[Bool: NIOSSLContext]>([:])

  init(authorities: String?) { self.authorities = authorities }

  /// - Parameter isVerified: false only to read a certificate that was refused; nothing is sent over such a connection.
  /// - Throws: `TrustFailure`, or what the library says. Blocks as long as reading the authorities does.
  func context(isVerified: Bool = true) throws -> NIOSSLContext {
    if let context = made.withLock({ $0[isVerified] }) { return context }
    var configuration = TLSConfiguration.makeClientConfiguration()
    configuration.applicationProtocols = ["http/1.1"]
    configuration.certificateVerification = isVerified ? .fullVerification : .none
    if isVerified, let authorities {
      guard let more = try? NIOSSLCertificate.fromPEMFile(authorities) else { throw TrustFailure.noAuthorities }
      configuration.additionalTrustRoots = [.certificates(more)]
    }
    let context = try NIOSSLContext(configuration: configuration)
    made.withLock { $0[isVerified] = context }
    return context
  }

  /// - Parameter host: the name the certificate must be for; an address is compared with the one connected to.
  static func handler(_ context: NIOSSLContext, for host: String) throws -> NIOSSLClientHandler {
    let isAddress = (try? SocketAddress(ipAddress: host, port: 443)) != nil
    return try NIOSSLClientHandler(context: context, serverHostname: isAddress ? nil : host)
  }
}
