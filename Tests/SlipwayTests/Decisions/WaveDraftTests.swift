import Interchange
import Scheduling
import Testing

@testable import Slipway

/// Other waves in the same document, and nothing else.
struct WaveDraftTests {
  /// As people write it: remarks, blank lines, flow and block mixed, keys after the waves.
  static let document = """
    # The mill, synthetic.
    slipway: 1
    programme: mill
    name: "A mill"   # quoted
    starts: 2026-03-02

    systems: [{id: till, role: new}]
    audiences:
      - {id: front, units: [front]}
      - {id: back,   units: [back]}   # two spaces
      - {id: yard, units: [yard]}
    implementation:
      lessons:
        - {id: selling, questions: [{ask: Which?, options: [a, b], answers: a}]}
      conditions: [{id: account}]
    rollout:
      system: till
      # Agreed in March.
      waves:
        - id: first
          name: First of all
          audiences: [front]
          opens: 2026-05-11
          latest: 2026-05-22
          steps: [{share: 25 %, soak: 3d}, {share: 100 %, soak: 4d}]
          approver: ida
          conditions: [{lesson: selling}, {condition: account}]
          exit: {live: 90 %}
          guardrails: [{id: tickets, metric: tickets, margin: 0.5, may: pause}]
          learn: |
            How long a plan takes.

            And who was there.
        - id: second
          audiences: [back, yard]
          opens: 2026-06-01
          approver: ida
          point-of-no-return: 2026-06-29
          entry: [{wave: first, reaches: closed}]
          guardrails:
            - {id: calls, metric: calls, margin: 0.5}
            - {id: doubts, metric: doubts, margin: 0.5}

      # How waves are proposed.
      planning:
        soak: 2w
    budget:
      - {id: licences, amount: 1200.00}

    # The end.

    """

  private static func date(_ text: String) -> CivilDate { CivilDate(text) ?? .earliest }

  private static func draft(
    _ proposed: [(String, [Key<Audience>])], in document: String = document, begun: Key<Wave>? = nil
  ) throws -> WaveDraft {
    let waves = proposed.enumerated().map { index, wave in
      WaveDraft.Proposed(opens: date(wave.0), audiences: wave.1, begun: index == 0 ? begun : nil)
    }
    return try WaveDraft(waves, in: document, try YAMLDocument(parsing: document).root)
  }

  /// What stands before the line of `waves:` and from the remark behind the waves on.
  private static func outside(_ text: String) throws -> (Substring, Substring) {
    let start = try #require(text.firstRange(of: "  waves:"))
    let end = try #require(text.firstRange(of: "\n\n  # How"))
    return (text[..<start.lowerBound], text[end.lowerBound...])
  }

  private static func isSame(_ left: Substring, _ right: Substring) -> Bool { left.utf8.elementsEqual(right.utf8) }

  @Test func everythingElseStaysToTheByte() throws {
    let draft = try Self.draft([("2026-05-18", ["back"]), ("2026-06-08", ["yard", "front"])])
    let (before, after) = try Self.outside(draft.document)
    let (oldBefore, oldAfter) = try Self.outside(Self.document)
    #expect(Self.isSame(before, oldBefore))
    #expect(Self.isSame(after, oldAfter))
    #expect(draft.document != Self.document)
  }

  @Test func wavesKeepTheirIdsNamesAndSettings() throws {
    let old = try ProgrammeReader.read(Self.document).programme
    let draft = try Self.draft([("2026-05-18", ["back"]), ("2026-06-08", ["yard", "front"])])
    let new = try ProgrammeReader.read(draft.document).programme
    #expect(draft.waves == ["first", "second"])
    #expect(new.rollout.waves.map(\.id) == ["first", "second"])
    #expect(new.rollout.waves.map(\.name) == ["First of all", "second"])
    #expect(new.rollout.waves.map(\.audiences) == [["back"], ["yard", "front"]])
    #expect(new.rollout.waves.map(\.opens) == [Self.date("2026-05-18"), Self.date("2026-06-08")])
    // Seven days later, as the opening.
    #expect(new.rollout.waves[0].latest == Self.date("2026-05-29"))
    #expect(new.rollout.waves[1].pointOfNoReturn == Self.date("2026-07-06"))
    #expect(new.rollout.waves[1].entry == [Wave.EntryCriterion(wave: "first", reaches: .closed)])
    #expect(new.rollout.waves[0].entry.isEmpty)
    for (was, now) in zip(old.rollout.waves, new.rollout.waves) {
      #expect(now.steps == was.steps && now.conditions == was.conditions && now.guardrails == was.guardrails)
      #expect(now.exit == was.exit && now.learn == was.learn && now.approver == was.approver)
    }
    #expect(new.rollout.waves[0].learn == "How long a plan takes.\n\nAnd who was there.\n")
    var restored = new
    restored.rollout.waves = old.rollout.waves
    #expect(restored == old)
  }

  @Test func theSameWavesAgainAreTheSameProgramme() throws {
    let old = try ProgrammeReader.read(Self.document).programme
    let first = try Self.draft([("2026-05-11", ["front"]), ("2026-06-01", ["back", "yard"])])
    #expect(try ProgrammeReader.read(first.document).programme.rollout == old.rollout)
    let second = try Self.draft([("2026-05-11", ["front"]), ("2026-06-01", ["back", "yard"])], in: first.document)
    #expect(second.document == first.document)
  }

  @Test func whatHasBegunStaysAsItIs() throws {
    let old = try ProgrammeReader.read(Self.document).programme
    let draft = try Self.draft(
      [("2026-05-12", ["front"]), ("2026-06-08", ["yard"]), ("2026-06-22", ["back"])], begun: "first")
    let new = try ProgrammeReader.read(draft.document).programme
    #expect(draft.waves == ["first", "second", "wave-3"])
    #expect(new.rollout.waves[0] == old.rollout.waves[0], "it opened when it did, whatever was proposed")
    #expect(new.rollout.waves[1].entry.map(\.wave) == ["first"])
    #expect(new.rollout.waves[2].entry.map(\.wave) == ["second"])
  }

  @Test func moreWavesGetNamesOfTheirOwn() throws {
    let document = Self.document.replacing("id: second", with: "id: wave-3")
    let draft = try Self.draft(
      [("2026-05-11", ["front"]), ("2026-06-01", ["back"]), ("2026-06-15", ["yard"])], in: document)
    let new = try ProgrammeReader.read(draft.document).programme
    #expect(draft.waves == ["first", "wave-3", "wave-4"])
    #expect(new.rollout.waves[2].name == "Wave 3")
    #expect(new.rollout.waves[2].guardrails.map(\.id) == ["wave-4-guardrail-1", "wave-4-guardrail-2"])
    #expect(new.rollout.waves[2].guardrails.map(\.metric) == ["calls", "doubts"])
    #expect(new.rollout.waves[2].pointOfNoReturn == Self.date("2026-07-13"))
    #expect(new.rollout.waves[2].approver == "ida")
  }

  @Test func fewerWavesLeaveTheOthersOut() throws {
    let draft = try Self.draft([("2026-05-11", ["front", "back", "yard"])])
    let new = try ProgrammeReader.read(draft.document).programme
    #expect(new.rollout.waves.map(\.id) == ["first"])
    #expect(new.rollout.waves[0].audiences == ["front", "back", "yard"])
    #expect(Self.isSame(try Self.outside(draft.document).1, try Self.outside(Self.document).1))
  }

  @Test func linesThatEndAsOnWindowsDoSoAgain() throws {
    let document = Self.document.replacing("\n", with: "\r\n")
    let waves: [(String, [Key<Audience>])] = [("2026-05-18", ["back"]), ("2026-06-08", ["yard", "front"])]
    let draft = try Self.draft(waves, in: document)
    let feeds = draft.document.utf8.filter { $0 == 10 }.count
    #expect(draft.document.utf8.filter { $0 == 13 }.count == feeds && feeds > 40)
    let plain = try Self.draft(waves)
    #expect(draft.document.replacing("\r\n", with: "\n") == plain.document)
    #expect(
      try ProgrammeReader.read(draft.document).programme.rollout
        == ProgrammeReader.read(plain.document).programme.rollout)
  }

  @Test func wavesAtTheVeryEndAreReplacedToo() throws {
    let cut = try #require(Self.document.firstRange(of: "\n\n  # How"))
    let document = String(Self.document[..<cut.lowerBound])
    for text in [document, document + "\n", document + "\n\n# The end."] {
      let draft = try Self.draft([("2026-05-11", ["front", "back", "yard"])], in: text)
      #expect(try ProgrammeReader.read(draft.document).programme.rollout.waves.count == 1)
      #expect(draft.document.hasSuffix("# The end.") == text.hasSuffix("# The end."))
    }
  }

  @Test(arguments: [
    "rollout: {system: till, waves: [{id: first, audiences: [front], opens: 2026-05-11, approver: ida}]}\n",
    "rollout: {\n  system: till,\n  waves: [{id: first, audiences: [front], opens: 2026-05-11, approver: ida}],\n}\n",
    "rollout:\n  {system: till,\n  waves: [{id: first, audiences: [front], opens: 2026-05-11, approver: ida}]}\n",
    "rollout:\n  system: till\n  \"waves\":\n    - {id: first, audiences: [front], opens: 2026-05-11, approver: ida}\n",
  ])
  func wavesInBracesAreRefused(_ rollout: String) throws {
    let start = try #require(Self.document.firstRange(of: "rollout:"))
    let document = Self.document[..<start.lowerBound] + rollout + "budget: [{id: licences, amount: 1200.00}]\n"
    #expect(try ProgrammeReader.read(String(document)).programme.rollout.waves.count == 1)
    #expect(throws: WaveDraft.Refusal.notInLines) {
      try Self.draft([("2026-05-18", ["front"])], in: String(document))
    }
  }

  @Test(arguments: ["waves: []", "{}"])
  func withoutAWaveThereAreNoSettings(_ rollout: String) throws {
    let document = "rollout:\n  \(rollout)\n"
    #expect(throws: WaveDraft.Refusal.noPattern) { try Self.draft([("2026-05-18", ["front"])], in: document) }
  }
}
