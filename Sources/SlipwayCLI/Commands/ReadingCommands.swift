import ArgumentParser
import Operations
import Slipway

struct Status: AsyncParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Where both stages stand, and what needs somebody.")
  @OptionGroup var common: Common
  @OptionGroup var moment: Moment

  func run() async throws {
    try await common.perform(ShowStatus(), at: moment.at) { view in
      var lines = ["\(view.name)  (revision \(view.revision), entry \(view.sequence), \(view.at))", ""]
      lines += view.attention.map { "! \($0.sentence)" }
      if let held = view.automationHeld { lines.append("! \(held)") }
      if lines.count > 2 { lines.append("") }
      lines.append(
        Terminal.table(
          ["Audience", "Implementation", "Rollout", "Gate", "Technical", "People", "Live"],
          view.audiences.map {
            [
              $0.name, $0.implementation, $0.rollout, $0.verdict, "\($0.technicalMet)/\($0.technicalAsked)",
              "\($0.peopleMet)/\($0.peopleAsked)", "\($0.live)/\($0.headcount)",
            ]
          }))
      lines.append("")
      for phase in view.phases {
        lines.append("Phase \(phase.name): \(phase.standing == "met" ? "over" : "not over")")
        if phase.standing != "met" { lines += phase.sentences.prefix(3).map { "    \($0)" } }
      }
      for wave in view.waves {
        let step = wave.stepPercent.map { " at \($0) %" } ?? ""
        lines.append("\(wave.name): \(wave.phase)\(step), \(wave.live) of \(wave.headcount) live, \(wave.held) held")
        lines += wave.blockers.map { "    \(wave.next ?? "") held: \($0)" }
      }
      lines += [
        "", EveryoneText.line(view.ledger),
        view.isComplete ? "The rollout is complete." : "The rollout is not complete.",
      ]
      return lines.joined(separator: "\n")
    }
  }
}

enum EveryoneText {
  static func line(_ view: EveryoneView) -> String {
    "Everyone: \(view.headcount) = \(view.live) live + \(view.scheduled) scheduled + \(view.held) held"
      + " + \(view.excepted) excepted + \(view.uncovered) uncovered"
  }
}

struct Gate: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "One audience's gate. Exit status: 0 GO, 2 NO-GO, 3 INSUFFICIENT EVIDENCE.")
  @OptionGroup var common: Common
  @OptionGroup var moment: Moment
  @Argument(help: "The audience's id.") var audience: String

  func run() async throws {
    let view = try await common.perform(ShowGate(audience: audience), at: moment.at) { view in
      var lines = ["\(view.name): \(view.verdict)"]
      if let contradiction = view.contradiction { lines.append("! \(contradiction)") }
      for line in view.criteria {
        let mark = ["met": "✓", "failing": "✗"][line.standing] ?? "?"
        lines.append("  \(mark) \(line.axis)  \(line.id)  \(line.owner.map { "(\($0))" } ?? "")")
        lines += line.sentences.map { "      \($0)" }
        lines += line.evidence.map {
          "      evidence \($0.sequence), \($0.kind), \($0.ageMinutes) min old"
            + ($0.expires.map { ", until \($0)" } ?? "")
        }
      }
      if let observed = view.observedPercent {
        lines.append("  \(observed) % of what is met was observed by a run; the rest was said by somebody")
      }
      if let board = view.board { lines.append("  board: \(board)") }
      if let override = view.override {
        lines.append("  overridden by \(override.by.joined(separator: " and ")) until \(override.until)")
      }
      if !view.missing.isEmpty { lines += ["Missing:"] + view.missing.map { "  \($0)" } }
      return lines.joined(separator: "\n")
    }
    switch Verdict(rawValue: view.verdict) {
    case .go: return
    case .noGo: throw ExitCode(2)
    case .insufficientEvidence, nil: throw ExitCode(3)
    }
  }
}

struct WhyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "why", abstract: "Why somebody is in or out of each system, in a sentence each.")
  @OptionGroup var common: Common
  @OptionGroup var moment: Moment
  @Argument(help: "Personnel number, login, e-mail, or #number.") var person: String

  func run() async throws {
    try await common.perform(Why(person: person), at: moment.at) { view in
      var lines = [
        "\(view.name ?? "person \(view.number)") (\(view.audience ?? "no audience")): \(view.column)", view.sentence,
      ]
      lines += view.access.map { "  \($0.name): \($0.access). \($0.sentence)" }
      lines += view.lessons.map { "  lesson \($0.id): \($0.state)" }
      return lines.joined(separator: "\n")
    }
  }
}

struct Everyone: AsyncParsableCommand {
  static let configuration = CommandConfiguration(abstract: "The ledger: everyone, each in one column.")
  @OptionGroup var common: Common
  @OptionGroup var moment: Moment
  @Flag(name: .long, help: "List the people too.") var list = false
  @Option(name: .long, help: "Only this audience.") var audience: String?

  func run() async throws {
    try await common.perform(ShowEveryone(listing: list, audience: audience), at: moment.at) { view in
      let people = (view.people ?? []).map {
        [$0.personnel ?? "#\($0.number)", $0.name ?? "", $0.audience ?? "", $0.wave ?? "", $0.column, $0.why]
      }
      let listing =
        people.isEmpty ? "" : "\n" + Terminal.table(["Number", "Name", "Audience", "Wave", "Column", "Why"], people)
      return EveryoneText.line(view) + listing
    }
  }
}

struct Journal: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Everything that happened, and the proof of it.",
    subcommands: [Verify.self, Show.self, Head.self])

  struct Verify: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Prove the chain; name the first bad entry. Exit status 65 when there is one.")
    @OptionGroup var common: Common
    @Option(name: .long, help: "A head written down before, as SEQUENCE:HASH.") var expecting: String?

    func run() async throws {
      let expected = try expecting.map { text in
        let parts = text.split(separator: ":")
        guard parts.count == 2, let sequence = Int(parts[0]) else {
          throw ValidationError("Write the head as SEQUENCE:HASH, as `journal head` printed it.")
        }
        return ShowHead.Reply(sequence: sequence, hash: String(parts[1]))
      }
      let reply = try await JournalFile.verify(common, expected)
      Terminal.print(
        common.json
          ? try Terminal.json(reply)
          : reply.problem.map { "Entry \(reply.firstBad ?? 0) is bad. \($0)" }
            ?? "\(reply.entries) entries, all proven; head \(reply.entries):\(reply.hash)")
      if reply.firstBad != nil { throw ExitCode(65) }
    }
  }

  struct Show: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Print entries; the last 40 unless told.")
    @OptionGroup var common: Common
    @Argument(help: "One entry, whole.") var sequence: Int?
    @Option(name: .long, help: "Begin after this entry; negative counts from the end.") var after = -40
    @Option(name: .long, help: "At most so many.") var limit = 200

    func run() async throws {
      try await common.perform(ShowJournal(after: after, limit: limit, only: sequence)) { reply in
        reply.entries.map { line in
          "\(line.sequence)  \(line.at)  \(line.by)  \(line.kind)  \(line.sentence)"
            + (line.stored.map { "\n\($0)\nhash \(line.hash)" } ?? "")
        }.joined(separator: "\n")
      }
    }
  }

  struct Head: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "The newest place, to write down and compare later.")
    @OptionGroup var common: Common

    func run() async throws {
      try await common.perform(ShowHead()) { "\($0.sequence):\($0.hash)" }
    }
  }
}
