import Scheduling
import Testing

@testable import Slipway

/// The programme's waiting audiences as the engine takes them.
struct WaveInputTests {
  private static let planning = """
      planning:
        opens-on: [tue, wed]
        soak: 2w
        first-wave: {at-most: 50 %, covers: [internal]}
        growth: 2
        per-site: 2
        waves: 6
        training-within: 2w
        capacities:
          - {id: seats, per-week: 12, per-person: 2, during: training, changes: [{from: 2026-03-11, per-week: 30}]}
          - {id: helpers, per-week: 40, per-person: 0.5, during: hypercare, half-life: 1w, for: [partners]}
          - {id: doors, per-week: 99, per-person: 1, during: go-live}
        units:
          - {audience: sales, risk: 30, site: High Street, apart-from: [works]}
          - {audience: stores, ready: 2026-03-20, together-with: [works], after: [{audience: sales, gap: 10d}]}
    """

  private static func sample(_ extra: String = "", planning: String = planning) -> SampleProgramme {
    var sample = SampleProgramme()
    sample.extra = planning + "\n" + extra
    return sample
  }

  private static func input(
    _ journal: Journal, at: String = "2026-03-02T09:00Z", ready: [CivilDate?] = [nil, nil, nil], by: CivilDate? = nil
  ) throws -> WaveInput {
    try #require(WaveInput(journal.state, try journal.status(at: .at(at)), ready: ready, by: by))
  }

  private static func date(_ text: String) -> CivilDate { CivilDate(text) ?? .earliest }

  @Test func withoutRulesNothingIsProposed() throws {
    let journal = Journal(SampleProgramme())
    #expect(WaveInput(journal.state, try journal.status(), ready: [nil, nil, nil]) == nil)
  }

  @Test func audiencesBecomeUnits() throws {
    let journal = Journal(Self.sample(), perDepartment: 7)
    let input = try Self.input(journal, ready: [Self.date("2026-03-09"), Self.date("2026-03-10"), nil])
    let problem = input.problem
    #expect(input.audiences == ["sales", "stores", "works"])
    #expect(problem.firstDay == Self.date("2026-03-02") && problem.statusDay == 0)
    #expect(problem.units.map(\.headCount) == [7, 7, 7])
    // The later of what is written and what the plan says; the status day where nothing is said.
    #expect(problem.units.map(\.readyDay) == [7, 18, 0])
    #expect(problem.units.map(\.risk) == [30, 0, 0])
    #expect(problem.units.map(\.site) == [0, nil, nil])
    #expect(problem.relations == [WaveRelation(before: 0, after: 1, gap: 10)])
    #expect(problem.together == [[1, 2]] && problem.apart == [WaveApart(0, 2)])
    #expect(problem.rules.firstShare == 500 && problem.rules.growth == 2_000 && problem.rules.soak == 14)
    #expect(problem.rules.siteLimit == 2 && problem.rules.maximumWaves == 6 && problem.rules.firstCovers == [0])
    #expect(problem.fixed.isEmpty && input.begun.isEmpty)
    // Where the document has them: the pilot on 30 March, the rest on 13 April.
    #expect(problem.previous == [28, 42, 42])
    let opening = (0..<7).filter { problem.calendars[problem.units[0].calendar].contains($0) }
    #expect(opening == [1, 2])
    #expect((try? WavePlanner(problem)) != nil)
  }

  @Test func anotherLastDayTakesThePlaceOfTheDocuments() throws {
    let planning = Self.planning.replacing("soak: 2w", with: "soak: 2w\n    finish-by: 2026-06-30")
    let journal = Journal(Self.sample(planning: planning))
    #expect(try Self.input(journal).problem.finishBy == 120)
    #expect(try Self.input(journal, by: Self.date("2026-05-31")).problem.finishBy == 90)
    #expect(try Self.input(Journal(Self.sample())).problem.finishBy == nil)
  }

  @Test func weeksBeginOnMondaysAndNothingBeforeTheStatusDay() throws {
    let journal = Journal(Self.sample())
    let input = try Self.input(journal, at: "2026-03-12T09:00Z")
    #expect(input.problem.firstDay == Self.date("2026-03-09") && input.problem.statusDay == 3)
    #expect(input.problem.units.map(\.readyDay) == [3, 11, 3])
    let early = try Self.input(journal, at: "2026-02-20T09:00Z")
    #expect(early.problem.firstDay == Self.date("2026-03-02"), "not before the programme starts")
    let planning = Self.planning.replacing("soak: 2w", with: "soak: 2w\n    earliest: 2026-04-01")
    let late = try Self.input(Journal(Self.sample(planning: planning)))
    #expect(late.problem.units.map(\.readyDay) == [30, 30, 30] && late.problem.statusDay == 0)
  }

  @Test func freezesCloseDaysToThoseTheyConcern() throws {
    var sample = Self.sample("calendars: [{id: standard, holidays: [2026-04-03]}]")
    sample.freezes = [
      "{id: all, name: Month-end, from: 2026-03-30, to: 2026-04-01, kinds: [admission]}",
      "{id: some, name: Stock-taking, from: 2026-03-10, kinds: [admission], units: [stores]}",
      "{id: new, from: 2026-03-11, systems: [new]}",
      "{id: lessons, from: 2026-03-12, kinds: [training]}",
      "{id: old, from: 2026-03-13, systems: [old]}",
      "{id: nobody, from: 2026-03-16, kinds: [admission], units: [attic]}",
    ]
    let closures = try Self.input(Journal(sample)).problem.closures
    #expect(
      closures == [
        WaveClosure(id: "Month-end", days: [28..<31]),
        WaveClosure(id: "Stock-taking", days: [8..<9], units: [1]),
        WaveClosure(id: "new", days: [9..<10]),
        WaveClosure(id: "nobody", days: [14..<15], units: []),
        WaveClosure(id: "holidays of standard", days: [32..<33], units: [0, 1, 2]),
      ])
  }

  @Test func capacitiesCountThousandthsByWeek() throws {
    var sample = Self.sample("calendars: [{id: standard, holidays: [2026-03-04]}]")
    sample.freezes = ["{id: lessons, from: 2026-03-05, kinds: [training]}"]
    let input = try Self.input(Journal(sample, perDepartment: 3))
    #expect(input.capacities.map(\.id) == ["seats", "helpers", "doors"])
    let problem = input.problem
    let (seats, helpers, doors) = (problem.capacities[0], problem.capacities[1], problem.capacities[2])
    // A change in the middle of a week holds from the next Monday.
    #expect(seats.limits.prefix(4) == [12_000, 12_000, 30_000, 30_000])
    #expect(seats.amounts == [6_000, 6_000, 6_000])
    guard case .before(let window, let days?) = seats.use else {
      Issue.record("training comes before the opening")
      return
    }
    #expect(window == 14)
    #expect((0..<7).filter { days.contains($0) } == [0, 1, 4], "neither the holiday, nor the freeze, nor the weekend")
    guard case .around(0, let kernel) = helpers.use else {
      Issue.record("help comes after the opening")
      return
    }
    #expect(kernel.prefix(4) == [500, 250, 125, 62])
    #expect(helpers.amounts == [0, 0, 0], "only partners ask for it, and there are none")
    #expect(doors.use == .around(firstWeek: 0, kernel: [1_000]) && doors.amounts == [3, 3, 3])
    #expect(doors.limits.allSatisfy { $0 == 99_000 })
  }

  @Test func whatHasBegunIsFixed() throws {
    var journal = Journal(Self.sample(), perDepartment: 2)
    journal.makeReady()
    journal.change("pilot", .opened, at: .at("2026-03-24T10:00Z"))
    let input = try Self.input(journal, at: "2026-03-26T10:00Z")
    #expect(input.begun == ["pilot"])
    #expect(input.problem.fixed == [FixedWave(day: 1, units: [0])])
    journal.change("pilot", .rolledBack, at: .at("2026-03-26T11:00Z"))
    let after = try Self.input(journal, at: "2026-03-26T12:00Z")
    #expect(after.begun.isEmpty && after.problem.fixed.isEmpty, "nobody is in it any more")
  }

  @Test func proposalsAreWordedByName() throws {
    let input = try Self.input(Journal(Self.sample()))
    let words = WaveWords(input)
    #expect(words.date(28) == Self.date("2026-03-30"))
    #expect(words.sentence(.readiness(unit: 1, day: 18)) == "“The stores” is not ready before 2026-03-20")
    #expect(
      words.sentence(WaveRelaxation(.capacity(0), amount: 1_500)) == "seats: 1.5 more every week")
    #expect(
      words.sentence(.tooLate(bound: 35, lastDay: 28))
        == "The last wave cannot open before 2026-04-06, and it should have by 2026-03-30.")
    #expect([0, 5, 12_500, -250].map(WaveWords.decimal) == ["0", "0.005", "12.5", "-0.25"])
  }
}
