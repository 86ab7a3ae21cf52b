import Foundation
import NIOCore

/// Why a host gives no address to connect to.
enum ResolutionFailure: Error, Equatable {
  case notAHostName
  case unknown
  /// The name server does not answer; it may later.
  case noAnswer
  case refused(NetworkZone)
}

/// Names to addresses, and only to those the policy allows.
struct Resolver: Sendable {
  let policy: OutgoingPolicy

  /// The addresses that may be connected to, at least one and at most four, in the system's order.
  ///
  /// - Throws: `ResolutionFailure`, or `OutOfTime` at the deadline.
  func addresses(of host: String, port: Int, until deadline: NIODeadline) async throws -> [SocketAddress] {
    Array(try await allAddresses(of: host, port: port, until: deadline).prefix(4))
  }

  /// All addresses that the policy allows, at least one.
  func allAddresses(of host: String, port: Int, until deadline: NIODeadline) async throws -> [SocketAddress] {
    guard Self.isPlain(host), (1...65_535).contains(port) else { throw ResolutionFailure.notAHostName }
    let found: [SocketAddress]
    if let written = try? SocketAddress(ipAddress: host, port: port) {
      found = [written]
    } else {
      found = try await Offload.run(on: .names, until: deadline) { try Self.lookUp(host, port: port) }
    }
    let allowed = found.filter { policy.allows($0.zone) }
    guard !allowed.isEmpty else {
      throw found.first.map { ResolutionFailure.refused($0.zone) } ?? ResolutionFailure.unknown
    }
    return allowed
  }

  /// Letters, digits and the punctuation of names and addresses; other scripts come in their ASCII form.
  private static func isPlain(_ host: String) -> Bool {
    (1...253).contains(host.utf8.count)
      && host.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
          UInt8(ascii: ":"), UInt8(ascii: "%"):
          true
        default: false
        }
      }
  }

  private static func lookUp(_ host: String, port: Int) throws -> [SocketAddress] {
    var hints = addrinfo()
    hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    var list: UnsafeMutablePointer<addrinfo>?
    let code = getaddrinfo(host, "\(port)", &hints, &list)
    guard code == 0, let first = list else {
      throw code == EAI_AGAIN ? ResolutionFailure.noAnswer : ResolutionFailure.unknown
    }
    defer { freeaddrinfo(first) }
    return sequence(first: first, next: { $0.pointee.ai_next }).compactMap { item in
      guard let address = item.pointee.ai_addr else { return nil }
      switch item.pointee.ai_family {
      case AF_INET:
        return address.withMemoryRebound(to: sockaddr_in.self, capacity: 1) { SocketAddress($0.pointee) }
      case AF_INET6:
        return address.withMemoryRebound(to: sockaddr_in6.self, capacity: 1) { SocketAddress($0.pointee) }
      default: return nil
      }
    }
  }
}

extension SocketAddress {
  /// Sockets in the file system are no place on the network.
  var zone: NetworkZone {
    switch self {
    // The address follows family and port, and in version 6 the flow, too.
    case .v4(let address):
      NetworkZone(address: withUnsafeBytes(of: address.address) { Array($0.dropFirst(4).prefix(4)) })
    case .v6(let address):
      NetworkZone(address: withUnsafeBytes(of: address.address) { Array($0.dropFirst(8).prefix(16)) })
    case .unixDomainSocket: .special
    }
  }
}
