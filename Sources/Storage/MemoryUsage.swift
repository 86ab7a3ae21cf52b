import Operations
import Slipway

/// Open usage counters, what keeps an event from counting twice, and how far systems have reported.
struct MemoryUsage {
  private var counters: [OpenCounter.Place: OpenCounter] = [:]
  /// The hour until which an event's id is remembered.
  private var events: [Event: Int] = [:]
  private var counted: [Person: Set<Once>] = [:]
  private var reports: [Key<Programme>: [Key<System>: Timestamp]] = [:]
  private var forgottenBefore = Int.min

  private struct Event: Hashable {
    var programme: Key<Programme>
    var id: String
  }

  private struct Person: Hashable {
    var programme: Key<Programme>
    var number: PersonNumber
  }

  /// That a person has counted; `day` is nil where that is for ever.
  private struct Once: Hashable {
    var metric: String
    var arm: UsageHour.Arm?
    var day: Int?
  }

  /// What a call remembers of people and ids, kept apart until nothing can fail any more.
  private struct Memory {
    var events: [Event: Int] = [:]
    var counted: [Person: Set<Once>] = [:]
  }

  // MARK: Taking in

  mutating func take(
    _ arrivals: [UsageArrival], through reports: [UsageReport], now: Timestamp
  ) throws(StoreError) -> UsageIntake {
    let firstHour = Retention.firstUsageHour(at: now)
    forget(before: firstHour)
    var intake = UsageIntake()
    var fresh = Memory()
    var sums = CounterSums()
    for arrival in arrivals {
      let event = Event(programme: arrival.programme, id: arrival.id)
      if events[event] != nil || fresh.events[event] != nil {
        intake.duplicates.append(arrival.id)
      } else if arrival.hour < firstHour {
        intake.tooOld.append(arrival.id)
      } else {
        fresh.events[event] = max(arrival.hour, Retention.hour(of: now))
        for counter in arrival.counters where note(arrival, counter, in: &fresh) { try sums.add(arrival, counter) }
        intake.taken += 1
      }
    }
    try add(sums)
    events.merge(fresh.events) { $1 }
    for (person, onces) in fresh.counted { counted[person, default: []].formUnion(onces) }
    for item in reports {
      let known = self.reports[item.programme]?[item.report.system] ?? item.report.through
      self.reports[item.programme, default: [:]][item.report.system] = max(known, item.report.through)
    }
    return intake
  }

  private mutating func forget(before firstHour: Int) {
    guard firstHour > forgottenBefore else { return }
    events = events.filter { $0.value >= firstHour }
    let firstDay = Retention.day(ofHour: firstHour)
    if firstDay > Retention.day(ofHour: forgottenBefore) {
      counted = counted.mapValues { $0.filter { $0.day.map { $0 >= firstDay } ?? true } }.filter { !$0.value.isEmpty }
    }
    forgottenBefore = firstHour
  }

  /// False for the second event of a person where a person counts once.
  private func note(_ arrival: UsageArrival, _ counter: UsageArrival.Counter, in fresh: inout Memory) -> Bool {
    guard counter.once != .always else { return true }
    let person = Person(programme: arrival.programme, number: arrival.person)
    let day = counter.once == .day ? Retention.day(ofHour: arrival.hour) : nil
    let once = Once(metric: counter.metric, arm: counter.arm, day: day)
    guard counted[person]?.contains(once) != true else { return false }
    return fresh.counted[person, default: []].insert(once).inserted
  }

  private mutating func add(_ sums: CounterSums) throws(StoreError) {
    var merged: [(OpenCounter.Place, OpenCounter)] = []
    for (place, sum) in sums.sums {
      var counter = counters[place] ?? OpenCounter()
      try counter.merge(sum, at: place)
      merged.append((place, counter))
    }
    for (place, counter) in merged { counters[place] = counter.isEmpty ? nil : counter }
  }

  // MARK: Handing over

  func openHours(of programme: Key<Programme>, before hour: Int) -> [UsageHour] {
    counters.keys.filter { $0.programme == programme && $0.hour < hour }.sorted()
      .compactMap { place in counters[place]?.hour(at: place) }
  }

  func reports(of programme: Key<Programme>) -> [ClosedHour.Report] {
    (reports[programme] ?? [:]).sorted { $0.key < $1.key }
      .map { ClosedHour.Report(system: $0.key, through: $0.value) }
  }

  mutating func takeDown(_ counted: [CountedHour]) throws(StoreError) {
    var left = counters
    for item in counted {
      let hour = item.hour
      let place = OpenCounter.Place(
        programme: item.programme, hour: hour.hour, audience: hour.audience, metric: hour.metric, arm: hour.arm)
      var counter = left[place] ?? OpenCounter()
      try counter.takeDown(hour)
      left[place] = counter.isEmpty ? nil : counter
    }
    counters = left
  }

  mutating func forget(_ number: PersonNumber, of programme: Key<Programme>) {
    counted[Person(programme: programme, number: number)] = nil
  }
}
