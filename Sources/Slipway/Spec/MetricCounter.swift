/// Under which name the counters keep an event.
///
/// `system.event` counts every event. Where a metric lets a person count once, its events have a counter beside that
/// one, so that several metrics may name the same event differently: `system.event/day` counts a person at most once
/// for each UTC day, `system.event/ever` at most once at all, both separately for each arm. No event's name has a
/// slash, so no two counters share a name.
extension Metric {
  /// - Parameter event: one of `events` or `of`, as the document spells it.
  package func counter(_ event: String) -> String { Metric.counter(event, once) }

  package static func counter(_ event: String, _ once: Once) -> String {
    switch once {
    case .always: event
    case .day, .ever: "\(event)/\(once.rawValue)"
    }
  }
}
