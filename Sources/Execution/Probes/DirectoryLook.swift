import Foundation
import Slipway

/// A directory: there, with names in it and permission bits.
struct DirectoryLook: Sendable {
  let outside: Outside

  func look(at probe: Probe.DirectoryProbe) async -> Finding {
    let what = "directory \(Wording.line(probe.path, limit: 90))"
    return await outside.inTime(what) { deadline in
      let sight = try await Offload.run(until: deadline) {
        try Place.open(probe.path, fence: outside.fence, isFile: false) { descriptor, status in
          (Int(status.st_mode & 0o7777), probe.holds.filter { !Self.holds($0, descriptor) })
        }
      }
      switch sight {
      case .refused(let words): return .failed("\(what) → \(words)")
      case .seen(let (mode, missing)): return judged(mode: mode, missing: missing, probe, as: what)
      }
    }
  }

  /// A name, not a path: nothing outside the directory is told.
  private static func holds(_ name: String, _ descriptor: Int32) -> Bool {
    guard !name.isEmpty, !name.utf8.contains(0), !name.utf8.contains(UInt8(ascii: "/")) else { return false }
    var status = stat()
    return fstatat(descriptor, name, &status, AT_SYMLINK_NOFOLLOW) == 0
  }

  private func judged(
    mode: Int, missing: [String], _ probe: Probe.DirectoryProbe, as what: String
  ) -> Finding {
    var faults: [String] = []
    var parts = probe.holds.map {
      Difference.Part("holds", wanted: $0, got: missing.contains($0) ? "not in it" : nil)
    }
    if !missing.isEmpty {
      let names = missing.prefix(5).map { Wording.line($0, limit: 40) }.joined(separator: ", ")
      faults.append("without \(names)" + (missing.count > 5 ? " and \(missing.count - 5) more" : ""))
    }
    if let wanted = probe.mode {
      parts.append(.init("mode", wanted: Wording.mode(wanted), got: mode == wanted ? nil : Wording.mode(mode)))
      if mode != wanted { faults.append("mode \(Wording.mode(mode)), wanted \(Wording.mode(wanted))") }
    }
    return faults.isEmpty
      ? .passed("\(what) → there")
      : .failed("\(what) → \(faults.joined(separator: "; "))", difference: Difference(parts))
  }
}
