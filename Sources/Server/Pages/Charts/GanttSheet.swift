import Operations
import Slipway

/// The rows of one chart of the plan while it is drawn, from the top down.
struct GanttSheet {
  private let axis: TimeAxis
  private let name: String
  private var rows: [String] = []
  private var y = GanttChart.top

  var captionID: String { "\(name)-caption" }

  /// - Parameter name: differs from that of every other chart on the page.
  init(_ axis: TimeAxis, _ name: String) {
    self.axis = axis
    self.name = name
  }

  mutating func head(_ text: String) {
    rows.append("<text class=\"gantt-phase\" x=\"0\" y=\"\(y + 16)\">\(HTMLText.escape(text))</text>")
    y += GanttChart.row
  }

  mutating func add(_ bar: GanttBar) {
    let (from, width) = span(bar.start, bar.finish)
    let item = bar.item
    var kind = item.state
    if kind != "done", item.isCritical { kind = "critical" }
    if kind != "done", item.criticality == "near-critical" { kind = "near" }
    var parts = rect(kind, from, width)
    if let first = bar.agreed.first, let last = bar.agreed.last { parts += agreed(first, last) }
    if item.missesDeadline { parts += said("! misses its deadline", after: from + width) }
    add(row: item.name, parts)
  }

  /// A phase as one bar, with what is critical in it hatched.
  mutating func add(phase: String, _ bars: [GanttBar]) {
    guard let first = bars.map(\.start).min(), let last = bars.map(\.finish).max() else { return }
    let (from, width) = span(first, last)
    let done = bars.filter { $0.item.state == "done" }.count
    var parts = rect(done == bars.count ? "done" : "planned", from, width)
    for bar in bars where bar.item.isCritical && bar.item.state != "done" {
      let (from, width) = span(bar.start, bar.finish)
      parts += rect("critical", from, width)
    }
    let times = bars.flatMap(\.agreed)
    if let first = times.min(), let last = times.max() { parts += agreed(first, last) }
    let missed = bars.filter(\.item.missesDeadline).count
    if missed > 0 {
      parts += said("! \(missed) \(missed == 1 ? "misses its" : "miss their") deadline", after: from + width)
    }
    add(row: "\(GanttSheet.shortened(phase, to: 20)): \(done) of \(bars.count) done", parts)
  }

  mutating func add(_ opening: GanttOpening) {
    func circle(_ kind: String, _ time: Int64) -> String {
      "<circle class=\"gantt-\(kind)\" cx=\"\(axis.x(time))\" cy=\"\(y + 10)\" r=\"5\"/>"
    }
    var parts = circle("opens", opening.planned)
    if let opened = opening.opened { parts += circle("opened", opened) }
    if let agreed = opening.agreed {
      let x = axis.x(agreed)
      parts += "<rect class=\"gantt-agreed\" x=\"\(x - 5)\" y=\"\(y + 18)\" width=\"10\" height=\"4\"/>"
    }
    add(row: opening.name, parts)
  }

  private mutating func add(row name: String, _ parts: String) {
    let below = y + GanttChart.row
    rows.append(
      "<line class=\"gantt-rule\" x1=\"0\" x2=\"\(GanttChart.width)\" y1=\"\(below)\" y2=\"\(below)\"/>"
        + "<text class=\"gantt-name\" x=\"12\" y=\"\(y + 16)\">\(HTMLText.escape(GanttSheet.shortened(name, to: 34)))"
        + "</text>" + parts)
    y = below
  }

  private func rect(_ kind: String, _ x: Int, _ width: Int) -> String {
    let fill = kind == "critical" ? " fill=\"url(#\(name)-hatch)\"" : ""
    return "<rect class=\"gantt-\(kind)\"\(fill) x=\"\(x)\" y=\"\(y + 3)\" width=\"\(width)\" height=\"13\" rx=\"3\"/>"
  }

  /// A thin bar beneath: where it was agreed to be.
  private func agreed(_ start: Int64, _ finish: Int64) -> String {
    let (x, width) = span(start, finish)
    return "<rect class=\"gantt-agreed\" x=\"\(x)\" y=\"\(y + 18)\" width=\"\(width)\" height=\"4\"/>"
  }

  private func span(_ start: Int64, _ finish: Int64) -> (x: Int, width: Int) {
    let from = axis.x(start)
    return (from, max(4, axis.x(finish) - from))
  }

  /// Words beside a bar; before its end where there is no room behind it.
  private func said(_ words: String, after x: Int) -> String {
    let isNear = x > GanttChart.width - 150
    return "<text class=\"gantt-missed\" x=\"\(isNear ? x - 4 : x + 4)\" y=\"\(y + 15)\""
      + "\(isNear ? " text-anchor=\"end\"" : "")>\(words)</text>"
  }

  private static func shortened(_ name: String, to length: Int) -> String {
    name.count > length ? "\(name.prefix(length - 1))…" : name
  }

  func svg(now: String) -> String {
    let height = y + 8
    let today = Timestamp(text: now).flatMap { axis.place(of: $0.seconds) }
    return "<svg class=\"gantt\" viewBox=\"0 0 \(GanttChart.width) \(height)\" role=\"img\" "
      + "aria-labelledby=\"\(captionID)\">"
      + "<defs><pattern id=\"\(name)-hatch\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\" "
      + "patternTransform=\"rotate(45)\"><rect class=\"hatch-ground\" width=\"6\" height=\"6\"/>"
      + "<rect class=\"hatch-line\" width=\"2\" height=\"6\"/></pattern></defs>"
      + axis.marks(height: height) + rows.joined() + GanttSheet.line(today, height: height) + "</svg>"
  }

  private static func line(_ x: Int?, height: Int) -> String {
    guard let x else { return "" }
    let anchor = x > GanttChart.width - 60 ? "end" : "middle"
    let top = GanttChart.top
    return "<line class=\"gantt-now\" x1=\"\(x)\" x2=\"\(x)\" y1=\"\(top - 6)\" y2=\"\(height)\"/>"
      + "<text class=\"gantt-now-word\" x=\"\(x)\" y=\"\(top - 9)\" text-anchor=\"\(anchor)\">now</text>"
  }
}
