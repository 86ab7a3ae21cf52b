import Foundation

/// An IP address as its bytes: 4 or 16; an IPv4 address written as IPv6 is the IPv4 address.
enum PeerAddress {
  static func bytes(of text: String) -> [UInt8]? {
    if let four = parse(text, AF_INET, count: 4) { return four }
    guard let bytes = parse(text, AF_INET6, count: 16) else { return nil }
    let mapped = bytes.prefix(10).allSatisfy { $0 == 0 } && bytes[10] == 0xFF && bytes[11] == 0xFF
    return mapped ? Array(bytes.suffix(4)) : bytes
  }

  private static func parse(_ text: String, _ family: Int32, count: Int) -> [UInt8]? {
    var bytes = [UInt8](repeating: 0, count: count)
    let isRead = bytes.withUnsafeMutableBytes { inet_pton(family, text, $0.baseAddress) == 1 }
    return isRead ? bytes : nil
  }
}
