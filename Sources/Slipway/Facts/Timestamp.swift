import Scheduling

/// An instant of programme time: milliseconds since 1970-01-01T00:00:00Z, leap seconds ignored.
package struct Timestamp: Sendable, Hashable, Comparable {
  package let milliseconds: Int64

  package init(milliseconds: Int64) { self.milliseconds = milliseconds }
  package init(seconds: Int64) { self.milliseconds = Timestamp.clamp(seconds) * 1_000 }

  /// Whole seconds, rounded down.
  package var seconds: Int64 { Timestamp.floorDivide(milliseconds, 1_000) }

  package static func < (left: Self, right: Self) -> Bool { left.milliseconds < right.milliseconds }

  package static func + (time: Self, span: Span) -> Self {
    let (sum, overflow) = time.milliseconds.addingReportingOverflow(milliseconds(span))
    return Self(milliseconds: overflow ? .max : sum)
  }

  package static func - (time: Self, span: Span) -> Self {
    let (difference, overflow) = time.milliseconds.subtractingReportingOverflow(milliseconds(span))
    return Self(milliseconds: overflow ? .min : difference)
  }

  /// At most the largest number of milliseconds there is; a span read from outside may be negative.
  private static func milliseconds(_ span: Span) -> Int64 {
    let (product, overflow) = span.seconds.multipliedReportingOverflow(by: 1_000)
    return max(0, overflow ? (span.seconds < 0 ? 0 : .max) : product)
  }

  /// The span from `earlier` to this instant; zero when `earlier` is later.
  package func since(_ earlier: Self) -> Span { Span(seconds: seconds - earlier.seconds) }

  private static func clamp(_ seconds: Int64) -> Int64 { min(max(seconds, -62_135_596_800), 253_402_300_799) }
}

extension Timestamp: Codable {
  package init(from decoder: any Decoder) throws {
    self.init(milliseconds: try decoder.singleValueContainer().decode(Int64.self))
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(milliseconds)
  }
}

extension Timestamp: CustomStringConvertible {
  /// RFC 3339 in UTC, whole seconds: `2026-03-02T09:00:00Z`.
  package var description: String {
    let day = Timestamp.floorDivide(seconds, 86_400)
    let second = Int(seconds - day * 86_400)
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    let date = CivilDate(daysSinceEpoch: Int(day)) ?? (day < 0 ? .earliest : .latest)
    return "\(date)T\(two(second / 3_600)):\(two(second / 60 % 60)):\(two(second % 60))Z"
  }

  /// Reads RFC 3339 with `Z` or an offset, or a plain date, which means midnight UTC; nil for anything else.
  package init?(text: String) {
    let bytes = Array(text.utf8)
    guard bytes.count >= 10, let date = CivilDate(String(decoding: bytes[0..<10], as: UTF8.self)) else { return nil }
    var seconds = Int64(date.daysSinceEpoch) * 86_400
    if bytes.count > 10 {
      guard let time = Timestamp.clock(bytes[10...]) else { return nil }
      seconds += time
    }
    self.init(seconds: seconds)
  }

  /// Seconds since midnight UTC of `T09:00Z`, `T09:00:00Z` or `T09:00:00+02:00`.
  private static func clock(_ bytes: ArraySlice<UInt8>) -> Int64? {
    let text = String(decoding: bytes, as: UTF8.self)
    guard let first = text.first, first == "T" || first == " " else { return nil }
    var body = text.dropFirst()
    var offset: Int64 = 0
    if body.hasSuffix("Z") {
      body = body.dropLast()
    } else if let sign = body.lastIndex(where: { $0 == "+" || $0 == "-" }) {
      guard let minutes = minutes(body[body.index(after: sign)...]) else { return nil }
      offset = (body[sign] == "+" ? -1 : 1) * minutes * 60
      body = body[..<sign]
    } else {
      return nil
    }
    let parts = body.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2 || parts.count == 3, let base = minutes(body.prefix(5)) else { return nil }
    let second = parts.count == 3 ? Int64(parts[2].prefix(2)) : 0
    guard let second, (0..<60).contains(second) else { return nil }
    return base * 60 + second + offset
  }

  private static func minutes(_ text: Substring) -> Int64? {
    let parts = text.split(separator: ":")
    guard parts.count == 2, let hours = Int64(parts[0]), let minutes = Int64(parts[1]),
      (0..<24).contains(hours), (0..<60).contains(minutes)
    else { return nil }
    return hours * 60 + minutes
  }

  private static func floorDivide(_ value: Int64, _ divisor: Int64) -> Int64 {
    let quotient = value / divisor
    return value % divisor < 0 ? quotient - 1 : quotient
  }
}
