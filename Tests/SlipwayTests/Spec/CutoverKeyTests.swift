import Testing

@testable import Slipway

/// What is written about the day a wave goes over arrives as what it means.
@Suite struct CutoverKeyTests {
  private static let runbook = Result {
    try #require(try ProgrammeReader.read(Specimen.running).programme.rollout.waves.first?.cutover)
  }

  @Test func itsStepsDoOneThingEach() throws {
    let steps = try Self.runbook.get().steps
    let thaw = TestStep.request(
      HTTPStep(method: .post, url: "http://127.0.0.1:1/thaw", expectations: [.status(200)]), captures: [])
    let freeze = TestStep.request(
      HTTPStep(method: .post, url: "http://127.0.0.1:1/freeze", expectations: [.status(200)]), captures: [])
    #expect(
      steps.map(\.act) == [
        .command(Command(executable: "make-sandbox")), .confirm, .script([freeze]), .load("stock"), .component("web"),
        .probe(.http(HTTPStep(url: "http://127.0.0.1:1/", expectations: [.status(200)]))), .test("fill"),
        .test("tasting"), .command(Command(executable: "switch", arguments: ["on"])), .opens,
      ])
    #expect(
      steps.map(\.reverse) == [
        .command(Command(executable: "drop-sandbox")), nil, .script([thaw]), nil, nil, nil, nil, nil, .confirm, nil,
      ])
  }

  @Test func itsStepsHaveOwnersTimesAndAnOrder() throws {
    let steps = try Self.runbook.get().steps
    #expect(steps.map(\.onlyRehearsal) == [true] + Array(repeating: false, count: 9))
    let told = steps[1]
    #expect(told.id == "told" && told.name == "The cellar knows" && told.owner == "ida")
    #expect(told.takes == .minutes(10) && told.after == ["copy"])
    #expect(steps[3].name == "move" && steps[3].owner == nil && steps[3].takes == nil)
    #expect(steps[6].after == ["look", "move"])
  }

  @Test func itsRehearsalsHappenInASandbox() throws {
    let runbook = try Self.runbook.get()
    #expect(runbook.noReturn == "switch")
    #expect(runbook.rehearsals == Runbook.Rehearsals(atLeast: 2, within: .days(10)))
    #expect(
      runbook.sandbox
        == Runbook.Sandbox(
          folder: "/srv/sandbox",
          replaces: [
            .init(text: "127.0.0.1:1", by: "127.0.0.1:2"), .init(text: "/srv/old", by: "/srv/sandbox/old"),
            .init(text: "/srv", by: "/srv/sandbox"),
          ]))
  }

  @Test func whatItLeavesOutHasADefault() throws {
    var text = Specimen.running
    for line in [
      "rehearsals: {at-least: 2, within: 10d}", "no-return: switch",
      "sandbox:\n          folder: /srv/sandbox\n"
        + "          replaces: {127.0.0.1:1: 127.0.0.1:2, /srv: /srv/sandbox, /srv/old: /srv/sandbox/old}",
    ] {
      #expect(text.contains(line))
      text = text.replacing(line, with: "")
    }
    let runbook = try #require(try ProgrammeReader.read(text).programme.rollout.waves.first?.cutover)
    #expect(runbook.noReturn == nil && runbook.sandbox == nil && runbook.rehearsals == nil)
    #expect(try ProgrammeReader.read(Specimen.text).programme.rollout.waves.map(\.cutover) == [nil, nil])
  }
}
