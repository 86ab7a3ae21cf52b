/// Elapsed time in whole seconds, never negative: expiry, soak, grace.
package struct Span: Sendable, Hashable, Comparable, Codable {
  package let seconds: Int64

  package init(seconds: Int64) { self.seconds = max(0, seconds) }

  package static func minutes(_ count: Int64) -> Self { Self(seconds: count * 60) }
  package static func hours(_ count: Int64) -> Self { Self(seconds: count * 3_600) }
  package static func days(_ count: Int64) -> Self { Self(seconds: count * 86_400) }

  package static func < (left: Self, right: Self) -> Bool { left.seconds < right.seconds }

  /// Reads `90s`, `30m`, `36h`, `2d` or `3w`; nil for anything else and for more than a hundred years.
  package init?(text: String) {
    guard let unit = text.last, let count = Int64(text.dropLast()), count >= 0 else { return nil }
    let seconds: Int64? =
      switch unit {
      case "s": 1
      case "m": 60
      case "h": 3_600
      case "d": 86_400
      case "w": 604_800
      default: nil
      }
    guard let seconds, count <= 3_155_760_000 / seconds else { return nil }
    self.init(seconds: count * seconds)
  }
}

extension Span: CustomStringConvertible {
  package var description: String {
    switch seconds {
    case 0: "no time"
    case let time where time.isMultiple(of: 604_800): Span.count(time / 604_800, "week")
    case let time where time.isMultiple(of: 86_400): Span.count(time / 86_400, "day")
    case let time where time.isMultiple(of: 3_600): Span.count(time / 3_600, "hour")
    case let time where time.isMultiple(of: 60): Span.count(time / 60, "minute")
    default: Span.count(seconds, "second")
    }
  }

  private static func count(_ count: Int64, _ unit: String) -> String {
    count == 1 ? "1 \(unit)" : "\(count) \(unit)s"
  }
}
