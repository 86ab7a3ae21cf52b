import NIOCore
import NIOPosix
import Slipway

/// Whether anything listens.
struct PortLook: Sendable {
  let outside: Outside

  func look(at host: String, port: Int) async -> Finding {
    let what = "TCP \(Wording.line(host, limit: 90)):\(port)"
    return await outside.inTime(what) { deadline in
      var lastError: any Error = ResolutionFailure.unknown
      let name = HostName.bare(host)
      for address in try await outside.resolver.addresses(of: name, port: port, until: deadline) {
        do {
          try await connect(to: address, until: deadline)
          return .passed("\(what) → open")
        } catch let error as IOError {
          lastError = error
        }
      }
      throw lastError
    }
  }

  private func connect(to address: SocketAddress, until deadline: NIODeadline) async throws {
    let loop = MultiThreadedEventLoopGroup.singleton.any()
    try await Deadline.value(on: loop, until: deadline) { (promise: EventLoopPromise<Void>) in
      let connecting = ClientBootstrap(group: loop).connectTimeout(outside.limits.time).connect(to: address)
      connecting.whenSuccess { $0.close(promise: nil) }
      connecting.map { _ in }.cascade(to: promise)
    }
  }
}

enum HostName {
  /// Without the brackets that addresses of version 6 wear beside a port.
  static func bare(_ host: String) -> String {
    host.hasPrefix("[") && host.hasSuffix("]") ? String(host.dropFirst().dropLast()) : host
  }
}
