import Operations
import Slipway

/// The plan on a time axis, one row an item, grouped by phase. The table beneath it says the same in words.
struct GanttChart: Sendable {
  let svg: String
  /// What the chart shows, in a sentence.
  let caption: String

  private static let left = 236
  private static let right = 16
  private static let width = 1_040
  private static let row = 24
  private static let top = 30

  /// - Returns: nil when there is nothing to draw.
  init?(_ plan: PlanView, now: String, phases: [String]) {
    let spans = plan.items.compactMap { item -> Bar? in
      guard let start = Timestamp(text: item.start), let finish = Timestamp(text: item.finish) else { return nil }
      return Bar(item: item, start: start.seconds, finish: max(start.seconds, finish.seconds))
    }
    guard let first = spans.map(\.start).min(), let last = spans.map(\.finish).max() else { return nil }
    let axis = Axis(from: first, to: max(last, first + 86_400))
    var rows: [String] = []
    var y = GanttChart.top
    for phase in phases {
      let bars = spans.filter { $0.item.phase == phase }
      if bars.isEmpty { continue }
      rows.append("<text class=\"gantt-phase\" x=\"0\" y=\"\(y + 16)\">\(HTMLText.escape(phase))</text>")
      y += GanttChart.row
      for bar in bars {
        rows.append(GanttChart.draw(bar, axis, y))
        y += GanttChart.row
      }
    }
    let height = y + 8
    let today = Timestamp(text: now).flatMap { axis.place(of: $0.seconds) }
    svg =
      "<svg class=\"gantt\" viewBox=\"0 0 \(GanttChart.width) \(height)\" role=\"img\" "
      + "aria-labelledby=\"gantt-caption\">"
      + "<defs><pattern id=\"hatch\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\" "
      + "patternTransform=\"rotate(45)\"><rect class=\"hatch-ground\" width=\"6\" height=\"6\"/>"
      + "<rect class=\"hatch-line\" width=\"2\" height=\"6\"/></pattern></defs>"
      + axis.marks(height: height) + rows.joined() + GanttChart.line(today, height: height) + "</svg>"
    let critical = spans.filter(\.item.isCritical).count
    caption =
      "\(spans.count) items from \(GanttChart.day(first)) to \(GanttChart.day(last)), \(critical) of them critical."
  }

  private struct Bar {
    var item: PlanView.Line
    var start: Int64
    var finish: Int64
  }

  private static func day(_ seconds: Int64) -> String {
    Stamp.day(Timestamp(seconds: seconds).description)?.words ?? ""
  }

  private static func draw(_ bar: Bar, _ axis: Axis, _ y: Int) -> String {
    let from = axis.x(bar.start)
    let width = max(4, axis.x(bar.finish) - from)
    let kind = bar.item.state == "done" ? "done" : bar.item.isCritical ? "critical" : bar.item.state
    let fill = kind == "critical" ? " fill=\"url(#hatch)\"" : ""
    let name = HTMLText.escape(shortened(bar.item.name))
    let missed =
      bar.item.missesDeadline
      ? "<text class=\"gantt-missed\" x=\"\(from + width + 4)\" y=\"\(y + 16)\">! misses its deadline</text>" : ""
    return "<line class=\"gantt-rule\" x1=\"0\" x2=\"\(self.width)\" y1=\"\(y + row)\" y2=\"\(y + row)\"/>"
      + "<text class=\"gantt-name\" x=\"12\" y=\"\(y + 16)\">\(name)</text>"
      + "<rect class=\"gantt-\(kind)\"\(fill) x=\"\(from)\" y=\"\(y + 5)\" width=\"\(width)\" height=\"14\" rx=\"3\"/>"
      + missed
  }

  private static func shortened(_ name: String) -> String { name.count > 34 ? "\(name.prefix(33))…" : name }

  private static func line(_ x: Int?, height: Int) -> String {
    guard let x else { return "" }
    let anchor = x > width - 60 ? "end" : "middle"
    return "<line class=\"gantt-now\" x1=\"\(x)\" x2=\"\(x)\" y1=\"\(top - 6)\" y2=\"\(height)\"/>"
      + "<text class=\"gantt-now-word\" x=\"\(x)\" y=\"\(top - 9)\" text-anchor=\"\(anchor)\">now</text>"
  }

  /// Instants as places between the names and the right edge.
  private struct Axis {
    var from: Int64
    var to: Int64

    func x(_ seconds: Int64) -> Int {
      let room = Double(GanttChart.width - GanttChart.left - GanttChart.right)
      let share = Double(seconds - from) / Double(max(1, to - from))
      return GanttChart.left + Int(room * min(max(share, 0), 1))
    }

    func place(of seconds: Int64) -> Int? { seconds >= from && seconds <= to ? x(seconds) : nil }

    /// A line and a name at each Monday of a plan of a few months, at the first of each month of a longer one, and at
    /// every third or twelfth where they would crowd.
    func marks(height: Int) -> String {
      let isShort = to - from <= 130 * 86_400
      var marks: [(x: Int, label: String)] = []
      var day = (from / 86_400) * 86_400
      while day <= to, marks.count < 480 {
        let parts = Timestamp(seconds: day).description.prefix(10).split(separator: "-")
        // 1970-01-05 was a Monday.
        let begins = isShort ? (day / 86_400 - 4) % 7 == 0 : parts.last == "01"
        if parts.count == 3, begins, let month = Int(parts[1]), (1...12).contains(month) {
          let name = isShort ? "\(Int(parts[2]) ?? 0) \(Stamp.months[month - 1])" : Stamp.months[month - 1]
          marks.append((x(day), month == 1 && !isShort ? "\(name) \(parts[0])" : name))
        }
        day += 86_400
      }
      let step = isShort ? (marks.count > 12 ? 2 : 1) : marks.count > 72 ? 12 : marks.count > 18 ? 3 : 1
      return marks.enumerated().filter { $0.offset % step == 0 }.map { _, mark in
        "<line class=\"gantt-month\" x1=\"\(mark.x)\" x2=\"\(mark.x)\" y1=\"0\" y2=\"\(height)\"/>"
          + "<text class=\"gantt-month-name\" x=\"\(mark.x + 4)\" y=\"11\">\(mark.label)</text>"
      }.joined()
    }
  }
}
