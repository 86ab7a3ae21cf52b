package import SequentialTests

/// What has been counted, hour by hour, who was watched meanwhile, and how far each system has reported.
///
/// Grows with audiences × metrics × hours that counted something, never with events.
package struct UsageLedger: Sendable, Equatable {
  /// The last hour that is over and in the journal.
  package private(set) var closedThrough: Int?
  /// The last fact that brought anything.
  package private(set) var sequence = 0
  private var series: [Place: [Slot]] = [:]
  private var presence: [Key<Audience>: [Presence]] = [:]
  private var reports: [Key<System>: Timestamp] = [:]

  package struct Place: Sendable, Hashable {
    package var audience: Key<Audience>
    package var metric: String
    package var arm: UsageHour.Arm?
  }

  /// What one or more hours counted; merges by addition.
  package struct Tally: Sendable, Equatable {
    package var count = 0
    package var values: Moments?
    package var sketch: ValueSketch?
    /// Whether something could not be added up; then nothing here means anything.
    package var isBroken = false

    package init() {}

    package mutating func merge(_ other: Tally) {
      let (sum, overflow) = count.addingReportingOverflow(other.count)
      count = overflow ? (other.count < 0 ? .min : .max) : sum
      isBroken = isBroken || other.isBroken || overflow
      do {
        if let more = other.values {
          values = values ?? Moments()
          try values?.merge(more)
        }
        if let more = other.sketch {
          sketch = sketch ?? ValueSketch()
          try sketch?.merge(more)
        }
      } catch {
        isBroken = true
      }
    }
  }

  private struct Slot: Sendable, Equatable {
    var hour: Int
    var tally: Tally
  }

  /// From this hour on, until the next of its kind.
  private struct Presence: Sendable, Equatable {
    var from: Int
    var inside: Int
    var outside: Int
  }

  package init() {}

  // MARK: Taking in

  package mutating func take(_ closed: ClosedHour, sequence: Int) {
    self.sequence = sequence
    for hour in closed.counts { add(hour) }
    for report in closed.reported {
      reports[report.system] = max(report.through, reports[report.system] ?? report.through)
    }
    guard closed.hour > closedThrough ?? .min else { return }
    if let last = closedThrough, closed.first > last + 1 { pause(from: last + 1, until: closed.first) }
    for watched in closed.watched {
      set(
        watched.audience, Presence(from: closed.first, inside: max(0, watched.inside), outside: max(0, watched.outside))
      )
    }
    closedThrough = closed.hour
  }

  /// A counter as journals wrote it before hours were closed as a whole.
  package mutating func take(_ hour: UsageHour, sequence: Int) {
    self.sequence = sequence
    add(hour)
  }

  private mutating func add(_ hour: UsageHour) {
    var tally = Tally()
    tally.count = hour.count
    tally.values = hour.values
    tally.sketch = hour.sketch
    let place = Place(audience: hour.audience, metric: hour.metric, arm: hour.arm)
    var slots = series[place] ?? []
    let at = UsageLedger.firstIndex(in: slots, from: hour.hour)
    if at < slots.count, slots[at].hour == hour.hour {
      slots[at].tally.merge(tally)
    } else {
      slots.insert(Slot(hour: hour.hour, tally: tally), at: at)
    }
    series[place] = slots
  }

  private mutating func set(_ audience: Key<Audience>, _ next: Presence) {
    presence[audience, default: []].append(next)
  }

  /// Nobody knows who was there while nothing was written.
  private mutating func pause(from gap: Int, until first: Int) {
    for (audience, known) in presence {
      guard let last = known.last, last.inside + last.outside > 0 else { continue }
      presence[audience]?.append(Presence(from: gap, inside: 0, outside: 0))
      presence[audience]?.append(Presence(from: first, inside: last.inside, outside: last.outside))
    }
  }

  package mutating func rename(audience from: String, to: String) {
    if let known = presence.removeValue(forKey: Key(from)) { presence[Key(to)] = known }
    for (place, slots) in series where place.audience.text == from {
      series[place] = nil
      series[Place(audience: Key(to), metric: place.metric, arm: place.arm)] = slots
    }
  }

  // MARK: Asking

  /// Everything that happened before this has been reported by the system; nil while it has said nothing.
  package func reported(_ system: Key<System>) -> Timestamp? { reports[system] }

  /// How many people of the audience were in and not in, as last written.
  package func watched(_ audience: Key<Audience>) -> (inside: Int, outside: Int)? {
    presence[audience]?.last.map { ($0.inside, $0.outside) }
  }

  /// All of one place from hour `first` to the one before `end`.
  ///
  /// - Complexity: O(log hours + hours in the range).
  package func tally(
    _ audience: Key<Audience>, _ metric: String, _ arm: UsageHour.Arm?, from first: Int, until end: Int
  ) -> Tally {
    guard let slots = series[Place(audience: audience, metric: metric, arm: arm)] else { return Tally() }
    var sum = Tally()
    var at = UsageLedger.firstIndex(in: slots, from: first)
    while at < slots.count, slots[at].hour < end {
      sum.merge(slots[at].tally)
      at += 1
    }
    return sum
  }

  /// Person-hours of an audience's people who were in, or not in, from hour `first` to the one before `end`.
  ///
  /// - Complexity: O(changes of its head-count).
  package func personHours(_ audience: Key<Audience>, _ arm: UsageHour.Arm, from first: Int, until end: Int) -> Int {
    let end = min(end, (closedThrough ?? .min / 2) + 1)
    guard let known = presence[audience], first < end else { return 0 }
    var sum = 0
    for (index, span) in known.enumerated() {
      let until = index + 1 < known.count ? known[index + 1].from : end
      let hours = min(until, end) - max(span.from, first)
      guard hours > 0 else { continue }
      let (product, overflow) = hours.multipliedReportingOverflow(by: arm == .inside ? span.inside : span.outside)
      sum = overflow ? .max : sum.addingReportingOverflow(product).overflow ? .max : sum + product
    }
    return sum
  }

  /// Whether anything of the metric was ever counted, anywhere.
  package func hasCounted(_ metric: String) -> Bool { series.keys.contains { $0.metric == metric } }

  private static func firstIndex(in slots: [Slot], from hour: Int) -> Int {
    var low = 0
    var high = slots.count
    while low < high {
      let middle = (low + high) / 2
      if slots[middle].hour < hour { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
