import Scheduling

/// Small notations of the document that are text to YAML.
enum Scalars {
  /// Control characters other than line ends and tabs, and marks that turn the direction of what follows.
  static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09, 0x0A, 0x0D: false
    case 0..<0x20, 0x7F..<0xA0, 0x202A...0x202E, 0x2066...0x2069: true
    default: false
    }
  }

  /// `90 %`, `90%`, `12.5 %` or `0.9`: 0 to 1.
  static func share(_ text: String) -> Double? {
    var body = Substring(text.filter { $0 != " " && $0 != "\u{a0}" })
    let isPercent = body.last == "%"
    if isPercent { body = body.dropLast() }
    guard let number = Double(body), number.isFinite else { return nil }
    let share = isPercent ? number / 100 : number
    return (0...1).contains(share) ? share : nil
  }

  /// `12500`, `12500.5` or `12500.50`, in a currency with two minor digits.
  static func money(_ text: String) -> Money? {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count), parts.allSatisfy(isDigits),
      let major = Int64(parts[0]), major < 1_000_000_000_000
    else { return nil }
    guard parts.count == 2 else { return Money(minorUnits: major * 100) }
    guard (1...2).contains(parts[1].count), let minor = Int64(parts[1]) else { return nil }
    return Money(minorUnits: major * 100 + (parts[1].count == 1 ? minor * 10 : minor))
  }

  private static func isDigits(_ text: Substring) -> Bool {
    !text.isEmpty && text.allSatisfy { ("0"..."9").contains($0) }
  }

  /// `09:00-12:30` as local minutes.
  static func minutes(_ text: String) -> Range<Int>? {
    let ends = text.split(separator: "-", omittingEmptySubsequences: false).map { clock(String($0)) }
    guard ends.count == 2, let from = ends[0], let to = ends[1], from < to else { return nil }
    return from..<to
  }

  private static func clock(_ text: String) -> Int? {
    let parts = text.filter { $0 != " " }.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, parts[1].count == 2, parts.allSatisfy(isDigits), let hour = Int(parts[0]),
      let minute = Int(parts[1]),
      (0...24).contains(hour), (0..<60).contains(minute), hour * 60 + minute <= 1_440
    else { return nil }
    return hour * 60 + minute
  }

  /// `EUR`: three capital letters.
  static func currency(_ text: String) -> String? {
    text.utf8.count == 3 && text.utf8.allSatisfy { (65...90).contains($0) } ? text : nil
  }

  static func weekday(_ text: String) -> Int? {
    ["mon": 1, "tue": 2, "wed": 3, "thu": 4, "fri": 5, "sat": 6, "sun": 7][text.lowercased()]
  }

  /// `500 MB`, `2GB` or `1.5 GiB` in bytes: thousands in kB, MB, GB and TB, 1,024 in KiB, MiB, GiB and TiB.
  static func bytes(_ text: String) -> Int? {
    let body = text.filter { $0 != " " && $0 != "\u{a0}" }
    let digits = body.prefix { ("0"..."9").contains($0) || $0 == "." }
    guard let count = Double(digits), count.isFinite, count >= 0 else { return nil }
    let unit: Double? =
      switch body.dropFirst(digits.count) {
      case "B": 1
      case "kB", "KB": 1e3
      case "MB": 1e6
      case "GB": 1e9
      case "TB": 1e12
      case "KiB": 1_024
      case "MiB": 1_048_576
      case "GiB": 1_073_741_824
      case "TiB": 1_099_511_627_776
      default: nil
      }
    guard let unit, count * unit <= 1e15 else { return nil }
    return Int((count * unit).rounded())
  }

  /// `2026-04-01T09:00`: a day and the minute of it that the wall clock shows.
  static func localMinute(_ text: String) -> (date: CivilDate, minute: Int)? {
    let parts = text.split(separator: "T", omittingEmptySubsequences: false)
    guard parts.count == 2, parts[1].utf8.count == 5, !parts[1].contains(" "), let date = CivilDate(String(parts[0])),
      let minute = clock(String(parts[1])), minute < 1_440
    else { return nil }
    return (date, minute)
  }

  /// Working time: `4h`, `3d` or `2w`, with the working minutes of a day and the working days of a week.
  static func work(_ text: String, minutesADay: Int, daysAWeek: Int) -> Int? {
    guard let unit = text.last, let count = Double(text.dropLast()), count.isFinite, count >= 0, count <= 100_000
    else { return nil }
    let minutes: Double? =
      switch unit {
      case "m": 1
      case "h": 60
      case "d": Double(minutesADay)
      case "w": Double(minutesADay * daysAWeek)
      default: nil
      }
    guard let minutes else { return nil }
    let total = (count * minutes).rounded()
    return total <= 50_000_000 ? Int(total) : nil
  }
}
