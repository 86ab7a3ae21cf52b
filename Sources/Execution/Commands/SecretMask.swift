/// Takes secrets out of a stream of bytes, also where they lie across two parts of it.
///
/// White space around a value is none of it. Values under 4 bytes are left, because masking them would hide everything.
/// Of a value with several lines each line of at least 8 bytes counts by itself, too.
struct SecretMask: Sendable {
  static let sign = Array("•••".utf8)

  /// Longest first, so that of two secrets the one that holds the other is masked.
  private let values: [[UInt8]]
  /// For each first byte the indexes of the values that begin with it.
  private let starts: [[Int]]
  private let longest: Int
  private var held: [UInt8] = []

  init(_ secrets: [String]) {
    var found: Set<[UInt8]> = []
    for secret in secrets {
      let bytes = Array(secret.utf8)
      let trimmed = Array(bytes.drop(while: Self.isSpace).reversed().drop(while: Self.isSpace).reversed())
      if trimmed.count >= 4 { found.insert(trimmed) }
      for line in trimmed.split(whereSeparator: { $0 == 10 || $0 == 13 }) where line.count >= 8 {
        found.insert(Array(line))
      }
    }
    values = found.sorted { ($1.count, Array($0)[0]) < ($0.count, Array($1)[0]) }
    var starts = [[Int]](repeating: [], count: 256)
    for (index, value) in values.enumerated() { starts[Int(value[0])].append(index) }
    self.starts = starts
    longest = values.first?.count ?? 0
  }

  /// What may be shown of the stream so far; the end of a part is held back while a secret may begin in it.
  mutating func feed(_ part: some Sequence<UInt8>) -> [UInt8] {
    guard longest > 0 else { return Array(part) }
    held.append(contentsOf: part)
    return release(keeping: longest - 1)
  }

  mutating func finish() -> [UInt8] {
    guard longest > 0 else { return [] }
    return release(keeping: 0)
  }

  func masked(_ text: String) -> String {
    guard longest > 0 else { return text }
    var mask = self
    mask.held = Array(text.utf8)
    return String(decoding: mask.release(keeping: 0), as: UTF8.self)
  }

  private mutating func release(keeping rest: Int) -> [UInt8] {
    var shown: [UInt8] = []
    shown.reserveCapacity(held.count)
    var index = 0
    let end = held.count - rest
    while index < end {
      let match = starts[Int(held[index])].first { held[index...].starts(with: values[$0]) }
      if let match {
        shown.append(contentsOf: Self.sign)
        index += values[match].count
      } else {
        shown.append(held[index])
        index += 1
      }
    }
    held.removeFirst(min(index, held.count))
    return shown
  }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 32 || (9...13).contains(byte) }
}
