/// What the operator lets programmes reach from this machine. A programme file cannot widen it.
package struct OutgoingPolicy: Sendable, Equatable {
  /// Parts of the network that may be reached besides the open internet.
  package var zones: Set<NetworkZone>
  /// Folders below which files may be looked at; nil for whatever the process may read.
  package var folders: [String]?
  /// A PEM file of certificate authorities that are trusted besides the system's.
  package var authorities: String?

  package init(zones: Set<NetworkZone> = [], folders: [String]? = nil, authorities: String? = nil) {
    self.zones = zones
    self.folders = folders
    self.authorities = authorities
  }

  /// Only the open internet.
  package static let open = OutgoingPolicy()

  func allows(_ zone: NetworkZone) -> Bool { zone == .open || (zone != .special && zones.contains(zone)) }
}

/// Where an address lies, as far as the one who sends a request there is concerned.
///
/// - Source: IANA special-purpose address registries (RFC 6890).
package enum NetworkZone: String, Sendable, CaseIterable {
  /// This machine.
  case loopback
  /// An organisation's own network, shared carrier space included.
  case privateNetwork
  /// The cable this machine hangs on; cloud metadata services lie here.
  case linkLocal
  /// Everything else in the world.
  case open
  /// Multicast, unspecified, reserved: never reached.
  case special

  var words: String {
    switch self {
    case .loopback: "loopback"
    case .privateNetwork: "private"
    case .linkLocal: "link-local"
    case .open: "public"
    case .special: "reserved"
    }
  }

  /// - Parameter bytes: 4 or 16 bytes in network order; anything else is no address and `.special`.
  init(address bytes: [UInt8]) {
    switch bytes.count {
    case 4: self = Self.version4(bytes[0], bytes[1], bytes[2])
    case 16: self = Self.version6(bytes)
    default: self = .special
    }
  }

  private static func version4(_ first: UInt8, _ second: UInt8, _ third: UInt8) -> NetworkZone {
    switch (first, second, third) {
    case (127, _, _): .loopback
    case (10, _, _), (172, 16...31, _), (192, 168, _), (100, 64...127, _), (198, 18...19, _): .privateNetwork
    case (169, 254, _): .linkLocal
    case (0, _, _), (224..., _, _), (192, 0, 0), (192, 0, 2), (198, 51, 100), (203, 0, 113): .special
    default: .open
    }
  }

  private static func version6(_ bytes: [UInt8]) -> NetworkZone {
    func version4(at place: Int) -> NetworkZone { Self.version4(bytes[place], bytes[place + 1], bytes[place + 2]) }
    if bytes[..<15].allSatisfy({ $0 == 0 }) { return bytes[15] == 1 ? .loopback : .special }
    // Version 4 addresses in the clothes of version 6 are judged by what they lead to.
    if bytes[..<10].allSatisfy({ $0 == 0 }), bytes[10] == 255, bytes[11] == 255 { return version4(at: 12) }
    if bytes[..<12].allSatisfy({ $0 == 0 }) { return version4(at: 12) }
    if bytes[..<12] == [0, 0x64, 0xFF, 0x9B, 0, 0, 0, 0, 0, 0, 0, 0] { return version4(at: 12) }
    if bytes[0] == 0x20, bytes[1] == 0x02 { return version4(at: 2) }
    switch (bytes[0], bytes[1]) {
    case (0xFE, 0x80...0xBF): return .linkLocal
    case (0xFE, 0xC0...0xFF), (0xFC...0xFD, _): return .privateNetwork
    case (0x00, 0x64) where bytes[2] == 0xFF && bytes[3] == 0x9B: return .privateNetwork
    case (0x20...0x3F, _): return bytes[..<4] == [0x20, 0x01, 0, 0] ? .special : .open
    default: return .special
    }
  }
}
