import Testing

@testable import Slipway

@Suite struct MistakeTests {
  static let catalogue =
    Mistake.top + Mistake.goals + Mistake.systems + Mistake.organisation + Mistake.items + Mistake.runs
    + Mistake.learning + Mistake.readiness + Mistake.rollout + Mistake.context + Mistake.needs + Mistake.means
    + Mistake.planning + Mistake.planned

  static let running =
    Mistake.components + Mistake.probes + Mistake.tested + Mistake.taught + Mistake.sessions + Mistake.moved
    + Mistake.phases + Mistake.cutover

  @Test func theSpecimenIsRight() throws {
    let programme = try ProgrammeReader.read(Specimen.text).programme
    #expect(programme.rollout.waves.map(\.id) == ["first", "second"])
    #expect(Self.catalogue.count >= 40)
  }

  @Test(arguments: catalogue) func isReportedWhereItStands(_ mistake: Mistake) throws {
    try expect(mistake, in: Specimen.text)
  }

  @Test(arguments: running) func isReportedInWhatRuns(_ mistake: Mistake) throws {
    try expect(mistake, in: Specimen.running)
  }

  private func expect(_ mistake: Mistake, in specimen: String) throws {
    let changed = try #require(mistake.applied(to: specimen), "the specimen does not have “\(mistake.find)” once")
    let found = problems(in: changed.text)
    let expected = found.filter {
      ($0.line, $0.column) == (changed.line, changed.column) && $0.message == mistake.message
    }
    #expect(expected.count == 1, "line \(changed.line), column \(changed.column); found: \(found)")
    #expect(found.count == mistake.others + 1, "found: \(found)")
    #expect(found.allSatisfy { !$0.suggestion.isEmpty })
    if let suggestion = mistake.suggestion { #expect(expected.first?.suggestion == suggestion) }
  }

  @Test func everyProblemIsListedInTheOrderOfLines() {
    var text = Specimen.text
    for (find, put) in [("role: new", "role: newest"), ("every: 6h", "every: often"), ("power: 2", "power: 9")] {
      text = text.replacing(find, with: put)
    }
    let found = problems(in: text)
    #expect(found.map(\.path) == ["systems[0].role", "implementation.components[0].every", "stakeholders[0].power"])
    #expect(found.map(\.line) == found.map(\.line).sorted())
  }

  @Test func everyProblemOfWhatRunsSaysWhereItIs() {
    var text = Specimen.running
    for (find, put) in [
      ("status: 403", "status: 200"), ("retries: 2", "retries: 20"), ("mode: \"750\"", "mode: \"950\""),
      ("\"${number}\"]", "\"${none}\"]"), ("within: 0.5", "within: -1"), ("folder: /srv/sandbox", "folder: srv"),
      ("reverse: {command: drop-sandbox}", "reverse: {}"),
    ] {
      #expect(text.contains(find))
      text = text.replacing(find, with: put)
    }
    let place = "rollout.waves[0].cutover"
    #expect(
      problems(in: text).map(\.path) == [
        "systems[0].refuses.status", "implementation.components[0].apply.retries",
        "implementation.components[0].verify[0].mode", "implementation.tests[0].steps[1].arguments",
        "implementation.data-objects[0].totals[0].within", "\(place).sandbox.folder", "\(place).steps[0].reverse",
      ])
  }

  @Test func everyProblemAcrossSectionsSaysWhereItIs() {
    var text = Specimen.running
    for (find, put) in [
      ("T10:30", "T10:00"), ("load: stock", "load: recipes"), ("no-return: switch", "no-return: swatch"),
      ("after: [look, move]", "after: [look, mave]"),
    ] {
      #expect(text.contains(find))
      text = text.replacing(find, with: put)
    }
    let place = "rollout.waves[0].cutover"
    #expect(
      problems(in: text).map(\.path) == [
        "implementation.sessions[1].room", "implementation.sessions[1].trainer", "\(place).no-return",
        "\(place).steps[3].load", "\(place).steps[6].after",
      ])
  }

  @Test(arguments: ["", "~", "[]", "text", "slipway: 1", "{", "\u{0}", "\u{feff}", "- - - - -", "? [a]\n: b"])
  func whatIsNoProgrammeIsRefused(_ text: String) {
    let found = problems(in: text)
    #expect(!found.isEmpty)
    #expect(found.allSatisfy { $0.line >= 1 && $0.column >= 1 && !$0.message.isEmpty })
  }

  @Test func manyUnknownWordsAndLongLoopsAreReadInTime() {
    let items = (0..<5_000).map { "    - {id: i\($0), phase: build, estimate: 1d, after: [i\(($0 + 1) % 5_000)]}\n" }
    let loop = Specimen.text.replacing("  items:\n", with: "  items:\n" + items.joined())
    #expect(problems(in: loop).first?.message.hasPrefix("“i0” waits for itself: i0 → i1 → i2") == true)
    #expect(problems(in: loop.replacing("after: [i", with: "after: [j")).count == 5_000)
  }

  private func problems(in text: String) -> [SpecProblem] {
    do {
      _ = try ProgrammeReader.read(text)
      return []
    } catch {
      return error.problems
    }
  }
}
