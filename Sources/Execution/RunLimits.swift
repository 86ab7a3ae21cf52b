package import NIOCore

/// How far one look at the outside world may go.
package struct RunLimits: Sendable, Equatable {
  /// For one step, from the name's resolution to the last byte of the answer.
  package var time: TimeAmount
  /// Bytes of an answer or a file that are looked at.
  package var bytes: Int
  package var redirects: Int

  package init(time: TimeAmount = .seconds(10), bytes: Int = 1 << 20, redirects: Int = 5) {
    self.time = time
    self.bytes = bytes
    self.redirects = redirects
  }

  var timeWords: String {
    let milliseconds = time.nanoseconds / 1_000_000
    return milliseconds.isMultiple(of: 1_000) ? "\(milliseconds / 1_000) s" : "\(milliseconds) ms"
  }

  var byteWords: String {
    bytes >= 1 << 20 && bytes.isMultiple(of: 1 << 20) ? "\(bytes >> 20) MB" : "\(bytes) bytes"
  }
}
