/// The cases of a report, each once: what stands several times is several runs of one case.
struct JUnitTally {
  private(set) var cases: [JUnitCase] = []
  private var places: [Key: Int] = [:]

  /// What tells cases apart: the names uncut, and as bytes, which compare at the same cost whatever they spell.
  private struct Key: Hashable {
    let suite: Int
    let className: [UInt8]
    let name: [UInt8]
  }

  /// - Complexity: O(length of the names), amortised.
  mutating func add(_ draft: JUnitDraft, of suites: JUnitSuites) {
    let suite = suites.all[draft.suite]
    let new = JUnitCase(
      suite: suite.path, host: suite.host,
      className: JUnitText.cut(draft.className, characters: JUnitCase.maximumName),
      name: JUnitText.cut(draft.name, characters: JUnitCase.maximumName), seconds: draft.seconds,
      outcome: draft.outcome, message: draft.message,
      detail: JUnitText.prefix(String(decoding: draft.detail, as: UTF8.self), bytes: JUnitCase.maximumDetail),
      isFlaky: draft.isFlaky, runs: draft.repetitions + 1)
    let key = Key(suite: draft.suite, className: Array(draft.className.utf8), name: Array(draft.name.utf8))
    // A path that was cut may stand for several suites: its cases are not taken for one.
    guard let place = places[key], !suites.isCut(draft.suite) else {
      places[key] = cases.count
      cases.append(new)
      return
    }
    cases[place] = Self.merged(cases[place], new)
  }

  /// Two reports of one case, the second standing further down.
  private static func merged(_ old: JUnitCase, _ new: JUnitCase) -> JUnitCase {
    let (decisive, other) =
      new.outcome == .skipped || old.outcome.isBad && new.outcome.isBad ? (old, new) : (new, old)
    let disagrees =
      old.outcome != .skipped && new.outcome != .skipped && old.outcome.isBad != new.outcome.isBad
    let isSilent = decisive.message.isEmpty && decisive.detail.isEmpty
    let speaker = isSilent && disagrees ? other : decisive
    return JUnitCase(
      suite: old.suite, host: old.host, className: old.className, name: old.name,
      seconds: decisive.seconds ?? other.seconds, outcome: decisive.outcome, message: speaker.message,
      detail: speaker.detail, isFlaky: old.isFlaky || new.isFlaky || disagrees, runs: old.runs + new.runs)
  }
}
