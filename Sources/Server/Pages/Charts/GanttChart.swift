import Operations
import Slipway

/// The plan on a time axis: one row an item, grouped by phase, then the waves. The table beneath it says the same in
/// words.
///
/// A plan of many items has a row a phase instead, and a chart of each phase on the same axis.
struct GanttChart: Sendable {
  let svg: String
  /// What the chart shows, in a sentence.
  let caption: String
  /// The id of the element with the caption.
  let captionID: String

  /// More items than this are drawn phase by phase.
  static let mostItems = 60

  static let left = 236
  static let width = 1_040
  static let row = 24
  static let top = 30

  /// The whole plan.
  ///
  /// - Returns: nil when there is nothing to draw.
  init?(_ plan: PlanView, now: String, phases: [String]) {
    let bars = plan.items.compactMap(GanttBar.init)
    let openings = plan.waves.compactMap(GanttOpening.init)
    guard !bars.isEmpty, let axis = GanttChart.axis(bars, openings) else { return nil }
    var sheet = GanttSheet(axis, "gantt")
    let isLarge = bars.count > GanttChart.mostItems
    if isLarge { sheet.head("Phases") }
    let byPhase = Dictionary(grouping: bars, by: \.item.phase)
    for phase in phases {
      guard let bars = byPhase[phase] else { continue }
      let name = plan.phases.first { $0.id == phase }?.name ?? phase
      if isLarge {
        sheet.add(phase: name, bars)
      } else {
        sheet.head(name)
        for bar in bars { sheet.add(bar) }
      }
    }
    if !openings.isEmpty { sheet.head("Waves") }
    for opening in openings { sheet.add(opening) }
    svg = sheet.svg(now: now)
    captionID = sheet.captionID
    let critical = bars.filter(\.item.isCritical).count
    let near = bars.filter { $0.item.criticality == "near-critical" }.count
    caption =
      "\(bars.count) items from \(GanttChart.day(bars.map(\.start).min())) to "
      + "\(GanttChart.day(bars.map(\.finish).max())), \(critical) of them critical"
      + (near > 0 ? ", \(near) nearly critical." : ".") + GanttChart.words(openings)
  }

  /// One phase of a plan of many items, on the axis of all.
  init?(_ plan: PlanView, now: String, phase: String, number: Int) {
    let bars = plan.items.compactMap(GanttBar.init)
    let openings = plan.waves.compactMap(GanttOpening.init)
    let own = bars.filter { $0.item.phase == phase }
    guard !own.isEmpty, let axis = GanttChart.axis(bars, openings) else { return nil }
    var sheet = GanttSheet(axis, "gantt-\(number)")
    for bar in own { sheet.add(bar) }
    svg = sheet.svg(now: now)
    captionID = sheet.captionID
    caption =
      "\(own.count) items from \(GanttChart.day(own.map(\.start).min())) to "
      + "\(GanttChart.day(own.map(\.finish).max()))."
  }

  private static func axis(_ bars: [GanttBar], _ openings: [GanttOpening]) -> TimeAxis? {
    let times = bars.flatMap { [$0.start, $0.finish] + $0.agreed } + openings.flatMap(\.times)
    guard let first = times.min(), let last = times.max() else { return nil }
    return TimeAxis(from: first, to: max(last, first + 86_400), left: left, right: width - 16)
  }

  private static func words(_ openings: [GanttOpening]) -> String {
    guard !openings.isEmpty else { return "" }
    let opened = openings.filter { $0.opened != nil }.count
    return " \(openings.count) \(openings.count == 1 ? "wave" : "waves"), \(opened) opened."
  }

  private static func day(_ seconds: Int64?) -> String {
    seconds.flatMap { Stamp.day(Timestamp(seconds: $0).description)?.words } ?? ""
  }
}

/// An item with its instants in seconds.
struct GanttBar: Sendable {
  let item: PlanView.Line
  let start: Int64
  let finish: Int64
  /// Start and finish that were agreed on; empty without any.
  let agreed: [Int64]

  init?(_ item: PlanView.Line) {
    guard let start = Timestamp(text: item.start), let finish = Timestamp(text: item.finish) else { return nil }
    self.item = item
    self.start = start.seconds
    self.finish = max(start.seconds, finish.seconds)
    agreed =
      if let from = item.baselineStart.flatMap({ Timestamp(text: $0) }),
        let to = item.baselineFinish.flatMap({ Timestamp(text: $0) })
      { [from.seconds, max(from.seconds, to.seconds)] } else { [] }
  }
}

/// When a wave opens, was to open and did open.
struct GanttOpening: Sendable {
  let name: String
  let planned: Int64
  let opened: Int64?
  let agreed: Int64?

  var times: [Int64] { [planned, opened, agreed].compactMap { $0 } }

  init?(_ wave: PlanView.WaveLine) {
    guard let planned = Timestamp(text: wave.opens) else { return nil }
    name = wave.name
    self.planned = planned.seconds
    opened = wave.opened.flatMap { Timestamp(text: $0)?.seconds }
    agreed = wave.baselineOpens.flatMap { Timestamp(text: $0)?.seconds }
  }
}
