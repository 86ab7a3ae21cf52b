import NIOCore
import Testing

@testable import Execution

@Suite struct NetworkZoneTests {
  @Test(arguments: [
    ("127.0.0.1", NetworkZone.loopback), ("127.255.255.255", .loopback), ("::1", .loopback),
    ("::ffff:127.0.0.1", .loopback), ("::7f00:1", .loopback), ("64:ff9b::7f00:1", .loopback),
    ("2002:7f00:1::", .loopback), ("10.1.2.3", .privateNetwork), ("172.16.0.1", .privateNetwork),
    ("172.31.255.255", .privateNetwork), ("192.168.1.1", .privateNetwork), ("100.64.0.1", .privateNetwork),
    ("198.18.0.1", .privateNetwork), ("fd00::1", .privateNetwork), ("fc00::1", .privateNetwork),
    ("fec0::1", .privateNetwork), ("::ffff:10.0.0.1", .privateNetwork), ("64:ff9b:1::1", .privateNetwork),
    ("169.254.169.254", .linkLocal), ("fe80::1", .linkLocal), ("febf::1", .linkLocal),
    ("::ffff:169.254.169.254", .linkLocal), ("0.0.0.0", .special), ("::", .special), ("224.0.0.1", .special),
    ("255.255.255.255", .special), ("240.0.0.1", .special), ("ff02::1", .special), ("192.0.2.1", .special),
    ("2001::1", .special), ("100::1", .special), ("8.8.8.8", .open), ("172.15.0.1", .open), ("172.32.0.1", .open),
    ("100.63.0.1", .open), ("100.128.0.1", .open), ("192.169.0.1", .open), ("198.20.0.1", .open),
    ("2606:4700::1", .open), ("2002:808:808::", .open), ("64:ff9b::808:808", .open), ("::ffff:8.8.8.8", .open),
  ])
  func anAddressLiesInAZone(_ text: String, _ zone: NetworkZone) throws {
    #expect(try SocketAddress(ipAddress: text, port: 80).zone == zone)
  }

  @Test func onlyWhatIsListedIsAllowed() {
    for zone in NetworkZone.allCases {
      #expect(OutgoingPolicy.open.allows(zone) == (zone == .open))
      #expect(OutgoingPolicy(zones: [zone]).allows(zone) == (zone != .special))
      #expect(OutgoingPolicy(zones: Set(NetworkZone.allCases).subtracting([zone])).allows(zone) == (zone == .open))
    }
    #expect(NetworkZone(address: []) == .special)
  }
}
