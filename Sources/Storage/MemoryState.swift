import Operations
import Slipway

/// What a `MemoryStore` holds. Refusals come before the first change, so a refused batch changes nothing.
struct MemoryState {
  private(set) var entries: [StoredEntry] = []
  private(set) var replies: [CommandKey: CommandReply] = [:]
  var outbox: [OutboxMessage] = []
  private var messages = 0
  private(set) var rows: [Key<Programme>: [PersonNumber: StoredRow]] = [:]
  var logins: [Key<Account>: Login] = [:]
  var tickets: [Digest: Ticket] = [:]
  /// Oldest first.
  private(set) var readings: [Subject: [Reading]] = [:]
  var usage = MemoryUsage()

  struct Subject: Hashable {
    var programme: Key<Programme>
    var subject: String
  }

  var head: HashChain.Head {
    entries.last.map { HashChain.Head(sequence: $0.sequence, hash: $0.hash) } ?? .start
  }

  mutating func append(_ batch: Batch) throws(StoreError) {
    if let reply = batch.reply, let earlier = replies[reply.key] {
      guard earlier == reply else { throw .keyReused }
      return
    }
    guard head == batch.after else { throw .moved(head) }
    if let fault = HashChain.firstBreak(in: batch.entries, after: head) {
      throw .unavailable("Entry \(fault.sequence) does not follow from the journal.")
    }
    try usage.takeDown(batch.counted)
    entries += batch.entries
    if let reply = batch.reply { replies[reply.key] = reply }
    for text in batch.outbox {
      messages += 1
      outbox.append(OutboxMessage(id: messages, sequence: head.sequence, text: text))
    }
    for row in batch.rows { rows[row.programme, default: [:]][row.row.number] = row }
    for row in batch.erased {
      rows[row.programme]?[row.number] = nil
      usage.forget(row.number, of: row.programme)
    }
  }

  mutating func save(_ reading: Reading) {
    let place = Subject(programme: reading.programme, subject: reading.subject)
    var kept = readings[place] ?? []
    kept.insert(reading, at: (kept.lastIndex { $0.at <= reading.at }).map { $0 + 1 } ?? 0)
    readings[place] = kept.suffix(Retention.readingsPerSubject)
  }
}

/// Open usage counters, and what keeps an event from counting twice.
struct MemoryUsage {
  private var hours: [Place: Int] = [:]
  /// The hour until which an event's id is remembered.
  private var events: [Event: Int] = [:]
  private var counted: [Person: Set<String>] = [:]
  private var forgottenBefore = Int.min

  private struct Place: Hashable {
    var programme: Key<Programme>
    var hour: Int
    var audience: Key<Audience>
    var metric: String
  }

  private struct Event: Hashable {
    var programme: Key<Programme>
    var id: String
  }

  private struct Person: Hashable {
    var programme: Key<Programme>
    var number: PersonNumber
  }

  mutating func take(_ arrivals: [UsageArrival], now: Timestamp) -> UsageIntake {
    let firstHour = Retention.firstUsageHour(at: now)
    if firstHour > forgottenBefore {
      events = events.filter { $0.value >= firstHour }
      forgottenBefore = firstHour
    }
    var intake = UsageIntake()
    for arrival in arrivals {
      let event = Event(programme: arrival.programme, id: arrival.id)
      if events[event] != nil {
        intake.duplicates.append(arrival.id)
      } else if arrival.hour < firstHour {
        intake.tooOld.append(arrival.id)
      } else {
        events[event] = max(arrival.hour, Retention.hour(of: now))
        if counts(arrival) { add(arrival) }
        intake.taken += 1
      }
    }
    return intake
  }

  func openHours(of programme: Key<Programme>, before hour: Int) -> [UsageHour] {
    hours.filter { $0.key.programme == programme && $0.key.hour < hour }
      .map { UsageHour(audience: $0.key.audience, metric: $0.key.metric, hour: $0.key.hour, count: $0.value) }
      .sorted { ($0.hour, $0.audience, $0.metric) < ($1.hour, $1.audience, $1.metric) }
  }

  mutating func takeDown(_ counted: [CountedHour]) throws(StoreError) {
    var left = hours
    for item in counted {
      let hour = item.hour
      let place = Place(programme: item.programme, hour: hour.hour, audience: hour.audience, metric: hour.metric)
      let open = left[place] ?? 0
      guard hour.count <= open else {
        throw .unavailable("\(hour.count) of \(hour.metric) in hour \(hour.hour) are not open: \(open) are.")
      }
      let (rest, overflow) = open.subtractingReportingOverflow(hour.count)
      left[place] = rest == 0 ? nil : overflow ? .max : rest
    }
    hours = left
  }

  mutating func forget(_ number: PersonNumber, of programme: Key<Programme>) {
    counted[Person(programme: programme, number: number)] = nil
  }

  private mutating func counts(_ arrival: UsageArrival) -> Bool {
    guard let number = arrival.oncePerPerson else { return true }
    return counted[Person(programme: arrival.programme, number: number), default: []].insert(arrival.metric).inserted
  }

  private mutating func add(_ arrival: UsageArrival) {
    let place = Place(
      programme: arrival.programme, hour: arrival.hour, audience: arrival.audience, metric: arrival.metric)
    let (sum, overflow) = (hours[place] ?? 0).addingReportingOverflow(arrival.count)
    let bounded = overflow ? (arrival.count < 0 ? Int.min : Int.max) : sum
    hours[place] = bounded == 0 ? nil : bounded
  }
}
