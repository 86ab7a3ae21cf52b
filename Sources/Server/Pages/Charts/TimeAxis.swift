import Slipway

/// Instants as places between two edges of a chart.
struct TimeAxis: Sendable {
  let from: Int64
  let to: Int64
  let left: Int
  let right: Int

  func x(_ seconds: Int64) -> Int {
    let share = (Double(seconds) - Double(from)) / max(1, Double(to) - Double(from))
    return left + Int(Double(right - left) * min(max(share, 0), 1))
  }

  /// Where it is, unless it lies outside.
  func place(of seconds: Int64) -> Int? { seconds >= from && seconds <= to ? x(seconds) : nil }

  /// A line and a name at each Monday of a plan of a few months, at the first of each month of a longer one, and at
  /// every third or twelfth where they would crowd.
  func marks(height: Int) -> String {
    let isShort = to - from <= 130 * 86_400
    var marks: [(x: Int, year: Substring, label: String)] = []
    var day = (from / 86_400) * 86_400
    while day <= to, marks.count < 480 {
      let parts = Timestamp(seconds: day).description.prefix(10).split(separator: "-")
      // 1970-01-05 was a Monday.
      let begins = isShort ? (day / 86_400 - 4) % 7 == 0 : parts.last == "01"
      if parts.count == 3, begins, let month = Int(parts[1]), (1...12).contains(month) {
        let name = isShort ? "\(Int(parts[2]) ?? 0) \(Stamp.months[month - 1])" : Stamp.months[month - 1]
        marks.append((x(day), parts[0], name))
      }
      day += 86_400
    }
    // A name takes some fifty units of the chart.
    let room = max(1, (right - left) / 50)
    let fitting = isShort ? [1, 2, 4, 8, 16] : [1, 3, 12, 60]
    let step = fitting.first { marks.count / $0 <= room } ?? 120
    var year: Substring?
    return marks.enumerated().filter { $0.offset % step == 0 }.map { _, mark in
      // The year where it begins, and of the first mark.
      let label = mark.year == year || isShort ? mark.label : "\(mark.label) \(mark.year)"
      year = mark.year
      return "<line class=\"gantt-month\" x1=\"\(mark.x)\" x2=\"\(mark.x)\" y1=\"0\" y2=\"\(height)\"/>"
        + "<text class=\"gantt-month-name\" x=\"\(mark.x + 4)\" y=\"11\">\(label)</text>"
    }.joined()
  }
}
