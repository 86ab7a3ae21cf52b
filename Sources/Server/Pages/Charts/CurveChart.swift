/// Shares of draws that come out at most at a value, as a rising curve, with values marked on it. The table beneath it
/// says the same in words.
struct CurveChart: Sendable {
  let svg: String

  struct Point: Sendable {
    var value: Double
    /// 0 to 1.
    var share: Double
  }

  struct Line: Sendable {
    var value: Double
    var label: String
    /// Names its look: `half`, `most` or `planned`.
    var kind: String
  }

  struct Tick: Sendable {
    var value: Double
    var label: String
  }

  private static let width = 720
  private static let height = 300
  private static let left = 48
  private static let right = 16
  private static let bottom = 28

  /// - Parameters:
  ///   - second: another curve on the same axes, dashed; empty without one.
  ///   - caption: the id of the element with its caption.
  /// - Returns: nil where there is no curve to draw.
  init?(_ points: [Point], second: [Point] = [], lines: [Line], ticks: [Tick], caption: String) {
    let values = (points + second).map(\.value) + lines.map(\.value)
    guard points.count > 1, let least = values.min(), let most = values.max(), least.isFinite, most.isFinite else {
      return nil
    }
    // The marks' names stand above the curve, one line each.
    let top = 20 + 18 * lines.count
    let spread = max(most - least, 1)
    func x(_ value: Double) -> Int {
      let room = Double(CurveChart.width - CurveChart.left - CurveChart.right)
      return CurveChart.left + Int(room * min(max((value - least) / spread, 0), 1))
    }
    func y(_ share: Double) -> Int {
      let room = Double(CurveChart.height - CurveChart.bottom - top)
      return CurveChart.height - CurveChart.bottom - Int(room * min(max(share, 0), 1))
    }
    func curve(_ points: [Point], _ kind: String) -> String {
      let places = points.map { "\(x($0.value)),\(y($0.share))" }.joined(separator: " ")
      return "<polyline class=\"curve-\(kind)\" points=\"\(places)\"/>"
    }
    let floor = CurveChart.height - CurveChart.bottom
    var parts = [0, 0.25, 0.5, 0.75, 1].map { share in
      "<line class=\"gantt-rule\" x1=\"\(CurveChart.left)\" x2=\"\(CurveChart.width - CurveChart.right)\" "
        + "y1=\"\(y(share))\" y2=\"\(y(share))\"/>"
        + "<text class=\"curve-tick\" x=\"\(CurveChart.left - 6)\" y=\"\(y(share) + 4)\" text-anchor=\"end\">"
        + "\(Int(share * 100)) %</text>"
    }
    for tick in ticks where tick.value >= least && tick.value <= most {
      let anchor = x(tick.value) > CurveChart.width - 60 ? "end" : x(tick.value) < 80 ? "start" : "middle"
      parts.append(
        "<line class=\"gantt-rule\" x1=\"\(x(tick.value))\" x2=\"\(x(tick.value))\" y1=\"\(floor)\" y2=\"\(floor + 5)\"/>"
          + "<text class=\"curve-tick\" x=\"\(x(tick.value))\" y=\"\(floor + 19)\" text-anchor=\"\(anchor)\">"
          + "\(HTMLText.escape(tick.label))</text>")
    }
    if second.count > 1 { parts.append(curve(second, "after")) }
    parts.append(curve(points, "before"))
    for (index, line) in lines.enumerated() {
      let place = x(line.value)
      let words = 14 + 18 * index
      let isRight = place > CurveChart.width / 2
      parts.append(
        "<line class=\"curve-\(line.kind)\" x1=\"\(place)\" x2=\"\(place)\" y1=\"\(words - 10)\" y2=\"\(floor)\"/>"
          + "<text class=\"curve-word\" x=\"\(isRight ? place - 6 : place + 6)\" y=\"\(words)\""
          + "\(isRight ? " text-anchor=\"end\"" : "")>\(HTMLText.escape(line.label))</text>")
    }
    svg =
      "<svg class=\"curve\" viewBox=\"0 0 \(CurveChart.width) \(CurveChart.height)\" role=\"img\" "
      + "aria-labelledby=\"\(caption)\">" + parts.joined() + "</svg>"
  }
}
