/// How far the reports of some events reach: up to there their counts are whole.
package struct ReportedReach: Sendable, Equatable {
  /// The hour before which everything is closed and reported; nil where a system has said nothing, or no hour is over.
  package let until: Int?
  /// The first system that has said nothing.
  package let silent: String?

  /// - Parameter events: `system.event`, as metrics name them.
  init(_ counters: UsageLedger, _ programme: Programme, events: [String]) {
    let sources = programme.systems.filter { system in events.contains { $0.hasPrefix(system.id.text + ".") } }
    silent = sources.first { counters.reported($0.id) == nil }?.name
    let reports = sources.compactMap { counters.reported($0.id).map(GuardrailDays.hour) }
    until = silent == nil ? counters.closedThrough.map { reports.reduce($0 + 1, min) } : nil
  }

  /// The hour at which the last whole UTC day or week before `until` ended.
  func end(ofWhole hours: Int, from origin: Int = 0) -> Int? {
    until.map { ReportedReach.floor($0 - origin, hours) * hours + origin }
  }

  static func floor(_ value: Int, _ step: Int) -> Int {
    let (quotient, rest) = value.quotientAndRemainder(dividingBy: step)
    return rest < 0 ? quotient - 1 : quotient
  }
}
