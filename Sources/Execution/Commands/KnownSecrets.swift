/// Masks what looks like a secret though nobody said it is one: keys, tokens, passwords in addresses and assignments.
///
/// It errs towards masking. One pass, linear in the text.
enum KnownSecrets {
  static func masked(_ text: String) -> String {
    var scan = Scan(bytes: Array(text.utf8))
    return scan.run() ? String(decoding: scan.shown, as: UTF8.self) : text
  }

  private static let words = [
    "password", "passwd", "passphrase", "secret", "token", "api_key", "apikey", "api-key", "access_key", "secret_key",
    "private_key", "authorization",
  ].map { Array($0.utf8) }
  private static let beginnings = [
    "slp_", "ghp_", "gho_", "ghs_", "github_pat_", "glpat-", "xoxb-", "xoxp-", "akia", "sk-", "eyj",
  ].map { Array($0.utf8) }
  private static let keyBegin = Array("-----begin ".utf8)
  private static let keyEnd = Array("-----end ".utf8)

  private struct Scan {
    let bytes: [UInt8]
    var shown: [UInt8] = []
    var index = 0

    /// Whether anything was masked.
    mutating func run() -> Bool {
      var isChanged = false
      shown.reserveCapacity(bytes.count)
      while index < bytes.count {
        if maskOne() {
          isChanged = true
        } else {
          shown.append(bytes[index])
          index += 1
        }
      }
      return isChanged
    }

    private mutating func maskOne() -> Bool {
      let isWordStart = index == 0 || !Self.isWord(bytes[index - 1])
      switch bytes[index] {
      case UInt8(ascii: "-"): return maskKey()
      case UInt8(ascii: ":"): return maskPasswordInAddress()
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"):
        return maskAssigned() || (isWordStart && maskToken())
      default: return false
      }
    }

    private func matches(_ word: [UInt8], at place: Int) -> Bool {
      guard place + word.count <= bytes.count else { return false }
      return zip(word, bytes[place...]).allSatisfy { $0 == Self.lower($1) }
    }

    private mutating func mask(from start: Int, to end: Int) -> Bool {
      guard end > start else { return false }
      shown.append(contentsOf: bytes[index..<start])
      shown.append(contentsOf: SecretMask.sign)
      index = end
      return true
    }

    private func end(from start: Int, while isPart: (UInt8) -> Bool) -> Int {
      var place = start
      while place < bytes.count, isPart(bytes[place]) { place += 1 }
      return place
    }

    private mutating func maskToken() -> Bool {
      guard let word = KnownSecrets.beginnings.first(where: { matches($0, at: index) }) else { return false }
      let start = index + word.count
      let end = end(from: start) { Self.isWord($0) || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: ".") }
      return end - start >= 16 && mask(from: index, to: end)
    }

    /// `password = x`, `"token": "x"`, `Authorization: Bearer x`.
    private mutating func maskAssigned() -> Bool {
      guard let word = KnownSecrets.words.first(where: { matches($0, at: index) }) else { return false }
      var place = index + word.count
      if place < bytes.count, Self.isQuote(bytes[place]) { place += 1 }
      place = end(from: place) { $0 == 32 }
      guard place < bytes.count, bytes[place] == UInt8(ascii: "=") || bytes[place] == UInt8(ascii: ":") else {
        return false
      }
      place = end(from: place + 1) { $0 == 32 || Self.isQuote($0) }
      for scheme in ["bearer ", "basic "] where matches(Array(scheme.utf8), at: place) { place += scheme.utf8.count }
      return mask(from: place, to: end(from: place) { $0 > 32 && !Self.isQuote($0) && $0 != UInt8(ascii: ",") })
    }

    /// `://user:password@host`.
    private mutating func maskPasswordInAddress() -> Bool {
      guard matches(Array("://".utf8), at: index) else { return false }
      let start = index + 3
      let end = end(from: start) { $0 > 32 && $0 != UInt8(ascii: "/") && !Self.isQuote($0) }
      guard let at = bytes[start..<end].lastIndex(of: UInt8(ascii: "@")),
        let colon = bytes[start..<at].firstIndex(of: UInt8(ascii: ":"))
      else { return false }
      return mask(from: colon + 1, to: at)
    }

    /// A private key from its first line to its last.
    private mutating func maskKey() -> Bool {
      guard matches(KnownSecrets.keyBegin, at: index) else { return false }
      let line = end(from: index) { $0 != 10 }
      guard line < bytes.count,
        String(decoding: bytes[index..<line], as: UTF8.self).uppercased().contains("PRIVATE KEY")
      else { return false }
      var place = line + 1
      while place < bytes.count, !matches(KnownSecrets.keyEnd, at: place) { place += 1 }
      return mask(from: line + 1, to: place)
    }

    private static func lower(_ byte: UInt8) -> UInt8 {
      (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte + 32 : byte
    }
    private static func isWord(_ byte: UInt8) -> Bool {
      (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(lower(byte)) || (48...57).contains(byte) || byte == 95
    }
    private static func isQuote(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") }
  }
}
