/// Everything that a new document moves, before it applies. The applied change equals it, or is refused.
package struct Receipt: Sendable, Equatable, Codable {
  /// The revision it was computed against; 0 for the first.
  package var base: Int
  package var changes: [SpecChange]
  package var dates: [Moved]
  package var waves: [Moved]
  package var gates: [Moved]
  package var ledger: [Moved]
  /// How many people come with another wave than before, by wave.
  package var people: [MovedPeople]
  /// Ids that facts speak of and the new document no longer has; the facts are kept.
  package var orphans: [String]
  /// Commands that the document before could not have run: arguments and all, with the place that names them.
  package var commands: [String]
  package var digest: String

  package struct Moved: Sendable, Equatable, Codable {
    package var what: String
    package var before: String?
    package var after: String?
  }

  package struct MovedPeople: Sendable, Equatable, Codable {
    package var from: String?
    package var to: String?
    package var count: Int
  }

  package var isEmpty: Bool { changes.isEmpty }
}

extension Receipt {
  /// Derives both worlds from the same facts at the same time and lists where they differ.
  ///
  /// - Throws: `SpecProblems` when the document cannot be read.
  /// - Complexity: two derivations.
  package static func of(
    _ document: String, listed: [String: PersonNumber], on state: State, at now: Timestamp
  ) throws(SpecProblems) -> Receipt {
    let reading = try ProgrammeReader.read(document)
    let base = state.spec?.revision ?? 0
    var next = state
    next.apply(
      Entry(
        sequence: state.sequence + 1, programme: state.programme, at: now, actor: .automation,
        fact: .revised(Revision(number: base + 1, document: document, reason: "", listed: listed))))
    let oldTree = state.spec.flatMap { try? ProgrammeReader.read($0.document).tree }
    let before = Status.derive(state, at: now)
    let after = Status.derive(next, at: now)
    var receipt = Receipt(
      base: base, changes: SpecDiff.between(oldTree, reading.tree),
      dates: moved(planDates(state, before), planDates(next, after)),
      waves: moved(waveDates(before), waveDates(after)), gates: moved(verdicts(before), verdicts(after)),
      ledger: moved(columns(before), columns(after)), people: movedPeople(state, before, after),
      orphans: orphans(next, after), commands: newCommands(before?.programme, after?.programme), digest: "")
    receipt.digest = digest(of: receipt, document: document)
    return receipt
  }

  /// Binds the receipt to the document and to what it was shown to move.
  private static func digest(of receipt: Receipt, document: String) -> String {
    let lines =
      ["\(receipt.base)", Digest.of(document).text]
      + (receipt.dates + receipt.waves + receipt.gates + receipt.ledger)
      .map { "\($0.what)|\($0.before ?? "")|\($0.after ?? "")" }
      + receipt.people.map { "\($0.from ?? "")|\($0.to ?? "")|\($0.count)" } + receipt.orphans
    return String(Digest.of(lines.joined(separator: "\n")).text.prefix(16))
  }

  /// What is compared, by an id that a new name does not change.
  private typealias Values = [(id: String, what: String, value: String)]

  private static func moved(_ before: Values, _ after: Values) -> [Moved] {
    let earlier = Dictionary(before.map { ($0.id, $0.value) }) { first, _ in first }
    let later = Dictionary(after.map { ($0.id, $0) }) { first, _ in first }
    return (before + after.filter { earlier[$0.id] == nil }).compactMap { id, what, _ in
      earlier[id] == later[id]?.value
        ? nil : Moved(what: later[id]?.what ?? what, before: earlier[id], after: later[id]?.value)
    }
  }

  private static func planDates(_ state: State, _ status: Status?) -> Values {
    guard let status, let clocks = state.spec?.clocks else { return [] }
    return PlanStatus.derive(state, status).items.filter { !$0.isDone }.map { planned in
      (
        planned.item.id.text, "“\(planned.item.name)” finishes",
        "\(clocks.date(planned.finish, at: planned.item.calendar))"
      )
    }
  }

  private static func waveDates(_ status: Status?) -> Values {
    (status?.waves ?? []).map { ($0.wave.id.text, "\($0.wave.name) opens", "\($0.wave.opens)") }
  }

  private static func verdicts(_ status: Status?) -> Values {
    (status?.gates ?? []).map { ($0.audience.text, "the gate of \($0.name)", $0.verdict.rawValue) }
  }

  private static func columns(_ status: Status?) -> Values {
    guard let ledger = status?.ledger else { return [] }
    return Ledger.Column.allCases.map { ($0.rawValue, $0.rawValue, "\(ledger[$0])") }
  }

  private static func movedPeople(_ state: State, _ before: Status?, _ after: Status?) -> [MovedPeople] {
    struct Way: Hashable {
      var from: String?
      var to: String?
    }
    func wave(_ status: Status?, _ index: Int) -> String? {
      status.flatMap { status in
        status.placement.wave(ofPersonAt: index).map { status.programme.rollout.waves[$0].name }
      }
    }
    var counts: [Way: Int] = [:]
    for index in state.roster.members.indices where after?.placement.isPresent[index] ?? false {
      let way = Way(from: wave(before, index), to: wave(after, index))
      if way.from != way.to { counts[way, default: 0] += 1 }
    }
    return counts.map { MovedPeople(from: $0.key.from, to: $0.key.to, count: $0.value) }
      .sorted { ($0.from ?? "", $0.to ?? "") < ($1.from ?? "", $1.to ?? "") }
  }

  private static func orphans(_ state: State, _ status: Status?) -> [String] {
    guard let programme = status?.programme else { return [] }
    let implementation = programme.implementation
    var known = Set(implementation.components.map { EvidenceSubject.component($0.id) })
    known.formUnion(implementation.tests.map { .test($0.id) })
    known.formUnion(implementation.items.map { .item($0.id) })
    known.formUnion(implementation.dataObjects.flatMap { [.dataObject($0.id), .load($0.id)] })
    known.formUnion(programme.systems.map { .dark($0.id) })
    let subjects = state.evidence.keys.filter { !known.contains($0) }.map(\.text)
    let waves = state.waves.keys.filter { id in !programme.rollout.waves.contains { $0.id == id } }
    let lessons = state.training.lessons.filter { id in !implementation.lessons.contains { $0.id == id } }
    let conditions = state.conditions.keys.filter { id in !implementation.conditions.contains { $0.id == id } }
    let spokenOf = Set(state.claims.keys).union(state.boards.keys).union(state.overrides.keys).union(state.usage.keys)
    let audiences = spokenOf.filter { id in !programme.audiences.contains { $0.id == id } }
    let others =
      waves.map { "wave:\($0)" } + lessons.map { "lesson:\($0)" } + conditions.map { "condition:\($0)" }
      + audiences.map { "audience:\($0)" }
    return (subjects + others).sorted()
  }
}

extension EvidenceSubject {
  /// `component:ledger-app`, `test:vat`, `item:cutover`, `data:balances`, `load:balances`, `dark:ledger`.
  package var text: String {
    switch self {
    case .component(let id): "component:\(id)"
    case .test(let id): "test:\(id)"
    case .item(let id): "item:\(id)"
    case .dataObject(let id): "data:\(id)"
    case .load(let id): "load:\(id)"
    case .dark(let id): "dark:\(id)"
    }
  }
}
