import Operations
import Slipway

/// What waves use of one capacity, week by week, beneath what there is of it. The table beneath it says the same in
/// words.
struct UsageChart: Sendable {
  let svg: String

  private static let height = 60

  /// - Parameter caption: the id of the element with its caption.
  /// - Returns: nil where there is nothing to draw.
  init?(_ weeks: [WavePlanView.UsageLine.Week], caption: String) {
    let found = weeks.compactMap { week in
      Timestamp(text: week.week).map { (at: $0.seconds / 604_800, used: week.used, limit: week.limit) }
    }
    guard let first = found.map(\.at).min(), let last = found.map(\.at).max(), last - first < 5_000 else { return nil }
    let most = max(1, found.map { max($0.used, $0.limit) }.max() ?? 1)
    func y(_ amount: Int) -> Int {
      UsageChart.height - Int(Double(UsageChart.height - 4) * min(max(Double(amount) / Double(most), 0), 1))
    }
    let parts = found.map { week in
      let x = Int(week.at - first) * 12
      return "<rect class=\"usage-limit\" x=\"\(x)\" y=\"\(y(week.limit))\" width=\"12\" "
        + "height=\"\(UsageChart.height - y(week.limit))\"/>"
        + "<rect class=\"usage-used\" x=\"\(x + 2)\" y=\"\(y(week.used))\" width=\"8\" "
        + "height=\"\(UsageChart.height - y(week.used))\"/>"
    }
    svg =
      "<svg class=\"usage\" viewBox=\"0 0 \(Int(last - first + 1) * 12) \(UsageChart.height)\" "
      + "preserveAspectRatio=\"none\" role=\"img\" aria-labelledby=\"\(caption)\">" + parts.joined() + "</svg>"
  }
}
