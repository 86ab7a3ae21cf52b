import Foundation

extension Zone {
  /// The zone of that IANA name, with the transitions of the given years as this machine's time zone database has them.
  ///
  /// Finds every transition that holds for at least a day, to the second.
  ///
  /// - Parameters:
  ///   - identifier: such as `Europe/Berlin`.
  ///   - years: within 1 to 9999, at most 200 of them.
  /// - Returns: nil for an unknown identifier or for years outside those limits.
  /// - Complexity: O(days).
  public init?(identifier: String, years: ClosedRange<Int>) {
    guard
      let first = CivilDate(year: years.lowerBound, month: 1, day: 1),
      let last = CivilDate(year: years.upperBound, month: 12, day: 31),
      years.upperBound - years.lowerBound < 200,
      let zone = TimeZone(identifier: identifier)
    else { return nil }
    func offset(_ instant: Int) -> Int {
      zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(instant)))
    }

    // A day on either side, since the years begin and end on the local clock.
    var low = first.localSeconds - 86_400
    let end = last.localSeconds + 2 * 86_400
    let initial = offset(low)
    var current = initial
    var transitions: [Transition] = []
    while low < end {
      let high = low + 86_400
      let next = offset(high)
      if next != current {
        var before = low
        var after = high
        while after - before > 1 {
          let middle = before + (after - before) / 2
          if offset(middle) == current { before = middle } else { after = middle }
        }
        transitions.append(Transition(instant: after, offsetSeconds: next))
        current = next
      }
      low = high
    }
    self.init(identifier: identifier, initialOffsetSeconds: initial, transitions: transitions)
  }
}
