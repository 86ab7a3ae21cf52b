import ArgumentParser
import Foundation
import Operations
import Slipway

struct MediaCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "media", abstract: "Keep a picture for a lesson and print the line that shows it.")
  @OptionGroup var common: Common
  @Argument(help: "A PNG, JPEG or WebP file, at most 1 MB.") var file: String

  func run() async throws {
    let name = URL(fileURLWithPath: file).lastPathComponent
    try await common.perform(KeepMedia(file: try common.file(file), fileName: name)) { $0.line }
  }
}

struct ImportCompletionsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "completions", abstract: "Take in who completed which lesson elsewhere.")
  @OptionGroup var common: Common
  @Argument(help: "The CSV file: person,lesson,state,at,source; - for standard input.") var file: String

  func run() async throws {
    try await common.perform(ImportCompletions(file: Array(try common.file(file)))) {
      "\($0.taken) taken, \($0.unchanged) known before."
    }
  }
}

struct TrainingCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "training", abstract: "Say who is trained, and let somebody try a lesson again.",
    subcommands: [Show.self, Again.self], defaultSubcommand: Show.self)

  struct Show: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Who is trained, lesson by lesson; with --list, who is not and what to do.")
    @OptionGroup var common: Common
    @OptionGroup var moment: Moment
    @Flag(name: .long, help: "Name those who are not trained.") var list = false
    @Option(name: .long, help: "Only this audience.") var audience: String?

    func run() async throws {
      try await common.perform(ShowTraining(listing: list, audience: audience), at: moment.at, text: TrainingText.text)
    }
  }

  struct Again: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Let somebody who has used up their attempts try a lesson again.")
    @OptionGroup var common: Common
    @Argument(help: "Personnel number, login, e-mail, or #number.") var person: String
    @Argument(help: "The lesson's id.") var lesson: String

    func run() async throws {
      try await common.perform(GrantAttempts(person: person, lesson: lesson)) {
        "Person \($0.number) may try \($0.lesson) again: \($0.attemptsLeft.map(String.init) ?? "any number of") attempts."
      }
    }
  }
}

/// Training as lines of text.
enum TrainingText {
  static func text(_ view: TrainingView) -> String {
    var lines = view.lessons.flatMap { lesson in
      ["\(lesson.name) (\(lesson.id))"] + lesson.audiences.flatMap(group)
    }
    if view.lessons.isEmpty { lines.append("The programme has no lessons.") }
    if !view.unplaced.isEmpty { lines.append("Completions that could not be placed:") }
    lines += view.unplaced.map { "  \($0.at)  \($0.what)" }
    return lines.joined(separator: "\n")
  }

  private static func group(_ group: TrainingView.Group) -> [String] {
    let lacks = [
      (group.questions, "not passed"), (group.fading, "passed too early"), (group.practical, "without practice"),
      (group.session, "without a session"),
    ]
    let parts = lacks.filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
    let head =
      "  \(group.name): \(group.trained) of \(group.asked) trained"
      + (parts.isEmpty ? "" : "; \(parts.joined(separator: ", "))")
    return [head] + (group.people ?? []).map(person)
  }

  private static func person(_ person: TrainingView.Person) -> String {
    let name = [person.personnel, person.name].compactMap { $0 }.joined(separator: " ")
    var line = "    \(name.isEmpty ? "#\(person.number)" : name): \(person.missing.joined(separator: ", "))"
    if person.attemptsUsed { line += "; no attempts left" }
    if let refresher = person.refresher {
      line += "; passed again after \(refresher.after)"
      if let before = refresher.before { line += " and before \(before)" }
      line += " it counts"
      if let session = refresher.session { line += "; a seat is free in \(session)" }
    }
    return line
  }
}
