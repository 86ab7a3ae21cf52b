import Foundation
import Slipway

/// Carries commands out: executables of the operator's list, never a path from a document, never a shell.
struct CommandRunner: Sendable {
  let executables: Executables
  let fence: FolderFence

  struct Outcome: Sendable, Equatable {
    var ending: ProcessRun.Ending
    var output: String
    /// What was written to standard error, where it was kept apart.
    var errors = ""
    var missing: [String]
    var milliseconds: Int
    var timeLimit: Span
  }

  func run(_ command: Command, step: String?, adding variables: [Command.Variable]) async -> Finding {
    let what = shown(command)
    do {
      return judged(try await outcome(of: command, step: step, adding: variables), of: command, as: what)
    } catch let refusal as CommandRefusal {
      return .failed("\(what): \(masked(refusal.words, for: command))", isTransient: refusal.isTransient)
    } catch {
      return .failed("\(what): \(FailureWords.short(error))")
    }
  }

  /// - Parameter hasErrorsApart: whether standard error is kept apart from the output.
  /// - Throws: `CommandRefusal`.
  func outcome(
    of command: Command, step: String? = nil, adding variables: [Command.Variable] = [], hasErrorsApart: Bool = false
  ) async throws -> Outcome {
    guard let listed = executables.named[command.executable] else {
      throw CommandRefusal.unknownExecutable(command.executable)
    }
    let limit = max(Span(seconds: 1), min(command.timeLimit, listed.timeLimit ?? command.timeLimit))
    let run = try prepared(command, listed, limit: limit, step: step, adding: variables)
    let capture = OutputCapture(mask: mask(for: command), wanted: command.contains)
    let errors = hasErrorsApart ? OutputCapture(mask: mask(for: command)) : nil
    let start = ContinuousClock.now
    let ending = try await run.run(into: capture, errors: errors)
    let elapsed = (ContinuousClock.now - start) / Duration.milliseconds(1)
    let (output, missing) = capture.finish()
    return Outcome(
      ending: ending, output: output, errors: errors?.finish().text ?? "", missing: missing,
      milliseconds: Int(elapsed.rounded(.up)), timeLimit: limit)
  }

  private func prepared(
    _ command: Command, _ listed: Executable, limit: Span, step: String?, adding variables: [Command.Variable]
  ) throws -> ProcessRun {
    guard listed.path.hasPrefix("/"), !listed.path.utf8.contains(0) else {
      throw CommandRefusal.notAbsolute(listed.path)
    }
    var user: SystemUser?
    if let name = listed.user {
      guard let found = SystemUser(named: name) else { throw CommandRefusal.unknownUser(name) }
      guard geteuid() == 0 || found.id == geteuid() else { throw CommandRefusal.cannotChangeUser(name) }
      if found.id != geteuid() { user = found }
    }
    let environment = try CommandEnvironment.variables(
      of: command, listed: listed, home: (user ?? SystemUser.own())?.home ?? "/", step: step, added: variables)
    guard !command.arguments.contains(where: { $0.utf8.contains(0) }) else { throw CommandRefusal.textWithNull }
    let size =
      command.arguments.reduce(0) { $0 + $1.utf8.count }
      + environment.reduce(0) { $0 + $1.key.utf8.count + $1.value.utf8.count }
    guard size <= 128 << 10 else { throw CommandRefusal.tooMuchText }
    return ProcessRun(
      path: listed.path, arguments: command.arguments, environment: environment,
      folder: try folder(of: command, listed), user: user, timeLimit: .seconds(limit.seconds))
  }

  /// The document's folder if it lies in the operator's, or the operator's, or the root.
  private func folder(of command: Command, _ listed: Executable) throws -> String {
    guard let wanted = command.folder else { return listed.folder ?? "/" }
    guard !wanted.utf8.contains(0) else { throw CommandRefusal.textWithNull }
    let full = wanted.hasPrefix("/") ? wanted : (listed.folder ?? "") + "/" + wanted
    guard let real = FolderFence.resolve(full) else { throw CommandRefusal.folderMissing(wanted) }
    guard fence.allows(real), listed.folder.map({ FolderFence(lists: [[$0]]).allows(real) }) ?? true else {
      throw CommandRefusal.folderOutside(wanted)
    }
    return real
  }

  private func judged(_ outcome: Outcome, of command: Command, as what: String) -> Finding {
    let exits = command.exits.isEmpty ? [0] : command.exits
    let time = Wording.time(milliseconds: outcome.milliseconds)
    var finding: Finding
    switch outcome.ending {
    case .exited(let code):
      let passed = exits.contains(code) && outcome.missing.isEmpty
      finding = Finding(passed: passed, detail: Wording.line("\(what) → exit \(code) in \(time)"))
      finding.exit = code
      if !passed {
        let difference = Difference(
          (exits.contains(code) ? [] : [.init("exit", wanted: Wording.either(exits), got: "\(code)")])
            + outcome.missing.map {
              .init("output", wanted: "with \(Wording.quoted(masked($0, for: command)))", got: "not in it")
            })
        finding.detail = Wording.line("\(what) → exit \(code) in \(time), \(difference.line)")
        finding.difference = difference.text
      }
    case .signalled(let signal):
      finding = .failed("\(what) → ended by signal \(signal) after \(time)")
      finding.difference = Difference([.init("exit", wanted: Wording.either(exits), got: "signal \(signal)")]).text
    case .outOfTime:
      finding = .failed("\(what) → stopped after \(outcome.timeLimit), its longest time", isTransient: true)
      finding.difference =
        Difference([.init("time", wanted: "at most \(outcome.timeLimit)", got: "not done after \(time)")]).text
    case .stopped: finding = .failed("\(what) → stopped before it ended", isTransient: true)
    }
    finding.milliseconds = outcome.milliseconds
    finding.output = outcome.output
    return finding
  }

  /// Its name and arguments, with secrets masked.
  private func shown(_ command: Command) -> String {
    let words = command.arguments.map { $0.isEmpty || $0.contains(" ") ? Wording.quoted($0) : $0 }
    return Wording.line(
      masked(([command.executable] + words).joined(separator: " "), for: command), limit: 160)
  }

  private func mask(for command: Command) -> SecretMask {
    SecretMask(executables.named[command.executable]?.secrets.map(\.value) ?? [])
  }

  private func masked(_ text: String, for command: Command) -> String {
    KnownSecrets.masked(mask(for: command).masked(text))
  }
}
