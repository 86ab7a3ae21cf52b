import ArgumentParser
import Operations
import Slipway

struct AdoptionCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "adoption",
    abstract: "How every audience takes to the new system, those that lag behind first, and how it will go on.")
  @OptionGroup var common: Common
  @OptionGroup var moment: Moment
  @Option(name: .long, help: "One audience's id; all of them when left out.") var audience: String?

  func run() async throws {
    try await common.perform(ShowAdoption(audience: audience), at: moment.at) { view in
      AdoptionText.parts(view).joined(separator: "\n\n")
    }
  }
}

struct EffectCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "effect",
    abstract: "What going live did to a metric, from departments that went live one after the other.")
  @OptionGroup var common: Common
  @OptionGroup var moment: Moment
  @Argument(help: "The metric's id.") var metric: String

  func run() async throws {
    try await common.perform(ShowEffect(metric: metric), at: moment.at) { view in
      let rows = view.estimate.map { estimate in
        [
          [
            view.metric, AdoptionText.figure(estimate), AdoptionText.figure(view.standardError),
            "\(AdoptionText.figure(view.lower)) to \(AdoptionText.figure(view.upper))",
            AdoptionText.figure(view.degreesOfFreedom), "\(view.departments)", "\(view.weeks)",
          ]
        ]
      }
      let head = ["Metric", "Effect", "Standard error", "95 %", "Degrees of freedom", "Departments", "Weeks"]
      let table = rows.map { [Terminal.table(head, $0)] } ?? []
      return (table + [view.sentence] + view.warnings).joined(separator: "\n")
    }
  }
}

enum AdoptionText {
  static func parts(_ view: AdoptionView) -> [String] {
    var rows = view.audiences.map { audience in
      [audience.id, "\(audience.headCount)", "\(audience.live)", "\(audience.eligible)"]
        + measures(audience.measures) + [audience.activeADay.words]
    }
    rows.append(["small groups", "", "", ""] + measures(view.small) + [""])
    rows.append(["overall", "", "", ""] + measures(view.overall) + [""])
    let head = ["Audience", "People", "Live", "Eligible", "Activated", "Reach", "Still the old way", "Active a day"]
    return [Terminal.table(head, rows)] + view.scores.map(score) + waves(view) + [view.notes.joined(separator: "\n")]
  }

  private static func measures(_ measures: AdoptionView.AdoptionMeasuresView) -> [String] {
    [measures.activation.words, measures.reach.words, measures.residualUse.words]
  }

  private static func score(_ score: AdoptionView.ScoreView) -> String {
    let rows = score.audiences.map { [$0.audience, $0.score.words] } + [["overall", score.overall.words]]
    return "\(score.name)\n\(Terminal.table(["Audience", "Mean"], rows))"
  }

  private static func waves(_ view: AdoptionView) -> [String] {
    let outlooks = view.outlooks.map { "\($0.wave): \($0.sentence)" }
    let humps = view.humps.map { hump in
      let rows = hump.days.suffix(10).map { day in
        ["\(day.day)", figure(day.per100), figure(day.earlier), figure(day.ratio)]
      }
      let table = Terminal.table(["Working day", "Of 100 people", "Earlier waves", "Times"], rows)
      return "\(hump.wave): \(hump.sentence)" + (rows.isEmpty ? "" : "\n\(table)")
    }
    return (outlooks.isEmpty ? [] : [outlooks.joined(separator: "\n")]) + humps
  }

  static func figure(_ value: Double?) -> String { value.map(GuardrailWords.decimal) ?? "–" }
}
