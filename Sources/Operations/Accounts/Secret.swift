import CryptoExtras
import Foundation
package import Slipway

/// A secret that is shown once and kept only as its digest: `slp_<kind>_<id>_<secret>`, 256 bits.
package struct Secret: Sendable {
  package let text: String
  package let ticket: Ticket

  package init(
    _ kind: Ticket.Kind, for account: Key<Account>, lasting: Span, now: Timestamp, using randomness: any Randomness
  ) {
    let id = Secret.hexadecimal(randomness.bytes(4))
    text = "slp_\(kind.rawValue)_\(id)_\(Secret.hexadecimal(randomness.bytes(32)))"
    ticket = Ticket(digest: Digest.of(text), id: id, account: account, kind: kind, expires: now + lasting)
  }

  private static func hexadecimal(_ bytes: [UInt8]) -> String {
    bytes.map { byte in
      let digits = Array("0123456789abcdef")
      return "\(digits[Int(byte >> 4)])\(digits[Int(byte & 15)])"
    }.joined()
  }
}

/// Passwords as derived keys: `scrypt$n$r$p$salt$key`.
///
/// - Source: C. Percival, S. Josefsson, RFC 7914 (2016).
package enum Password {
  private static let rounds = 1 << 15
  private static let blockSize = 8
  private static let parallelism = 1

  package static func derive(_ password: String, salt: [UInt8]) throws -> String {
    let key = try key(password, salt, rounds: rounds)
    return "scrypt$\(rounds)$\(blockSize)$\(parallelism)$\(Data(salt).base64EncodedString())$\(key)"
  }

  /// In time that does not depend on where the two differ.
  package static func matches(_ password: String, _ stored: String) -> Bool {
    let parts = stored.split(separator: "$").map(String.init)
    guard parts.count == 6, parts[0] == "scrypt", let rounds = Int(parts[1]), rounds <= 1 << 20,
      let salt = Data(base64Encoded: parts[4]), let derived = try? key(password, Array(salt), rounds: rounds)
    else { return false }
    let left = Array(derived.utf8)
    let right = Array(parts[5].utf8)
    guard left.count == right.count else { return false }
    return zip(left, right).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
  }

  private static func key(_ password: String, _ salt: [UInt8], rounds: Int) throws -> String {
    let key = try KDF.Scrypt.deriveKey(
      from: Data(password.utf8), salt: salt, outputByteCount: 32, rounds: rounds, blockSize: blockSize,
      parallelism: parallelism, maxMemory: 256 << 20)
    return key.withUnsafeBytes { Data($0).base64EncodedString() }
  }
}
