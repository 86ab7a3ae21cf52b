import ArgumentParser
import Operations
import Slipway

struct GuardrailsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "guardrails",
    abstract: "Each guardrail in a line: band, line, verdict, sample. Exit status: 0 all inside, 2 harm, 3 undecided.")
  @OptionGroup var common: Common
  @OptionGroup var moment: Moment
  @Argument(help: "The wave's id; all waves when left out.") var wave: String?

  func run() async throws {
    let view = try await common.perform(ShowGuardrails(wave: wave), at: moment.at) { view in
      view.waves.filter { !$0.guardrails.isEmpty || view.waves.count == 1 }.map { wave in
        let rows = wave.guardrails.map { guardrail in
          [
            guardrail.id, guardrail.words, GuardrailText.band(guardrail), GuardrailText.line(guardrail),
            GuardrailText.sample(guardrail), GuardrailText.evidence(guardrail),
          ]
        }
        let head = "\(wave.name) (\(wave.phase))"
        if rows.isEmpty { return "\(head): no guardrails." }
        let table = Terminal.table(["Guardrail", "Verdict", "Band", "Line", "Sample", "Evidence"], rows)
        let sentences = wave.guardrails.flatMap { guardrail in
          ["  \(guardrail.sentence)"] + (guardrail.accepted.map { ["  accepted by \($0)"] } ?? [])
        }
        return ([head, table] + sentences).joined(separator: "\n")
      }.joined(separator: "\n\n")
    }
    let verdicts = view.waves.flatMap(\.guardrails).compactMap { $0.verdict.flatMap(Ruling.Verdict.init) }
    if verdicts.contains(.harm) { throw ExitCode(2) }
    if verdicts.contains(where: { $0 != .inside }) { throw ExitCode(3) }
  }
}

struct AcceptCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "accept",
    abstract: "As a wave's approver, let it go on although a guardrail has not shown that it is inside its margin.")
  @OptionGroup var common: Common
  @Argument(help: "The guardrail's id.") var guardrail: String
  @Option(name: .long, help: "Why the doubt is taken.") var reason: String

  func run() async throws {
    try await common.perform(AcceptDoubt(guardrail: guardrail, reason: reason)) {
      "Accepted for \($0.wave): \($0.sentence)"
    }
  }
}

enum GuardrailText {
  static func band(_ view: GuardrailView) -> String {
    guard let estimate = view.estimate else { return "–" }
    let lower = view.lower.map(GuardrailWords.decimal) ?? "–"
    let upper = view.upper.map(GuardrailWords.decimal) ?? "–"
    return "\(GuardrailWords.decimal(estimate)) [\(lower), \(upper)]"
  }

  static func line(_ view: GuardrailView) -> String {
    "\(view.lessIsWorse ? "≥" : "≤") \(GuardrailWords.decimal(view.line))\(view.isRatio ? " ×" : "")"
  }

  static func sample(_ view: GuardrailView) -> String {
    guard let units = view.units, units > 0 else { return "no data" }
    let other = view.controlUnits.map { " against \(GuardrailWords.decimal($0))" } ?? ""
    return "\(view.events ?? 0) in \(GuardrailWords.decimal(units))\(other)"
  }

  static func evidence(_ view: GuardrailView) -> String {
    guard let statistic = view.statistic, let bound = view.bound else { return "–" }
    return "\(view.scale ?? "") \(GuardrailWords.decimal(statistic)) of \(GuardrailWords.decimal(bound))"
  }
}
