/// A network as a list of steps that carry many samples at once through the forward and the backward pass.
///
/// Each activity that is not done is a node, in topological order; its dates are codes on its calendar's axis
/// (`SimulationAxis`). A dependency within one axis adds a number; any other goes by way of instants. The dates are
/// those of `Plan`, sample by sample, except that only the finish of the whole holds late dates back.
struct SimulationCourse: Sendable {
  /// Nothing is later than this code, nor earlier than its opposite: room to add a duration and a lag.
  static let farthest: Int32 = 1 << 29

  private(set) var axes: [SimulationAxis]
  /// By axis, the last code within the horizon.
  private(set) var lastCodes: [Int32]
  private(set) var nodes: [Node] = []
  private(set) var plain: [Int32] = []
  private(set) var lagged: [Lagged] = []
  private(set) var general: [General] = []
  private(set) var plainLate: [Int32] = []
  private(set) var laggedLate: [Lagged] = []
  private(set) var startLate: [Lagged] = []
  private(set) var generalLate: [General] = []
  /// What the passes read of each node before anything else.
  private(set) var steps: [Step] = []
  private(set) var lateSteps: [LateStep] = []
  private(set) var terminalAxes: [Int] = []
  private(set) var watchedAxes: [Int] = []
  /// Rows of codes and of instants in each pass.
  private(set) var codeRows = 0
  private(set) var instantRows = 0
  private(set) var lateInstantRows = 0
  /// The latest finish of what is done, an instant; nil when nothing is.
  private(set) var doneFinish: Int32?
  /// By activity, its node; nil when done.
  private(set) var node: [Int?]
  /// Seconds at instant 0.
  let base: Int

  /// Instants by the minute, those within a minute at its end.
  static func minutes(_ instant: Int, base: Int) -> Int32 {
    let (difference, overflow) = instant.subtractingReportingOverflow(base)
    guard !overflow else { return instant < base ? -farthest : farthest }
    let minutes = -((-difference).quotientAndRemainder(floorDividingBy: 60).quotient)
    return Int32(truncatingIfNeeded: min(max(minutes, -Int(farthest)), Int(farthest)))
  }

  /// - Parameters:
  ///   - ranges: by activity, the least and the greatest minutes that can be drawn.
  ///   - wanted: activities whose finish is wanted as an instant.
  init(
    _ model: SimulationModel, ranges: [ClosedRange<Int>], wanted: [Int]
  ) throws(SimulationError) {
    let network = model.network
    let first = network.calendars.map(\.from).min() ?? model.statusDate
    let base = first.quotientAndRemainder(floorDividingBy: 60).quotient * 60
    self.base = base
    axes = network.calendars.map { SimulationAxis($0, base: base) } + [.elapsed]
    let horizon = network.calendars.map(\.to).max() ?? model.statusDate
    lastCodes = axes.map(\.last)
    lastCodes[lastCodes.count - 1] = 2 * Self.minutes(horizon, base: base)
    node = [Int?](repeating: nil, count: network.activities.count)

    for (index, activity) in network.activities.enumerated() {
      switch activity.progress {
      case .planned: continue
      case .begun(let instant, _), .done(_, let instant):
        guard instant <= model.statusDate else { throw .actualAfterStatusDate(activity: index) }
      }
    }
    for index in network.order {
      if case .done(_, let finish) = network.activities[index].progress {
        doneFinish = max(doneFinish ?? .min, Self.minutes(finish, base: base))
        continue
      }
      let isElapsed = if case .elapsed = network.activities[index].length { true } else { false }
      node[index] = nodes.count
      nodes.append(
        Node(activity: index, axis: isElapsed ? axes.count - 1 : network.activities[index].calendar))
      if !isElapsed {
        if ranges[index].upperBound == 0 {
          nodes[nodes.count - 1].flags.insert(.zero)
        } else if ranges[index].lowerBound == 0 {
          nodes[nodes.count - 1].flags.insert(.mixed)
        }
      }
    }
    codeRows = nodes.count
    for index in wanted { if let at = node[index] { wantFinishInstant(at) } }
    for at in nodes.indices { try enter(at, model) }
    for at in nodes.indices { leave(at, model) }
    dropParity()
    settle(ranges)
  }

  // MARK: Rows

  private mutating func wantFinishInstant(_ at: Int) {
    guard nodes[at].finishInstantRow == nil else { return }
    nodes[at].finishInstantRow = instantRows
    nodes[at].flags.insert(.rows)
    instantRows += 1
  }

  private mutating func wantStartInstant(_ at: Int) {
    guard nodes[at].startInstantRow == nil else { return }
    nodes[at].startInstantRow = instantRows
    nodes[at].flags.insert(.rows)
    instantRows += 1
  }

  private mutating func startRow(_ at: Int) -> Int32 {
    if nodes[at].startRow == nil {
      nodes[at].startRow = codeRows
      nodes[at].flags.insert(.rows)
      codeRows += 1
    }
    return Int32(truncatingIfNeeded: nodes[at].startRow ?? at)
  }

  // MARK: Dependencies

  /// The lag in codes where the dependency stays on one axis; nil where it goes by way of instants.
  private func lagOnAxis(_ dependency: Dependency, from: Int, to: Int, lagCalendar: Int) -> Int32? {
    guard nodes[from].axis == nodes[to].axis, dependency.kind.entersStart else { return nil }
    let minutes = dependency.lag.minutes
    guard minutes != 0 else { return 0 }
    let clock = if case .elapsed = dependency.lag { axes.count - 1 } else { lagCalendar }
    guard clock == nodes[to].axis else { return nil }
    return Int32(truncatingIfNeeded: 2 * minutes)
  }

  private func bound(_ dependency: Dependency, row: Int, lagCalendar: Int, boundsStart: Bool) -> General {
    var (elapsed, working): (Int32, Int32) = (0, 0)
    switch dependency.lag {
    case .elapsed(let minutes): elapsed = Int32(truncatingIfNeeded: minutes)
    case .working(let minutes): working = Int32(truncatingIfNeeded: 2 * minutes)
    }
    return General(row: row, elapsed: elapsed, working: working, axis: lagCalendar, boundsStart: boundsStart)
  }

  /// What the node waits for.
  private mutating func enter(_ at: Int, _ model: SimulationModel) throws(SimulationError) {
    let network = model.network
    let index = nodes[at].activity
    let activity = network.activities[index]
    var start = model.statusDate
    if activity.progress == .planned {
      start = max(start, activity.constraints.notBefore ?? start, activity.constraints.mustStart ?? start)
    }
    var clockwork = Clockwork(calendars: network.calendars)
    let edges = network.dependencies(into: index)
    var finish: Int?
    nodes[at].plain = plain.count..<plain.count
    nodes[at].lagged = lagged.count..<lagged.count
    nodes[at].general = general.count..<general.count
    for edge in edges {
      let dependency = network.dependencies[edge]
      let predecessor = network.activities[dependency.predecessor]
      guard let known = Self.known(predecessor, dependency.kind) else {
        waits(at, for: dependency, lagCalendar: activity.lagClock)
        continue
      }
      do throws(CalendarError) {
        let bound = try clockwork.after(known, lag: dependency.lag, on: activity.lagClock)
        if dependency.kind.entersStart { start = max(start, bound) } else { finish = max(finish ?? bound, bound) }
      } catch {
        throw .beyondHorizon(activity: index)
      }
    }
    nodes[at].plain = nodes[at].plain.lowerBound..<plain.count
    nodes[at].lagged = nodes[at].lagged.lowerBound..<lagged.count
    nodes[at].general = nodes[at].general.lowerBound..<general.count
    do throws(CalendarError) {
      _ = try clockwork.earliest(activity.length.with(minutes: 0), on: activity.calendar, start: start, finish: finish)
    } catch {
      throw .beyondHorizon(activity: index)
    }
    nodes[at].boundInstant = Self.minutes(start, base: base)
    nodes[at].bound = axes[nodes[at].axis].code(nodes[at].boundInstant)
    if let finish {
      nodes[at].finishInstant = Self.minutes(finish, base: base)
      nodes[at].flags.insert(.finishBound)
    }
    if activity.progress == .planned, let openings = model.activities[index].openings {
      nodes[at].openings = openings.map { Self.minutes($0, base: base) }
      nodes[at].bound = -Self.farthest
      nodes[at].flags.insert(.general)
    }
  }

  /// The date of a predecessor that no draw moves, UTC seconds.
  private static func known(_ activity: Activity, _ kind: Dependency.Kind) -> Int? {
    switch activity.progress {
    case .planned: nil
    case .begun(let start, _): kind.leavesStart ? start : nil
    case .done(let start, let finish): kind.leavesStart ? start : finish
    }
  }

  private mutating func waits(_ at: Int, for dependency: Dependency, lagCalendar: Int) {
    guard let from = node[dependency.predecessor] else { return }
    if let lag = lagOnAxis(dependency, from: from, to: at, lagCalendar: lagCalendar) {
      let row = dependency.kind.leavesStart ? startRow(from) : Int32(truncatingIfNeeded: from)
      if lag == 0 { plain.append(row) } else { lagged.append(Lagged(row: row, lag: lag)) }
      return
    }
    if dependency.kind.leavesStart { wantStartInstant(from) } else { wantFinishInstant(from) }
    let row = dependency.kind.leavesStart ? nodes[from].startInstantRow : nodes[from].finishInstantRow
    general.append(
      bound(dependency, row: row ?? 0, lagCalendar: lagCalendar, boundsStart: dependency.kind.entersStart))
    nodes[at].flags.insert(dependency.kind.entersStart ? .general : .finishBound)
  }

  /// What waits for the node.
  private mutating func leave(_ at: Int, _ model: SimulationModel) {
    let network = model.network
    let index = nodes[at].activity
    let hasBegun = network.activities[index].progress != .planned
    var isTerminal = true
    nodes[at].plainLate = plainLate.count..<plainLate.count
    nodes[at].laggedLate = laggedLate.count..<laggedLate.count
    nodes[at].startLate = startLate.count..<startLate.count
    nodes[at].generalLate = generalLate.count..<generalLate.count
    for edge in network.dependencies(outOf: index) {
      let dependency = network.dependencies[edge]
      guard let to = node[dependency.successor] else { continue }
      if hasBegun, dependency.kind.leavesStart { continue }
      if dependency.kind == .finishToStart, dependency.lag.minutes >= 0 { isTerminal = false }
      let lagCalendar = network.activities[dependency.successor].lagClock
      if let lag = lagOnAxis(dependency, from: at, to: to, lagCalendar: lagCalendar), nodes[to].openings.isEmpty {
        let late = Lagged(row: Int32(truncatingIfNeeded: to), lag: lag)
        if dependency.kind.leavesStart {
          startLate.append(late)
          nodes[at].flags.insert(.generalLate)
        } else if lag == 0 {
          plainLate.append(late.row)
        } else {
          laggedLate.append(late)
        }
        continue
      }
      let row = dependency.kind.entersStart ? lateStartInstantRow(to) : lateFinishInstantRow(to)
      generalLate.append(
        bound(dependency, row: row, lagCalendar: lagCalendar, boundsStart: dependency.kind.leavesStart))
      nodes[at].flags.insert(.generalLate)
    }
    nodes[at].plainLate = nodes[at].plainLate.lowerBound..<plainLate.count
    nodes[at].laggedLate = nodes[at].laggedLate.lowerBound..<laggedLate.count
    nodes[at].startLate = nodes[at].startLate.lowerBound..<startLate.count
    nodes[at].generalLate = nodes[at].generalLate.lowerBound..<generalLate.count
    if isTerminal { nodes[at].flags.insert(.terminal) }
  }

  private mutating func lateStartInstantRow(_ at: Int) -> Int {
    let row = nodes[at].lateStartInstantRow ?? lateInstantRows
    if row == lateInstantRows { lateInstantRows += 1 }
    nodes[at].lateStartInstantRow = row
    nodes[at].flags.insert(.rowsLate)
    return row
  }

  private mutating func lateFinishInstantRow(_ at: Int) -> Int {
    let row = nodes[at].lateFinishInstantRow ?? lateInstantRows
    if row == lateInstantRows { lateInstantRows += 1 }
    nodes[at].lateFinishInstantRow = row
    nodes[at].flags.insert(.rowsLate)
    return row
  }

  // MARK: Shortcuts

  /// Where all that bounds a node that takes time is even, its parity need not be dropped again and again.
  private mutating func dropParity() {
    var isOdd = [Bool](repeating: false, count: codeRows)
    for at in nodes.indices {
      let flags = nodes[at].flags
      let takesTime = flags.isDisjoint(with: [.zero, .mixed])
      if takesTime { nodes[at].bound &= ~1 }
      let mayBeOdd =
        nodes[at].bound & 1 == 1 || flags.contains(.general)
        || plain[nodes[at].plain].contains { isOdd[Int($0)] }
      if mayBeOdd { nodes[at].flags.insert(.odd) }
      isOdd[at] = (mayBeOdd && !takesTime) || flags.contains(.finishBound)
      if let row = nodes[at].startRow { isOdd[row] = true }
    }
  }

  /// Finds out with the longest durations what can leave the horizon or grow too large.
  private mutating func settle(_ ranges: [ClosedRange<Int>]) {
    for at in nodes.indices { nodes[at].flags.insert([.clamped, .watched]) }
    list()
    let lanes = SimulationLanes(self)
    for at in nodes.indices {
      let longest = ranges[nodes[at].activity].upperBound
      lanes.durations[at] = SimulationLanes.Vector(repeating: Int32(truncatingIfNeeded: 2 * longest))
    }
    forward(lanes, durations: UnsafePointer(lanes.durations))
    let isFar = nodes.indices.contains { lanes.codes[$0][0] >= Self.farthest }
    for at in nodes.indices {
      if !isFar { nodes[at].flags.remove(.clamped) }
      if lanes.codes[at][0] <= lastCodes[nodes[at].axis] { nodes[at].flags.remove(.watched) }
    }
    list()
  }

  private mutating func list() {
    func narrow(_ number: Int) -> Int32 { Int32(truncatingIfNeeded: number) }
    steps = nodes.map { node in
      Step(
        plainEnd: narrow(node.plain.upperBound), laggedEnd: narrow(node.lagged.upperBound), bound: node.bound,
        axis: narrow(node.axis), flags: node.flags.intersection(.forward))
    }
    lateSteps = nodes.map { node in
      LateStep(
        plainFrom: narrow(node.plainLate.lowerBound), plainEnd: narrow(node.plainLate.upperBound),
        laggedFrom: narrow(node.laggedLate.lowerBound), laggedEnd: narrow(node.laggedLate.upperBound),
        axis: narrow(node.axis), flags: node.flags.intersection(.backward))
    }
    func used(_ flag: Flags) -> [Int] {
      axes.indices.filter { axis in nodes.contains { $0.axis == axis && $0.flags.contains(flag) } }
    }
    terminalAxes = used(.terminal)
    watchedAxes = used(.watched)
  }
}
