/// The cases of a report, each once: what stands several times is several runs of one case.
struct JUnitTally {
  private(set) var cases: [JUnitCase] = []
  private var places: [Key: Int] = [:]

  /// What tells cases apart, uncut.
  private struct Key: Hashable {
    let suite: String
    let host: String
    let className: String
    let name: String
  }

  /// - Complexity: O(length of the names), amortised.
  mutating func add(_ draft: JUnitDraft) {
    let key = Key(suite: draft.suite, host: draft.host, className: draft.className, name: draft.name)
    let new = JUnitCase(
      suite: draft.suite, host: draft.host,
      className: JUnitText.cut(draft.className, characters: JUnitCase.maximumName),
      name: JUnitText.cut(draft.name, characters: JUnitCase.maximumName), seconds: draft.seconds,
      outcome: draft.outcome, message: draft.message,
      detail: JUnitText.prefix(String(decoding: draft.detail, as: UTF8.self), bytes: JUnitCase.maximumDetail),
      isFlaky: draft.isFlaky, runs: draft.repetitions + 1)
    // A path that was cut may stand for several suites: its cases are not taken for one.
    let isCut = draft.suite.utf8.count >= JUnitCase.maximumName && draft.suite.hasSuffix("…")
    guard let place = places[key], !isCut else {
      places[key] = cases.count
      cases.append(new)
      return
    }
    cases[place] = Self.merged(cases[place], new)
  }

  /// Two reports of one case, the second standing further down.
  private static func merged(_ old: JUnitCase, _ new: JUnitCase) -> JUnitCase {
    let (decisive, other) = new.outcome == .skipped || old.outcome.isBad && new.outcome.isBad ? (old, new) : (new, old)
    let counts = old.outcome != .skipped && new.outcome != .skipped
    let disagrees = counts && old.outcome.isBad != new.outcome.isBad
    let speaker = decisive.message.isEmpty && decisive.detail.isEmpty && disagrees ? other : decisive
    return JUnitCase(
      suite: old.suite, host: old.host, className: old.className, name: old.name,
      seconds: decisive.seconds ?? other.seconds, outcome: decisive.outcome, message: speaker.message,
      detail: speaker.detail, isFlaky: old.isFlaky || new.isFlaky || disagrees, runs: old.runs + new.runs)
  }
}
