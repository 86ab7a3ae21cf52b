import Testing

@testable import Slipway

/// Long lists of what runs are read in time that grows with them.
@Suite struct LargeRunTests {
  @Test(arguments: [false, true]) func manySessionsAreComparedInTime(inOneRoom: Bool) throws {
    let sessions = (0..<5_000).map { index in
      let room = inOneRoom ? "Hall" : "Hall \(index)"
      return "    - {id: s\(index), lesson: tapping, room: \(room), starts: 2026-05-04T09:00, seats: 2}\n"
    }
    let text = Specimen.running.replacing("  sessions:\n", with: "  sessions:\n" + sessions.joined())
    do {
      let found = try ProgrammeReader.read(text).programme.implementation.sessions.count
      #expect(found == 5_003 && !inOneRoom)
    } catch {
      #expect(error.problems.count == 4_999 && inOneRoom)
      #expect(error.problems.first?.message == "“s1” begins before “s0” is over, and both take “Hall”.")
    }
  }

  @Test(arguments: [
    ([8_192], nil), ([8_193], "The argument is longer than 8 KB."),
    (Array(repeating: 8_000, count: 12), nil),
    (Array(repeating: 8_000, count: 13), "Its arguments and variables are longer than 100 KB."),
  ])
  func whatACommandIsHandedIsBounded(_ lengths: [Int], _ message: String?) {
    let arguments = lengths.map { "          - \(String(repeating: "a", count: $0))\n" }
    let place = "arguments: [/srv, \"\", --port=1]\n"
    #expect(Specimen.running.contains(place))
    let text = Specimen.running.replacing(place, with: "arguments:\n" + arguments.joined())
    #expect(problems(in: text).map(\.message) == [message].compactMap { $0 })
  }

  @Test func theValueOfAVariableIsBounded() {
    func text(_ length: Int) -> String {
      Specimen.running.replacing("BREW_HOME: /srv/home", with: "BREW_HOME: " + String(repeating: "a", count: length))
    }
    #expect(problems(in: text(8_192)) == [])
    #expect(problems(in: text(8_193)).map(\.message) == ["The value is longer than 8 KB."])
  }

  private func problems(in text: String) -> [SpecProblem] {
    do {
      _ = try ProgrammeReader.read(text)
      return []
    } catch {
      return error.problems
    }
  }

  @Test func aLongRunbookAndAGrownLoopAreReadInTime() throws {
    let steps = (0..<2_000).map { "          - {id: s\($0), command: look, after: [s\(($0 + 1) % 2_000)]}\n" }
    let marker = "          - {id: copy, only"
    #expect(Specimen.running.contains(marker))
    let text = Specimen.running.replacing(marker, with: steps.joined() + marker)
    do {
      _ = try ProgrammeReader.read(text)
      Issue.record("a loop was accepted")
    } catch {
      #expect(error.problems.map(\.message).first?.hasPrefix("“s0” waits for itself: s0 → s1 → s2") == true)
    }
  }
}
