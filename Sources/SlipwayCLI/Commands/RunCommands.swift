import ArgumentParser
import Operations
import Slipway

/// What every order takes: whether and for how long to wait for its end.
struct Waiting: ParsableArguments {
  @Flag(name: .long, help: "Wait for its end. Exit status then: 0 succeeded, 1 failed or gone back, 2 not at its end.")
  var wait = false

  @Option(name: .long, help: "Wait at most so long, such as 10m; then the exit status is 2.")
  var patience: Span?
}

struct BringUpCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bring-up", abstract: "Bring components to where the document wants them: check, apply, verify.",
    discussion: """
      In the order that the components state, several at a time. What is as it should be is left alone. With a server
      running on the folder the server does it; without one this command does, and waits. Cut short, give it again: it
      goes on where it was.
      """)
  @OptionGroup var common: Common
  @OptionGroup var waiting: Waiting
  @Argument(help: "Components, with all that they stand on; every component when left out.") var components: [String] =
    []
  @Flag(name: .long, help: "Only say what would be applied. Exit status 1 where that is unknown or impossible.")
  var dryRun = false
  @Flag(name: .long, help: "With --dry-run, also print what the plans wrote.") var verbose = false
  @Option(name: .long, help: "Why.") var reason: String?

  func run() async throws {
    let wanted = components.map { Key<Component>($0) }
    guard dryRun else { return try await RunOrdering(common, waiting).carryOut(.bringUp(wanted), reason: reason) }
    let reply = try await common.perform(DryRun(components: wanted)) { reply in
      let rows = reply.components.map { [$0.id, $0.name, $0.verdict, $0.detail] }
      let outputs = reply.components.compactMap { line in
        line.output.map { "\n\(line.id):\n\($0)" }
      }
      return ([Terminal.table(["Component", "Name", "Verdict", "Detail"], rows)] + (verbose ? outputs : []))
        .joined(separator: "\n")
    }
    let isSure = reply.components.allSatisfy { $0.verdict == "unchanged" || $0.verdict == "would be applied" }
    if !isSure { throw ExitCode(1) }
  }
}

struct LoadCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "load",
    abstract: "Load a data object, compare its totals old against new, and list what was rejected.",
    discussion: "With a server running on the folder the server does it; without one this command does, and waits.")
  @OptionGroup var common: Common
  @OptionGroup var waiting: Waiting
  @Argument(help: "The data object's id.") var object: String
  @Option(name: .long, help: "Why.") var reason: String?

  func run() async throws {
    try await RunOrdering(common, waiting).carryOut(.load(Key(object)), reason: reason)
  }
}

struct RehearseCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rehearse", abstract: "Go through a wave's cutover in its sandbox, on the clock; nobody is let in.",
    discussion: "Needs a running server: its owners say in it that their steps are done.")
  @OptionGroup var common: Common
  @OptionGroup var waiting: Waiting
  @Argument(help: "The wave's id.") var wave: String
  @Option(name: .long, help: "Why.") var reason: String?

  func run() async throws {
    try await RunOrdering(common, waiting).carryOut(.rehearsal(Key(wave)), reason: reason)
  }
}

struct CutoverCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cutover", abstract: "Carry out a wave's cutover: its runbook, step by step, letting its people in.",
    discussion: """
      Begins when nothing holds the wave but the cutover itself. A step that fails before the point of no return makes
      everything be undone, last step first. Needs a running server: its owners say in it that their steps are done.
      """)
  @OptionGroup var common: Common
  @OptionGroup var waiting: Waiting
  @Argument(help: "The wave's id.") var wave: String
  @Option(name: .long, help: "Why.") var reason: String?

  func run() async throws {
    try await RunOrdering(common, waiting).carryOut(.cutover(Key(wave)), reason: reason)
  }
}

struct RunsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "runs",
    abstract: "Bring-ups, loads, rehearsals and cutovers: where they stand, and what people do in them.",
    subcommands: [
      List.self, Show.self, Acknowledge.self, Done.self, Failed.self, Retry.self, Back.self, Cancel.self,
    ],
    defaultSubcommand: List.self)

  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "All runs, the last first.")
    @OptionGroup var common: Common

    func run() async throws {
      try await common.perform(ShowRuns()) { reply in
        guard !reply.runs.isEmpty else { return "Nothing has been carried out yet." }
        return Terminal.table(
          ["Run", "What", "State", "Steps", "Ordered", "Ended"],
          reply.runs.map {
            [
              "\($0.number)", $0.name, $0.state, "\($0.done) of \($0.steps)", RunText.time($0.orderedAt),
              $0.endedAt.map(RunText.time) ?? "",
            ]
          })
      }
    }
  }

  struct Show: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "One run: every step with its owner, planned and actual time, and what it waits for.")
    @OptionGroup var common: Common
    @Argument(help: "The run's number.") var number: Int
    @Flag(name: .long, help: "Print it again whenever something changes, until it ends.") var watch = false

    func run() async throws {
      guard watch else {
        try await common.perform(ShowRun(run: number), text: RunText.board)
        return
      }
      var shown = ""
      while true {
        let view = try await common.ask(ShowRun(run: number))
        let text = common.json ? try Terminal.json(view) : RunText.board(view)
        // Running times alone are no news where lines cannot be taken back.
        let news = Terminal.isInteractive ? text : RunText.standing(view)
        if news != shown {
          if Terminal.isInteractive, !common.json { Terminal.clear() }
          Terminal.print(text)
          shown = news
        }
        if !view.isOpen { return }
        try await Task.sleep(for: .seconds(1))
      }
    }
  }

  /// One run, and a step of it.
  struct Place: ParsableArguments {
    @Argument(help: "The run's number.") var number: Int
    @Argument(help: "The step's id.") var step: String
  }

  struct Acknowledge: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "As a step's owner, say that you have seen that it is your turn.", aliases: ["ack"])
    @OptionGroup var common: Common
    @OptionGroup var place: Place

    func run() async throws { try await RunText.move(common, place.number, place.step, .acknowledge) }
  }

  struct Done: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "As a step's owner, say that it is done.")
    @OptionGroup var common: Common
    @OptionGroup var place: Place
    @Option(name: .long, help: "What you saw.") var detail: String?

    func run() async throws { try await RunText.move(common, place.number, place.step, .done, detail) }
  }

  struct Failed: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "As a step's owner, say that it failed.")
    @OptionGroup var common: Common
    @OptionGroup var place: Place
    @Option(name: .long, help: "What went wrong.") var detail: String

    func run() async throws { try await RunText.move(common, place.number, place.step, .failed, detail) }
  }

  struct Retry: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Have a failed step tried again.")
    @OptionGroup var common: Common
    @OptionGroup var place: Place

    func run() async throws { try await RunText.move(common, place.number, place.step, .retry) }
  }

  struct Back: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Undo everything, last step first; not past the point of no return.")
    @OptionGroup var common: Common
    @Argument(help: "The run's number.") var number: Int
    @Option(name: .long, help: "Why.") var reason: String

    func run() async throws { try await RunText.move(common, number, nil, .back, reason) }
  }

  struct Cancel: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "End it where it stands; nothing is undone.")
    @OptionGroup var common: Common
    @Argument(help: "The run's number.") var number: Int
    @Option(name: .long, help: "Why.") var reason: String

    func run() async throws { try await RunText.move(common, number, nil, .cancel, reason) }
  }
}

struct QueueCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "queue", abstract: "What is under way outside, and what waits to be tried again and why.")
  @OptionGroup var common: Common

  func run() async throws {
    try await common.perform(ShowQueue()) { reply in
      guard !reply.jobs.isEmpty else { return "Nothing waits." }
      return Terminal.table(
        ["Job", "Kind", "Tries", "Now", "Due", "Last problem"],
        reply.jobs.map {
          [
            $0.key, $0.kind, "\($0.tries)",
            $0.hasActed ? "being proven" : $0.isHeld ? "under way" : "waits", RunText.time($0.due),
            $0.lastProblem ?? "",
          ]
        })
    }
  }
}
