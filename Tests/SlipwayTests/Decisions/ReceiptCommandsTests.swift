import Testing

@testable import Slipway

/// Whoever reviews a revision sees which commands it could have run that the one before could not.
struct ReceiptCommandsTests {
  private static func state(_ document: String?) -> State {
    var state = State(programme: "brewery")
    if let document {
      state.apply(
        Entry(
          sequence: 1, programme: "brewery", at: .at("2026-03-02T09:00Z"), actor: .automation,
          fact: .revised(Revision(number: 1, document: document, reason: "", listed: [:]))))
    }
    return state
  }

  private static func commands(_ document: String, after before: String?) throws -> [String] {
    try Receipt.of(document, listed: [:], on: state(before), at: .at("2026-03-03T09:00Z")).commands
  }

  @Test func theFirstDocumentNamesEveryOneOnceInItsOrder() throws {
    #expect(
      try Self.commands(Specimen.running, after: nil) == [
        "look --check (component files)",
        "BREW_HOME=/srv/home LANG_2=C lay-files /srv “” --port=1 in /srv (component files)",
        "make-database (component database)", "look-twice now (component own)", "look ${number} (test fill)",
        "load-stock --all (data object stock)", "make-sandbox (cutover of cellar, step copy)",
        "drop-sandbox (cutover of cellar, step copy)", "switch on (cutover of cellar, step switch)",
      ])
  }

  @Test func theSameDocumentAndTakingAwayBringNothing() throws {
    #expect(try Self.commands(Specimen.running, after: Specimen.running).isEmpty)
    let without = Specimen.running.replacing("apply: {command: make-database}", with: "every: 1m")
    #expect(without != Specimen.running)
    #expect(try Self.commands(without, after: Specimen.running).isEmpty)
    #expect(try Self.commands(Specimen.running, after: without) == ["make-database (component database)"])
  }

  @Test(arguments: [
    ("arguments: [--all]", "arguments: [--all, --force]", "load-stock --all --force (data object stock)"),
    ("arguments: [now]", "arguments: [now and then]", "look-twice “now and then” (component own)"),
    ("reverse: {command: drop-sandbox}", "reverse: {command: drop-all}", "drop-all (cutover of cellar, step copy)"),
    (
      "BREW_HOME: /srv/home", "BREW_HOME: /home",
      "BREW_HOME=/home LANG_2=C lay-files /srv “” --port=1 in /srv (component files)"
    ),
  ])
  func whatIsStartedOtherwiseIsNew(_ text: String, _ other: String, _ line: String) throws {
    let changed = Specimen.running.replacing(text, with: other)
    #expect(changed != Specimen.running)
    #expect(try Self.commands(changed, after: Specimen.running) == [line])
  }
}
