import Operations
import SequentialTests
import Slipway

/// What one place has counted and the journal does not hold yet; the arithmetic is the same for every adapter.
struct OpenCounter: Sendable, Equatable {
  var count = 0
  var values: Moments?
  var sketch: ValueSketch?

  struct Place: Hashable, Comparable {
    var programme: Key<Programme>
    var hour: Int
    var audience: Key<Audience>
    var metric: String
    var arm: UsageHour.Arm?

    static func < (left: Self, right: Self) -> Bool {
      (left.programme, left.hour, left.audience, left.metric, left.arm?.rawValue ?? "")
        < (right.programme, right.hour, right.audience, right.metric, right.arm?.rawValue ?? "")
    }
  }

  /// A counter of nothing is not kept.
  var isEmpty: Bool { count == 0 && values == nil && sketch == nil }

  /// Counts one event.
  mutating func count(_ event: UsageArrival, keeping detail: UsageArrival.Detail) throws(StoreError) {
    count = count.addingBounded(event.count)
    guard let value = event.value, detail > .nothing else { return }
    do {
      values = values ?? Moments()
      try values?.add(value)
      guard detail == .sketch else { return }
      sketch = sketch ?? ValueSketch()
      try sketch?.add(value)
    } catch {
      throw .unavailable("The value of event \(event.id) cannot be added up.")
    }
  }

  mutating func merge(_ other: OpenCounter, at place: Place) throws(StoreError) {
    count = count.addingBounded(other.count)
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
      throw .unavailable("The values of \(place.metric) in hour \(place.hour) cannot be added up.")
    }
  }

  /// What the journal takes was open when it was asked for, and only this takes it down.
  mutating func takeDown(_ hour: UsageHour) throws(StoreError) {
    if values != nil || sketch != nil || hour.values != nil || hour.sketch != nil {
      guard hour.count == count, hour.values == values, hour.sketch == sketch else {
        throw .unavailable("\(hour.metric) in hour \(hour.hour) is not as it was read.")
      }
      self = OpenCounter()
    } else {
      guard hour.count <= count else {
        throw .unavailable("\(hour.count) of \(hour.metric) in hour \(hour.hour) are not open: \(count) are.")
      }
      let (rest, overflow) = count.subtractingReportingOverflow(hour.count)
      count = overflow ? .max : rest
    }
  }

  func hour(at place: Place) -> UsageHour {
    UsageHour(
      audience: place.audience, metric: place.metric, arm: place.arm, hour: place.hour, count: count, values: values,
      sketch: sketch)
  }
}

/// What one call adds to each counter, put together in the order of arrival before any counter is touched.
struct CounterSums {
  private(set) var sums: [OpenCounter.Place: OpenCounter] = [:]

  mutating func add(_ event: UsageArrival, _ counter: UsageArrival.Counter) throws(StoreError) {
    let place = OpenCounter.Place(
      programme: event.programme, hour: event.hour, audience: event.audience, metric: counter.metric, arm: counter.arm)
    var sum = sums[place] ?? OpenCounter()
    sums[place] = nil
    try sum.count(event, keeping: counter.keeps)
    sums[place] = sum
  }

  var places: [OpenCounter.Place] { sums.keys.sorted() }
}

extension Int {
  func addingBounded(_ other: Int) -> Int {
    let (sum, overflow) = addingReportingOverflow(other)
    return overflow ? (other < 0 ? .min : .max) : sum
  }
}
