/// One way to do an activity: by whom, and so in which working time and how fast.
struct LevelMode: Sendable {
  /// Working, or elapsed, seconds.
  var seconds: Int
  /// Indices into the book's segments.
  var segments: Range<Int>
}

/// A portion of an activity's work during which the same people work on it.
struct LevelSegment: Sendable {
  var table: Int
  var seconds: Int
  /// Indices into the book's uses.
  var uses: Range<Int>
}

/// Units of a resource.
struct LevelUse: Sendable, Hashable {
  var resource: Int
  var amount: Int
}

/// The ways to do each activity, and the working time of each.
struct ModeBook: Sendable {
  /// More choices than that are made while scheduling, by who is free.
  static let mostModes = 40

  private(set) var shifts: ShiftBook
  private(set) var modes: [LevelMode] = []
  private(set) var segments: [LevelSegment] = []
  private(set) var uses: [LevelUse] = []
  /// The modes of each activity with few choices; of the others those met so far.
  private(set) var modesOf: [[Int]]
  private var known: [Key: Int?] = [:]

  private let network: Network
  private let crew: Crew
  private let peaks: [Int]
  let demands: [LevelDemand]

  private struct Key: Hashable {
    var activity: Int
    var chosen: [[Int]]
  }

  init(_ network: Network, _ crew: Crew, demands: [LevelDemand], peaks: [Int]) {
    self.network = network
    self.crew = crew
    self.demands = demands
    self.peaks = peaks
    shifts = ShiftBook(network.calendars)
    modesOf = [[Int]](repeating: [], count: network.activities.count)
  }

  /// The activity done by those chosen for each of its choices; nil when they never work together, or exceed what
  /// there is of a resource.
  ///
  /// - Parameter isOpen: whether the same people may be chosen again.
  mutating func mode(of activity: Int, chosen: [[Int]], isOpen: Bool) -> Int? {
    guard isOpen else {
      let made = make(activity, chosen)
      if let made { modesOf[activity].append(made) }
      return made
    }
    let key = Key(activity: activity, chosen: chosen)
    if let known = known[key] { return known }
    let made = make(activity, chosen)
    known[key] = .some(made)
    if let made { modesOf[activity].append(made) }
    return made
  }

  /// Puts the modes of an activity in an order in which ties are broken.
  mutating func sortModes(of activity: Int, by cost: (Int) -> Int) {
    modesOf[activity] = modesOf[activity].map { (cost($0), $0) }.sorted { $0 < $1 }.map(\.1)
  }

  private mutating func make(_ index: Int, _ chosen: [[Int]]) -> Int? {
    let activity = network.activities[index]
    let demand = demands[index]
    var minutes = activity.length.minutes
    if case .begun(_, let remaining) = activity.progress { minutes = remaining }

    var parts: [(part: Range<Int>, use: LevelUse)] = []
    var sharing = 0
    func add(_ need: LevelNeed, _ resource: Int) {
      let amount = need.sharesEffort ? min(need.amount, peaks[resource]) : need.amount
      if need.sharesEffort { sharing += amount }
      parts.append((need.part, LevelUse(resource: resource, amount: amount)))
    }
    for need in demand.fixed { add(need, need.candidates[0]) }
    for (need, resources) in zip(demand.choices, chosen) {
      for resource in resources { add(need, resource) }
    }
    if crew.work[index].isEffort, sharing > 0 {
      // At most 2^27 minutes by 2^20 units.
      minutes = (minutes * crew.unitsPerPerson + sharing - 1) / sharing
    }

    guard minutes > 0 else { return append(0, []) }
    if parts.allSatisfy({ $0.part == 0..<100 }) {
      let uses = Self.together(parts.map(\.use))
      guard let table = table(index, uses) else { return nil }
      return append(minutes * 60, [(table, minutes * 60, uses)])
    }
    let bounds = parts.map { Self.minutes($0.part, of: minutes) }
    let cuts = Set(bounds.flatMap { [$0.lowerBound, $0.upperBound] } + [0, minutes]).sorted()
    var made: [(table: Int, seconds: Int, uses: [LevelUse])] = []
    for (from, to) in zip(cuts, cuts.dropFirst()) {
      let uses = Self.together(
        zip(parts, bounds).filter { $1.lowerBound <= from && to <= $1.upperBound }.map(\.0.use))
      if let last = made.last, last.uses == uses {
        made[made.count - 1].seconds += (to - from) * 60
        continue
      }
      guard let table = table(index, uses) else { return nil }
      made.append((table, (to - from) * 60, uses))
    }
    return append(minutes * 60, made)
  }

  /// Each resource once, ascending.
  private static func together(_ uses: [LevelUse]) -> [LevelUse] {
    guard uses.count > 1 else { return uses }
    var together: [LevelUse] = []
    for use in uses.sorted(by: { ($0.resource, $0.amount) < ($1.resource, $1.amount) }) {
      if let last = together.last, last.resource == use.resource {
        together[together.count - 1].amount += use.amount
      } else {
        together.append(use)
      }
    }
    return together
  }

  /// The time in which they work together on the activity; nil when there is none, or not so much of them.
  private mutating func table(_ index: Int, _ uses: [LevelUse]) -> Int? {
    guard uses.allSatisfy({ $0.amount <= peaks[$0.resource] }) else { return nil }
    let activity = network.activities[index]
    if case .elapsed = activity.length { return shifts.always }
    if uses.isEmpty { return activity.calendar }
    return shifts.table(activity.calendar, with: uses.compactMap { crew.resources[$0.resource].calendar })
  }

  private mutating func append(_ seconds: Int, _ made: [(table: Int, seconds: Int, uses: [LevelUse])]) -> Int {
    let first = segments.count
    for segment in made {
      segments.append(
        LevelSegment(
          table: segment.table, seconds: segment.seconds, uses: uses.count..<uses.count + segment.uses.count))
      uses += segment.uses
    }
    modes.append(LevelMode(seconds: seconds, segments: first..<segments.count))
    return modes.count - 1
  }

  private static func minutes(_ part: Range<Int>, of minutes: Int) -> Range<Int> {
    let from = (minutes * part.lowerBound + 50) / 100
    return from..<max(from, (minutes * part.upperBound + 50) / 100)
  }

  /// The most units of each resource at once in that mode, by resource.
  func amounts(in mode: Int) -> [LevelUse] {
    let segments = modes[mode].segments
    if segments.count == 1 { return Array(uses[self.segments[segments.lowerBound].uses]) }
    var amounts: [Int: Int] = [:]
    for segment in segments {
      for use in uses[self.segments[segment].uses] {
        amounts[use.resource] = max(amounts[use.resource] ?? 0, use.amount)
      }
    }
    return amounts.keys.sorted().map { LevelUse(resource: $0, amount: amounts[$0] ?? 0) }
  }
}
