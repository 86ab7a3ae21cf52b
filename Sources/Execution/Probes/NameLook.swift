import NIOCore
import Slipway

/// Whether a name resolves, and to what.
struct NameLook: Sendable {
  let outside: Outside

  /// - Parameter wanted: addresses that must be among the answers; an address the policy refuses counts as no answer.
  func look(up name: String, for wanted: [String]) async -> Finding {
    let what = "DNS \(Wording.line(name, limit: 90))"
    return await outside.inTime(what) { deadline in
      let found = try await outside.resolver.allAddresses(of: HostName.bare(name), port: 1, until: deadline)
        .compactMap(\.ipAddress)
      let shown = found.prefix(4).joined(separator: ", ") + (found.count > 4 ? " and \(found.count - 4) more" : "")
      let missing = wanted.filter { !found.contains(Self.normal($0)) }
      guard !missing.isEmpty else { return .passed("\(what) → \(shown)") }
      let parts = wanted.map { Difference.Part("address", wanted: $0, got: missing.contains($0) ? shown : nil) }
      return .failed(
        "\(what) → \(shown), without \(missing.map { Wording.line($0, limit: 45) }.joined(separator: ", "))",
        difference: Difference(parts))
    }
  }

  /// An address as it is usually written.
  private static func normal(_ address: String) -> String {
    (try? SocketAddress(ipAddress: HostName.bare(address), port: 1))?.ipAddress ?? address
  }
}
