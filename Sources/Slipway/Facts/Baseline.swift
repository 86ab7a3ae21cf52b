package import Scheduling

/// The plan as it was agreed on: what forecasts and actual dates are compared with. A later one stands beside it and
/// changes nothing in it.
package struct Baseline: Sendable, Equatable, Codable {
  package var name: String
  package var revision: Int
  package var items: [Item]
  package var waves: [Opening]

  package struct Item: Sendable, Equatable, Codable {
    package var item: Key<WorkItem>
    package var start: Timestamp
    package var finish: Timestamp
    /// Working minutes of its calendar.
    package var minutes: Int
    /// What it was to cost, by people, rooms and by itself.
    package var cost: Money

    package init(item: Key<WorkItem>, start: Timestamp, finish: Timestamp, minutes: Int, cost: Money) {
      self.item = item
      self.start = start
      self.finish = finish
      self.minutes = minutes
      self.cost = cost
    }
  }

  package struct Opening: Sendable, Equatable, Codable {
    package var wave: Key<Wave>
    package var opens: CivilDate

    package init(wave: Key<Wave>, opens: CivilDate) {
      self.wave = wave
      self.opens = opens
    }
  }

  package init(name: String, revision: Int, items: [Item], waves: [Opening]) {
    self.name = name
    self.revision = revision
    self.items = items
    self.waves = waves
  }
}

extension Baseline {
  /// What was agreed on for a former id is now said of the new one.
  mutating func rename(item former: String, to id: String) {
    for index in items.indices where items[index].item.text == former { items[index].item = Key(id) }
  }

  mutating func rename(wave former: String, to id: String) {
    for index in waves.indices where waves[index].wave.text == former { waves[index].wave = Key(id) }
  }
}
