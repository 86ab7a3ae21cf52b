import Foundation
import Slipway

/// The room left where a path lies, for those who are not root.
struct DiskLook: Sendable {
  let outside: Outside

  func look(at path: String, for wanted: Probe.DiskSpace) async -> Finding {
    let what = "disk \(Wording.line(path, limit: 90))"
    return await outside.inTime(what) { deadline in
      let fence = outside.fence
      let sight = try await Offload.run(until: deadline) { () -> Place.Outcome<(free: Double, whole: Double)> in
        switch Place.resolved(path, fence: fence) {
        case .refused(let words): return .refused(words)
        case .seen(let real):
          var status = statvfs()
          guard statvfs(real, &status) == 0 else { return .refused("cannot be read") }
          let block = Double(status.f_frsize)
          // Blocks kept for root are no room for anybody else.
          let usable = Double(status.f_blocks) - Double(status.f_bfree) + Double(status.f_bavail)
          return .seen((Double(status.f_bavail) * block, usable * block))
        }
      }
      switch sight {
      case .refused(let words): return .failed("\(what) → \(words)")
      case .seen(let (free, whole)): return Self.judged(free: free, whole: whole, wanted, as: what)
      }
    }
  }

  static func judged(free: Double, whole: Double, _ wanted: Probe.DiskSpace, as what: String) -> Finding {
    let share = whole > 0 ? free / whole : 0
    let words = "\(Wording.bytes(Int(exactly: free.rounded()) ?? .max)) free, \(Wording.share(share))"
    let (isGood, wantedWords) =
      switch wanted {
      case .bytes(let count): (free >= Double(count), Wording.bytes(count))
      case .share(let least): (share >= least, Wording.share(least))
      }
    return isGood
      ? .passed("\(what) → \(words)")
      : .failed(
        "\(what) → \(words), wanted \(wantedWords)",
        difference: Difference([.init("free", wanted: "at least \(wantedWords)", got: words)]))
  }
}
