package import NIOCore

/// How far one look at the outside world may go.
package struct RunLimits: Sendable, Equatable {
  /// For one step, from the name's resolution to the last byte of the answer.
  package var time: TimeAmount
  /// Bytes of an answer or a file that are looked at.
  package var bytes: Int
  package var redirects: Int
  /// For work on this machine that takes longer than an answer: a query, the checksum of a file.
  package var longTime: TimeAmount
  /// Bytes of a file whose checksum is taken.
  package var checksumBytes: Int

  package init(
    time: TimeAmount = .seconds(10), bytes: Int = 1 << 20, redirects: Int = 5, longTime: TimeAmount = .seconds(60),
    checksumBytes: Int = 1 << 30
  ) {
    self.time = time
    self.bytes = bytes
    self.redirects = redirects
    self.longTime = longTime
    self.checksumBytes = checksumBytes
  }

  var timeWords: String { Self.words(for: time) }

  static func words(for time: TimeAmount) -> String {
    let milliseconds = time.nanoseconds / 1_000_000
    return milliseconds.isMultiple(of: 1_000) ? "\(milliseconds / 1_000) s" : "\(milliseconds) ms"
  }

  var byteWords: String {
    bytes >= 1 << 20 && bytes.isMultiple(of: 1 << 20) ? "\(bytes >> 20) MB" : "\(bytes) bytes"
  }
}
