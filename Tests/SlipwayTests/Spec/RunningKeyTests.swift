import Testing

@testable import Slipway

/// What is written about what Slipway carries out itself arrives as what it means.
@Suite struct RunningKeyTests {
  private static let programme = Result { try ProgrammeReader.read(Specimen.running).programme }

  private static func implementation() throws -> Implementation { try programme.get().implementation }

  private static func component(_ id: Key<Component>) throws -> Component {
    try #require(try implementation().components.first { $0.id == id })
  }

  @Test func aComponentIsLookedAtAppliedAndVerified() throws {
    let files = try Self.component("files")
    let sum = "935113a32fe242417dfe611905e96451067b19d3874ff63fd69b724cdbbe3f51"
    #expect(files.probe == .file(Probe.FileProbe(path: "/srv/b.ini", contains: "port", checksum: sum, mode: 0o640)))
    let apply = try #require(files.apply)
    #expect(
      apply.command
        == Command(
          executable: "lay-files", arguments: ["/srv", "", "--port=1"],
          environment: [.init(name: "BREW_HOME", value: "/srv/home"), .init(name: "LANG_2", value: "C")],
          folder: "/srv",
          timeLimit: Span(seconds: 90), exits: [0, 2], contains: ["laid"]))
    #expect(apply.retries == 2)
    #expect(
      apply.plan
        == Component.Plan(
          command: Command(executable: "look", arguments: ["--check"]), unchangedExits: [0],
          unchangedContains: "changed=0"))
    #expect(
      apply.verify == [
        .directory(Probe.DirectoryProbe(path: "/srv/run", mode: 0o750, holds: ["b.ini", "log"])),
        .process(.named("brewd")),
      ])
    #expect(files.after.isEmpty && files.every == Span(seconds: 30) && files.expires == .minutes(5))
    let database = try Self.component("database")
    #expect(database.after == ["files"])
    #expect(
      database.apply
        == Component.Apply(command: Command(executable: "make-database"), plan: nil, verify: [], retries: 0))
    #expect(try Self.component("web").apply == nil)
    #expect(try Self.component("web").after == ["database", "pid"])
  }

  @Test(
    arguments: [
      ("database", .query(Query(.sqlite(path: "/srv/b.db"), "select count(*) from barrels"), .init(equals: "10"))),
      ("warehouse", .query(Query(.postgres("host=db dbname=b"), "select 1"), .init(atLeast: 1, atMost: 2.5))),
      ("tls", .tls(host: "127.0.0.1", port: 8_443, name: "beer.example", validFor: .days(21))),
      ("dns", .dns(name: "beer.example", addresses: ["127.0.0.1", "::1"])),
      ("pid", .process(.pidFile("/srv/b.pid"))),
      ("disk", .disk(path: "/srv", free: .bytes(1_610_612_736))),
      ("share", .disk(path: "/var", free: .share(0.1))),
      ("load", .prometheus(url: "http://127.0.0.1:9090", query: "up", .init(atLeast: 0.5))),
      ("own", .command(Command(executable: "look-twice", arguments: ["now"], contains: ["all", "well"]))),
      (
        "web",
        .http(
          HTTPStep(url: "http://127.0.0.1:1/health", expectations: [.status(200), .within(milliseconds: 250)]))
      ),
    ] as [(Key<Component>, Probe)])
  func aProbeIsOfItsKind(_ id: Key<Component>, _ probe: Probe) throws {
    #expect(try Self.component(id).probe == probe)
  }

  @Test func whatAProbeLeavesOutHasADefault() throws {
    let text = Specimen.running.replacing(", name: beer.example, valid-for: 21d", with: "")
    let components = try ProgrammeReader.read(text).programme.implementation.components
    let tls = try #require(components.first { $0.id == "tls" })
    #expect(tls.probe == .tls(host: "127.0.0.1", port: 8_443, name: nil, validFor: .days(14)))
  }

  @Test func aTestHasItsStepsInOrderAndWhatTheyCapture() throws {
    let fill = try #require(try Self.implementation().tests.first { $0.id == "fill" })
    #expect(fill.every == .hours(1) && fill.afterDriftOf == ["database"] && fill.expires == .days(14))
    let (number, answer) = (TestStep.Capture(name: "number", path: "barrel.id"), TestStep.Capture(name: "answer"))
    #expect(
      fill.source
        == .steps([
          .request(
            HTTPStep(method: .post, url: "http://127.0.0.1:1/fill", expectations: [.status(201)]),
            captures: [number, answer]),
          .command(
            Command(executable: "look", arguments: ["${number}"], contains: ["full"]),
            captures: [TestStep.Capture(name: "line")]),
          .query(
            Query(.sqlite(path: "/srv/b.db"), "select n from barrels where id = ${number}"), .init(atLeast: 1),
            captures: []),
          .query(Query(.sqlite(path: "/srv/b.db"), "select 2"), .init(), captures: [TestStep.Capture(name: "two")]),
          .request(
            HTTPStep(
              url: "http://127.0.0.1:1/${number}/${two}",
              expectations: [.status(200), .bodyContains("${answer} $line")]),
            captures: []),
        ]))
  }

  @Test func aTestMayBeAReportOrAScriptForTwo() throws {
    let tests = try Self.implementation().tests
    #expect(tests.map(\.id) == ["fill", "units", "tasting"])
    #expect(tests[1].source == .report(TestCase.ReportMatch(suite: "brew.*", name: "test_fill")))
    #expect(
      tests[2].source
        == .witnessed([
          TestCase.ScriptLine(action: "Draw a pint", expected: "It foams"),
          TestCase.ScriptLine(action: "Drink it", expected: "It is good"),
        ]))
    #expect(tests[1].every == nil && tests[1].afterDriftOf.isEmpty && tests[1].expires == .days(30))
  }

  @Test func dataIsLoadedComparedAndSignedFor() throws {
    let objects = try Self.implementation().dataObjects
    let stock = objects[0]
    #expect(
      stock.load == Command(executable: "load-stock", arguments: ["--all"], timeLimit: .minutes(10)))
    #expect(
      stock.totals == [
        DataObject.Total(
          id: "litres", name: "Litres", old: Query(.sqlite(path: "/srv/old.db"), "select sum(l) from chalk"),
          new: Query(.postgres("postgresql://brew@db/b"), "select sum(l) from barrels"), within: 0.5)
      ])
    #expect(stock.rejects == Query(.sqlite(path: "/srv/b.db"), "select reason from rejects"))
    #expect(stock.expires == .days(14) && stock.isLoaded)
    #expect(objects[1].expires == nil && !objects[1].isLoaded)
  }

  @Test func phasesEndByWhatTheyName() throws {
    let phases = try Self.implementation().phases
    #expect(phases.map(\.exit) == [[.items, .components], [.requirements, .dataObjects, .dark]])
    #expect(try ProgrammeReader.read(Specimen.text).programme.implementation.phases.map(\.exit) == [[]])
  }

  @Test func aSystemSaysHowItRefuses() throws {
    let systems = try Self.programme.get().systems
    #expect(
      systems.map(\.refuses) == [
        HTTPStep(
          method: .post, url: "http://127.0.0.1:1/fill",
          headers: [HTTPStep.Header(name: "X-Remote-User", value: "nobody.yet")], body: "{}",
          expectations: [.status(403)]), nil,
      ])
  }

  @Test func criteriaAndConditionsNameTheNewThings() throws {
    let programme = try Self.programme.get()
    #expect(
      programme.readiness.criteria.map(\.check) == [
        .phase("deploy"), .rehearsal("cellar"), .curriculum("cellarer", share: 0.9),
      ])
    #expect(programme.rollout.waves.map(\.conditions) == [[.curriculum("cellarer")]])
  }
}
