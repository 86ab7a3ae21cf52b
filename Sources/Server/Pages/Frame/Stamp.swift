import Slipway

/// A date or an instant for the `time` element: as machines read it and in words. Instants are in UTC, as the page says.
struct Stamp: Sendable, Equatable {
  let iso: String
  let words: String

  /// - Parameter text: RFC 3339, or a plain date.
  init?(_ text: String?) {
    guard let text, let time = Timestamp(text: text) else { return nil }
    iso = text
    let date = Stamp.date(time)
    words = text.utf8.count == 10 ? date : "\(date), \(time.description.dropFirst(11).prefix(5))"
  }

  /// The day alone, of a date or an instant.
  static func day(_ text: String?) -> Stamp? { Stamp(text.map { String($0.prefix(10)) }) }

  private static func date(_ time: Timestamp) -> String {
    let parts = time.description.prefix(10).split(separator: "-")
    guard parts.count == 3, let month = Int(parts[1]), let day = Int(parts[2]), (1...12).contains(month) else {
      return String(time.description.prefix(10))
    }
    let days = time.seconds / 86_400 - (time.seconds % 86_400 < 0 ? 1 : 0)
    let weekday = Int(((days % 7) + 11) % 7)
    return "\(weekdays[weekday]) \(day) \(months[month - 1]) \(parts[0])"
  }

  private static let weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
  static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
}
