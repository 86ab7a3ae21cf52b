import ArgumentParser
import Foundation
import Operations
import Slipway

extension Evidence.Verdict: ExpressibleByArgument {}
extension Claim.Colour: ExpressibleByArgument {}
extension BoardAnswer: ExpressibleByArgument {}
extension AccountRole: ExpressibleByArgument {}
extension Ticket.Kind: ExpressibleByArgument {}
extension MoveWave.Move: ExpressibleByArgument {}

struct Run: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Run a probe or a test now; its outcome is evidence. Exit status 1 when it fails.")
  @OptionGroup var common: Common
  @Argument(help: "A component, a test, or an item that one of them completes.") var subject: String

  func run() async throws {
    let reply = try await common.perform(RunWork(subject: subject)) {
      "\($0.subject) \($0.passed ? "passed" : "failed"): \($0.detail)  (entry \($0.sequence))"
        + ($0.difference.map { "\n" + EvidenceText.indented($0) } ?? "")
    }
    if !reply.passed { throw ExitCode(1) }
  }
}

struct AttestCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "attest", abstract: "Give your word on an item or a data object that only people can see.")
  @OptionGroup var common: Common
  @Argument(help: "The item or data object.") var subject: String
  @Option(name: .long, help: "passed, failed or started.") var verdict: Evidence.Verdict = .passed
  @Option(name: .long, help: "What you saw.") var detail: String
  @Option(name: .long, help: "How long it counts, such as 30d; for ever when left out.") var validFor: Span?
  @Option(name: .long, help: "A picture or another file, at most 1 MB; repeat for more.") var attach: [String] = []

  func run() async throws {
    try await common.perform(
      Attest(
        subject: subject, verdict: verdict, detail: detail, validFor: validFor, files: try common.files(attach))
    ) { "\($0.subject) \($0.verdict.rawValue), attested (entry \($0.sequence))" }
  }
}

struct ClaimCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "claim", abstract: "Report a colour. It is shown beside the evidence and changes nothing.")
  @OptionGroup var common: Common
  @Argument var audience: String
  @Argument(help: "green, amber or red.") var colour: Claim.Colour

  func run() async throws {
    try await common.perform(ReportClaim(audience: audience, colour: colour)) {
      $0.contradiction ?? "Noted. The evidence says \($0.verdict)."
    }
  }
}

struct ApproveCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "approve", abstract: "Agree to an item, to a wave's opening, or to its reopening.")
  @OptionGroup var common: Common
  @Argument(help: "The wave or item.") var subject: String
  @Flag(name: .long, help: "Agree that a latched wave opens again.") var reopening = false
  @Option(name: .long, help: "An entry of the journal you had before you; repeat for more.") var evidence: [Int] = []
  @Option(name: .long, help: "Why.") var reason: String?

  func run() async throws {
    try await common.perform(
      Approve(subject: subject, reopening: reopening, evidence: evidence, reason: reason)
    ) { "Approved \($0.subject) on revision \($0.revision), having seen \($0.evidence.count) entries." }
  }
}

struct VoteCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "vote", abstract: "Vote on an audience's gate as a member of the board.")
  @OptionGroup var common: Common
  @Argument var audience: String
  @Argument(help: "go, go-with-conditions, no-go or defer.") var answer: BoardAnswer
  @Option(name: .long, help: "ITEM:OWNER:TIME of a condition; repeat for more.") var condition: [String] = []
  @Option(name: .long, help: "Why.") var reason: String?

  func run() async throws {
    let conditions = try condition.map { text in
      let parts = text.split(separator: ":", maxSplits: 2).map(String.init)
      guard parts.count == 3, let due = Timestamp(text: parts[2]) else {
        throw ValidationError("Write a condition as ITEM:OWNER:TIME, such as report:anna:2026-06-01.")
      }
      return BoardDecision.Condition(item: Key(parts[0]), owner: parts[1], due: due)
    }
    try await common.perform(
      CastVote(audience: audience, answer: answer, reason: reason, conditions: conditions)
    ) { $0.decision.map { "The board has decided: \($0)." } ?? "\($0.votes) of \($0.quorum) votes." }
  }
}

struct OverrideCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "override", abstract: "Be one of the two names that open a gate for a while.")
  @OptionGroup var common: Common
  @Argument var audience: String
  @Option(name: .long, help: "Why.") var reason: String
  @Option(name: .customLong("for"), help: "How long, at most 14d.") var lasting: Span

  func run() async throws {
    try await common.perform(OverrideGate(audience: audience, reason: reason, lasting: lasting)) {
      $0.isLive
        ? "Overridden by \($0.by.joined(separator: " and ")) until \($0.until ?? "")."
        : "One name stands; a second person has to name themselves."
    }
  }
}

struct ExceptCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "except", abstract: "Let somebody stay outside for a while, with somebody who answers for it.")
  @OptionGroup var common: Common
  @Argument(help: "Personnel number, login, e-mail, or #number.") var person: String
  @Option(name: .long, help: "Who answers for it.") var owner: String = ""
  @Option(name: .long, help: "Why.") var reason: String = ""
  @Option(name: .customLong("for"), help: "How long.") var lasting: Span?
  @Flag(name: .long, help: "End the exception.") var end = false

  func validate() throws {
    if !end, lasting == nil || owner.isEmpty || reason.isEmpty {
      throw ValidationError("An exception needs --owner, --reason and --for; or --end ends one.")
    }
  }

  func run() async throws {
    try await common.perform(
      ExceptPerson(person: person, owner: owner, reason: reason, lasting: end ? nil : lasting)
    ) { "\($0.excepted) excepted." }
  }
}

struct WaveCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "wave", abstract: "Open, pause, resume, roll back or reopen a wave.")
  @OptionGroup var common: Common
  @Argument(help: "open, pause, resume, rollback or reopen.") var move: MoveWave.Move
  @Argument(help: "The wave's id.") var wave: String
  @Option(name: .long, help: "Why; whoever resumes always says so.") var reason: String?

  func run() async throws {
    // To go on after a stop is somebody's judgement, and stands in the journal with its reason.
    let said = reason ?? (move == .resume ? "" : "from the command line")
    try await common.perform(MoveWave(wave: wave, move: move, reason: said)) {
      "\($0.wave) is \($0.phase): \($0.live) live, \($0.held) held, \($0.scheduled) scheduled."
    }
  }
}

struct HaltCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "halt", abstract: "Stop all waves at once; people go to the fallback.")
  @OptionGroup var common: Common
  @Option(name: .long, help: "Why.") var reason: String

  func run() async throws {
    try await common.perform(HaltAll(reason: reason)) {
      "Halted: \($0.halted.isEmpty ? "no wave was under way" : $0.halted.joined(separator: ", ")). \($0.live) people are live."
        + ($0.stayed.isEmpty
          ? "" : " Past the point of no return, people stay in: \($0.stayed.joined(separator: ", ")).")
    }
  }
}

struct EraseCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "erase", abstract: "Forget a person's name and addresses; every total stands.")
  @OptionGroup var common: Common
  @Argument(help: "Personnel number, login, e-mail, or #number.") var person: String

  func run() async throws {
    try await common.perform(ErasePerson(person: person)) {
      "Person \($0.number) is erased; head-count \($0.headcount)."
    }
  }
}

struct ConfirmTimeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "confirm-time", abstract: "Confirm that the clock is right, so that automation goes on.")
  @OptionGroup var common: Common

  func run() async throws {
    try await common.perform(ConfirmTime()) { $0.wasHeld ? "Automation goes on." : "Automation was not held." }
  }
}

struct BackupCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "backup",
    abstract: "Copy everything into one new file. Restored, it starts with automation held until somebody confirms.")
  @OptionGroup var common: Common
  @Argument(help: "The new file.") var path: String

  func run() async throws {
    let whole = URL(fileURLWithPath: path).path
    try await common.perform(BackUp(path: whole)) { "Entries up to \($0.sequence) are in \($0.path)." }
  }
}

struct AccountCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "account", abstract: "Who may come in, and as what.", subcommands: [Add.self, List.self, Revoke.self])

  struct Add: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Make an account and a secret to come in with, shown once.")
    @OptionGroup var common: Common
    @Argument(help: "The account's key, as documents name it.") var account: String
    @Option(name: .long) var role: AccountRole
    @Option(name: .long, help: "An audience a department head answers for; repeat for more.") var audience: [String] =
      []
    @Option(name: .long, help: "The person of the directory it belongs to.") var person: String?
    @Option(name: .long, help: "A system an integration may ask about; repeat for more.") var system: [String] = []
    @Option(name: .long, help: "link (works once, in a browser) or token (for programs and this command line).")
    var kind: Ticket.Kind = .token
    @Option(name: .customLong("for"), help: "How long the secret works.") var lasting: Span = .days(90)

    func run() async throws {
      try await common.perform(
        GrantAccount(
          account: account, role: role, audiences: audience, person: person, systems: system, kind: kind,
          lasting: lasting)
      ) { "\($0.account) is \($0.role.rawValue). Secret, shown once, until \($0.expires):\n\($0.secret)" }
    }
  }

  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "List accounts and the secrets that are alive.")
    @OptionGroup var common: Common

    func run() async throws {
      try await common.perform(ListAccounts()) { reply in
        reply.accounts.map {
          "\($0.account)  \($0.role)  \($0.audiences.joined(separator: ","))  \($0.secrets.joined(separator: "; "))"
        }
        .joined(separator: "\n")
      }
    }
  }

  struct Revoke: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "End an account; its secrets die at once.")
    @OptionGroup var common: Common
    @Argument var account: String

    func run() async throws {
      try await common.perform(RevokeAccount(account: account)) { "\($0.account) is revoked." }
    }
  }
}
