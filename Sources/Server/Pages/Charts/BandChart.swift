import Foundation

/// What is known of one figure: an interval, what it most likely is, and the line that must not be crossed.
///
/// A side of the interval that is not known ends in an arrow. The ground beyond the line is shaded and named. The caption
/// beneath it says the same in words.
struct BandChart: Sendable {
  let svg: String

  private static let width = 360
  private static let height = 58
  /// Room for figures beside the interval.
  private static let margin = 56
  private static let middle = 31

  /// - Parameters:
  ///   - less: whether what lies below the line is the harm.
  ///   - multiple: whether the figures are multiples; equal steps are then equal factors.
  ///   - label: a figure as it is said, such as `1.5` or `2 %`.
  ///   - caption: the id of the element with its caption.
  /// - Returns: nil where there is nothing to draw.
  init?(
    estimate: Double?, lower: Double?, upper: Double?, line: Double, less: Bool = false, multiple: Bool = false,
    caption: String, label: (Double) -> String
  ) {
    let lower = lower.flatMap { $0.isFinite ? $0 : nil }
    let upper = upper.flatMap { $0.isFinite ? $0 : nil }
    let estimate = estimate.flatMap { $0.isFinite ? $0 : nil }
    guard line.isFinite, estimate != nil || lower != nil || upper != nil else { return nil }
    // Nothing is a multiple of zero: an interval down to zero goes on for ever in equal factors.
    let isLogarithmic = multiple && line > 0 && (upper ?? 1) > 0 && (lower ?? 0) >= 0 && (estimate ?? 1) >= 0
    let scale = Scale(
      [lower, upper, estimate, line].compactMap { $0 }, isLogarithmic: isLogarithmic, from: BandChart.margin,
      to: BandChart.width - BandChart.margin)
    let start = lower.flatMap(scale.x)
    let end = upper.flatMap(scale.x)
    let limit = scale.x(line) ?? BandChart.margin
    svg =
      "<svg class=\"band\" viewBox=\"0 0 \(BandChart.width) \(BandChart.height)\" role=\"img\" "
      + "aria-labelledby=\"\(caption)\">"
      + BandChart.beyond(limit, less: less)
      + BandChart.interval(start, end)
      + BandChart.ends((start, lower.map(label)), (end, upper.map(label)))
      + (estimate.flatMap(scale.x).map(BandChart.tick) ?? "")
      + BandChart.limit(limit, label(line), less: less) + "</svg>"
  }

  /// Places of values from left to right.
  private struct Scale {
    let least: Double
    let most: Double
    let isLogarithmic: Bool
    let from: Int
    let to: Int

    init(_ values: [Double], isLogarithmic: Bool, from: Int, to: Int) {
      self.isLogarithmic = isLogarithmic
      self.from = from
      self.to = to
      let places = values.compactMap { Scale.place($0, isLogarithmic) }
      least = places.min() ?? 0
      most = places.max() ?? 0
    }

    private static func place(_ value: Double, _ isLogarithmic: Bool) -> Double? {
      guard isLogarithmic else { return value }
      return value > 0 ? log(value) : nil
    }

    /// - Returns: nil for what has no place: zero among factors.
    func x(_ value: Double) -> Int? {
      guard let place = Scale.place(value, isLogarithmic) else { return nil }
      // Halves keep the width of a range from overflowing.
      let spread = most / 2 - least / 2
      guard spread > 0 else { return (from + to) / 2 }
      return from + Int(Double(to - from) * min(max((place / 2 - least / 2) / spread, 0), 1))
    }
  }

  private static func beyond(_ limit: Int, less: Bool) -> String {
    let (x, wide) = less ? (0, limit) : (limit, width - limit)
    let place = less ? "x=\"2\"" : "x=\"\(width - 2)\" text-anchor=\"end\""
    return "<rect class=\"band-beyond\" x=\"\(x)\" y=\"16\" width=\"\(wide)\" height=\"26\"/>"
      + "<text class=\"band-word\" \(place) y=\"11\">worse</text>"
  }

  private static func interval(_ start: Int?, _ end: Int?) -> String {
    let (left, right) = (start ?? 8, end ?? width - 8)
    return "<rect class=\"band-bar\" x=\"\(left)\" y=\"\(middle - 4)\" width=\"\(max(1, right - left))\" height=\"8\"/>"
      + (start.map(stop) ?? arrow(at: 8, towards: -8)) + (end.map(stop) ?? arrow(at: width - 8, towards: 8))
  }

  private static func stop(_ x: Int) -> String {
    "<line class=\"band-end\" x1=\"\(x)\" x2=\"\(x)\" y1=\"\(middle - 7)\" y2=\"\(middle + 7)\"/>"
  }

  private static func arrow(at x: Int, towards step: Int) -> String {
    "<path class=\"band-arrow\" d=\"M\(x) \(middle - 8)l\(step) 8l\(-step) 8z\"/>"
  }

  /// Their figures stand outwards, so that those of a narrow interval do not lie upon each other.
  private static func ends(_ start: (x: Int?, text: String?), _ end: (x: Int?, text: String?)) -> String {
    func figure(_ x: Int, _ text: String, _ anchor: String) -> String {
      // What has no room stands in the caption.
      text.count > 9
        ? ""
        : "<text class=\"band-figure\" x=\"\(x)\" y=\"\(height - 3)\" text-anchor=\"\(anchor)\">"
          + "\(HTMLText.escape(text))</text>"
    }
    var parts = ""
    if let x = start.x, let text = start.text { parts += figure(x + 1, text, "end") }
    if let x = end.x, let text = end.text { parts += figure(x - 1, text, "start") }
    return parts
  }

  private static func tick(_ x: Int) -> String {
    "<path class=\"band-estimate\" d=\"M\(x) \(middle - 7)l5 7l-5 7l-5 -7z\"/>"
  }

  /// Its figure stands on the side that is tolerated, unless there is more room beyond it.
  private static func limit(_ x: Int, _ text: String, less: Bool) -> String {
    let isLeft = less ? x > width - 110 : x > 110
    let place = isLeft ? "x=\"\(x - 4)\" text-anchor=\"end\"" : "x=\"\(x + 4)\""
    return "<line class=\"band-limit\" x1=\"\(x)\" x2=\"\(x)\" y1=\"2\" y2=\"44\"/>"
      + (text.count > 12 ? "" : "<text class=\"band-word\" \(place) y=\"11\">\(HTMLText.escape(text)) tolerated</text>")
  }
}
