import Crypto
import Foundation
import NIOCore
import Slipway

/// A look at one file: there, with a text, a checksum, permission bits. What is read is bounded.
struct FileLook: Sendable {
  let outside: Outside

  func look(at probe: Probe.FileProbe) async -> Finding {
    let what = "file \(Wording.line(probe.path, limit: 90))"
    let time = probe.checksum == nil ? outside.limits.time : outside.limits.longTime
    return await outside.inTime(what, time: time) { deadline in
      let sight = try await Offload.run(until: deadline) {
        try Place.open(probe.path, fence: outside.fence, isFile: true) { descriptor, status in
          try see(descriptor, status, for: probe, until: deadline)
        }
      }
      switch sight {
      case .refused(let words): return .failed("\(what) → \(words)")
      case .seen(let sight): return judged(sight, probe, as: what)
      }
    }
  }

  private struct Sight: Sendable {
    var mode: Int
    var hasText: Bool?
    var isWhole = true
    /// Nil where it was not asked for, or the file is too long.
    var checksum: String?
    var size: Int
  }

  /// Blocks as long as the file system does.
  private func see(
    _ descriptor: Int32, _ status: stat, for probe: Probe.FileProbe, until deadline: NIODeadline
  ) throws -> Sight {
    var sight = Sight(mode: Int(status.st_mode & 0o7777), size: Int(status.st_size))
    guard probe.contains != nil || probe.checksum != nil else { return sight }
    let limits = outside.limits
    var hash = SHA256()
    var start: [UInt8] = []
    var count = 0
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    let wanted = probe.checksum == nil ? limits.bytes + 1 : limits.checksumBytes + 1
    while count < wanted {
      guard NIODeadline.now() < deadline else { throw OutOfTime() }
      let read = Foundation.read(descriptor, &buffer, buffer.count)
      guard read >= 0 else { throw FileFailure.unreadable }
      if read == 0 { break }
      count += read
      if start.count <= limits.bytes, probe.contains != nil { start.append(contentsOf: buffer[..<read]) }
      if probe.checksum != nil { buffer.withUnsafeBytes { hash.update(bufferPointer: .init(rebasing: $0[..<read])) } }
    }
    sight.size = max(sight.size, count)
    sight.isWhole = start.count <= limits.bytes
    sight.hasText = probe.contains.map { Array(start.prefix(limits.bytes)).contains(Array($0.utf8)) }
    if probe.checksum != nil, count <= limits.checksumBytes {
      sight.checksum = hash.finalize().map { String($0, radix: 16).leftPadded(to: 2) }.joined()
    }
    return sight
  }

  private func judged(_ sight: Sight, _ probe: Probe.FileProbe, as what: String) -> Finding {
    var parts: [Difference.Part] = []
    var good: [String] = ["there"]
    var faults: [String] = []
    if let text = probe.contains {
      let shown = Wording.quoted(text)
      let place = sight.isWhole ? "it" : "its first \(outside.limits.byteWords)"
      let isGood = sight.hasText == true
      parts.append(.init("content", wanted: "with \(shown)", got: isGood ? nil : "not in \(place)"))
      if isGood { good.append("with \(shown)") } else { faults.append("\(shown) is not in \(place)") }
    }
    if let checksum = probe.checksum?.lowercased() {
      let isGood = sight.checksum == checksum
      let got = sight.checksum ?? "none: longer than \(Wording.bytes(outside.limits.checksumBytes))"
      parts.append(.init("checksum", wanted: checksum, got: isGood ? nil : got))
      if isGood { good.append("as its checksum says") } else { faults.append("checksum \(got.prefix(60))") }
    }
    if let mode = probe.mode {
      let isGood = sight.mode == mode
      parts.append(.init("mode", wanted: Wording.mode(mode), got: isGood ? nil : Wording.mode(sight.mode)))
      if isGood {
        good.append("mode \(Wording.mode(mode))")
      } else {
        faults.append("mode \(Wording.mode(sight.mode)), wanted \(Wording.mode(mode))")
      }
    }
    return faults.isEmpty
      ? .passed("\(what) → \(good.joined(separator: ", "))")
      : .failed("\(what) → \(faults.joined(separator: "; "))", difference: Difference(parts))
  }
}

enum FileFailure: Error {
  case unreadable
}

extension String {
  func leftPadded(to length: Int) -> String { String(repeating: "0", count: max(0, length - count)) + self }
}
