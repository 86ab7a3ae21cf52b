package import Scheduling

/// A programme's waiting audiences as the engine takes them: units, closures, capacities and rules, days from a Monday.
package struct WaveInput: Sendable {
  package let problem: WaveProblem
  /// By unit of the problem: its audience.
  package let audiences: [Key<Audience>]
  /// By capacity of the problem: where it is declared.
  package let capacities: [WavePlanning.Capacity]
  /// By fixed wave of the problem.
  package let begun: [Key<Wave>]

  /// - Parameters:
  ///   - ready: when the plan has an audience ready, by index into `Programme.audiences`.
  ///   - finishBy: another day for the last wave than the document's.
  /// - Returns: nil where the programme has no rules for planning waves.
  /// - Complexity: O(people × freezes + audiences × days).
  package init?(_ state: State, _ status: Status, ready: [CivilDate?], by finishBy: CivilDate? = nil) {
    guard let planning = status.programme.rollout.planning, let clocks = state.spec?.clocks else { return nil }
    let programme = status.programme
    let today = max(clocks.date(status.now), programme.starts)
    let earliest = max(planning.earliest ?? today, today)
    let firstDay = Self.monday(onOrBefore: today)
    let finishBy = finishBy ?? planning.finishBy
    // Far enough for a later end to be proposed: two years beyond every date there is, gaps and soaks one after another.
    let dates = [finishBy, earliest].compactMap { $0 } + planning.units.compactMap(\.ready) + ready.compactMap { $0 }
    let span = Int((dates.max() ?? earliest).daysSinceEpoch) - Int(firstDay.daysSinceEpoch)
    let gaps = planning.units.flatMap(\.after).reduce(0) { $0 + $1.gapDays }
    let days = min(20_000, max(span, 0) + gaps + planning.soakDays * min(52, programme.audiences.count) + 730)
    func day(_ date: CivilDate) -> Int { Int(date.daysSinceEpoch) - Int(firstDay.daysSinceEpoch) }
    func date(_ day: Int) -> CivilDate { firstDay.adding(days: day) ?? .latest }

    let described = Dictionary(planning.units.map { ($0.audience, $0) }) { first, _ in first }
    let indexOf = Dictionary(programme.audiences.enumerated().map { ($1.id, $0) }) { first, _ in first }
    let sites = Self.numbered(programme.audiences.compactMap { Self.site(of: $0, described[$0.id]) })
    let places = Dictionary(programme.calendars.enumerated().map { ($1.id, $0) }) { first, _ in first }
    let heads = status.placement.people.map(\.count)
    audiences = programme.audiences.map(\.id)
    capacities = planning.capacities

    let units = programme.audiences.indices.map { index in
      let audience = programme.audiences[index]
      let own = described[audience.id]
      let readyDay = [own?.ready, ready[index]].compactMap { $0 }.map(day).max() ?? 0
      return WaveUnit(
        id: audience.name, headCount: heads[index], readyDay: max(readyDay, day(earliest)), risk: own?.risk ?? 0,
        site: Self.site(of: audience, own).flatMap { sites[$0] },
        segments: [Audience.Side.allCases.firstIndex(of: audience.side) ?? 0],
        calendar: places[audience.calendar] ?? 0)
    }
    let calendars = programme.calendars.map { calendar in
      WaveDays(count: days) { day in
        let weekday = date(day).weekday.rawValue
        return planning.weekdays.contains(weekday) && calendar.weekdays.contains(weekday)
      }
    }
    let amounts = { (capacity: WavePlanning.Capacity) in
      programme.audiences.indices.map { index in
        capacity.sides.isEmpty || capacity.sides.contains(programme.audiences[index].side) ? heads[index] : 0
      }
    }
    let waves = programme.rollout.waves.compactMap { wave -> (Key<Wave>, FixedWave)? in
      let progress = state.progress(of: wave.id)
      guard progress.keepsPeople, let opened = progress.firstOpened else { return nil }
      return (wave.id, FixedWave(day: day(clocks.date(opened)), units: wave.audiences.compactMap { indexOf[$0] }))
    }.sorted { ($0.1.day, $0.0) < ($1.1.day, $1.0) }
    begun = waves.map(\.0)

    problem = WaveProblem(
      firstDay: firstDay, days: days, units: units, calendars: calendars,
      closures: Self.closures(state, status, day: day),
      relations: planning.units.flatMap { unit in
        unit.after.compactMap { earlier in
          guard let before = indexOf[earlier.audience], let after = indexOf[unit.audience] else { return nil }
          return WaveRelation(before: before, after: after, gap: earlier.gapDays)
        }
      },
      together: planning.units.filter { !$0.together.isEmpty }.map { unit in
        ([unit.audience] + unit.together).compactMap { indexOf[$0] }
      },
      apart: planning.units.flatMap { unit in
        unit.apart.compactMap { other in
          guard let first = indexOf[unit.audience], let second = indexOf[other] else { return nil }
          return WaveApart(first, second)
        }
      },
      capacities: planning.capacities.map { capacity in
        Self.capacity(capacity, amounts(capacity), planning, programme, firstDay: firstDay, days: days)
      },
      rules: Scheduling.WaveRules(
        firstShare: planning.firstWave.atMostThousandths,
        firstCovers: planning.firstWave.covers.compactMap { Audience.Side.allCases.firstIndex(of: $0) },
        growth: planning.growthThousandths, soak: planning.soakDays, siteLimit: planning.perSite,
        maximumWaves: planning.waves),
      finishBy: finishBy.map(day),
      launch: planning.launchWindow.map { Self.launch(first: day($0.first), last: day($0.last), days: days) },
      fixed: waves.map(\.1), statusDay: day(today), previous: Self.previous(programme, day: day),
      goal: .lexicographic(
        planning.launchWindow == nil ? [.finish, .exposure] : [.finish, .value, .exposure]))
  }

  private static func monday(onOrBefore date: CivilDate) -> CivilDate {
    date.adding(days: 1 - date.weekday.rawValue) ?? date
  }

  private static func numbered(_ sites: [Key<Site>]) -> [Key<Site>: Int] {
    Dictionary(Set(sites).sorted().enumerated().map { ($1, $0) }) { first, _ in first }
  }

  /// What is written of the audience, else the only site it chooses.
  private static func site(of audience: Audience, _ own: WavePlanning.Unit?) -> Key<Site>? {
    own?.site ?? (audience.selector.sites.count == 1 ? audience.selector.sites.first : nil)
  }

  /// Freezes of admission by whom they touch, and days off by calendar.
  private static func closures(_ state: State, _ status: Status, day: (CivilDate) -> Int) -> [WaveClosure] {
    let programme = status.programme
    let reach = FreezeReach(programme, status.placement, state)
    let freezes = programme.freezes.filter { $0.kinds.contains(.admission) && programme.concernsNewSystems($0) }
    let holidays = programme.calendars.filter { !$0.holidays.isEmpty }
    return freezes.map { freeze in
      WaveClosure(
        id: freeze.name, days: [day(freeze.first)..<day(freeze.last) + 1],
        units: freeze.scope.choosesEveryone
          ? nil : programme.audiences.indices.filter { reach.touches(freeze, audienceAt: $0) })
    }
      + holidays.map { calendar in
        WaveClosure(
          id: "holidays of \(calendar.id)", days: calendar.holidays.map { day($0)..<day($0) + 1 },
          units: programme.audiences.indices.filter { programme.audiences[$0].calendar == calendar.id })
      }
  }

  private static func capacity(
    _ capacity: WavePlanning.Capacity, _ heads: [Int], _ planning: WavePlanning, _ programme: Programme,
    firstDay: CivilDate, days: Int
  ) -> WaveCapacity {
    let limits = (0...(days / 7)).map { week in
      let monday = firstDay.adding(days: 7 * week) ?? .latest
      return capacity.changes.last { $0.from <= monday }?.perWeek ?? capacity.perWeek
    }
    switch capacity.use {
    case .training:
      let frozen = programme.freezes.filter { $0.kinds.contains(.training) && $0.scope.choosesEveryone }
      let home = programme.calendars.first
      let training = WaveDays(count: days) { day in
        let date = firstDay.adding(days: day) ?? .latest
        return (home?.weekdays.contains(date.weekday.rawValue) ?? true) && !(home?.holidays.contains(date) ?? false)
          && !frozen.contains { $0.first <= date && date <= $0.last }
      }
      return WaveCapacity(
        id: capacity.name, limits: limits, use: .before(window: planning.trainingWithinDays, days: training),
        amounts: heads.map { $0 * capacity.perPerson })
    case .goLive:
      return WaveCapacity(
        id: capacity.name, limits: limits, use: .around(firstWeek: 0, kernel: [capacity.perPerson]), amounts: heads)
    case .hypercare(let halfLife):
      return WaveCapacity(
        id: capacity.name, limits: limits,
        use: .around(
          firstWeek: 0, kernel: WaveCapacity.decaying(from: capacity.perPerson, halfLife: halfLife, weeks: 104)),
        amounts: heads)
    }
  }

  /// What somebody live on a day counts: the days left until the window's end, the first counting for all before it.
  private static func launch(first: Int, last: Int, days: Int) -> WaveLaunchWindow {
    WaveLaunchWindow(values: (0..<min(days, max(0, last + 1))).map { min(1_000_000, last + 1 - max($0, first)) })
  }

  /// Where the document has each audience now.
  private static func previous(_ programme: Programme, day: (CivilDate) -> Int) -> [Int?] {
    programme.audiences.map { audience in
      programme.rollout.waves.first { $0.audiences.contains(audience.id) }.map { day($0.opens) }
    }
  }
}
