/// One test case and how it ended.
package struct JUnitCase: Hashable, Sendable {
  /// What a test case came to.
  package enum Outcome: String, Hashable, Sendable, CaseIterable {
    case passed
    /// An assertion did not hold.
    case failed
    /// Something broke before the test could tell.
    case errored
    /// It was not run.
    case skipped

    /// Whether the case ran and did not pass.
    package var isBad: Bool { self == .failed || self == .errored }
  }

  /// The longest suite, class or test name kept, in characters; longer ones are cut and end with “…”.
  package static let maximumName = 1_000
  /// The longest host kept, in characters.
  package static let maximumHost = 200
  /// The longest message kept, in characters.
  package static let maximumMessage = 400
  /// The longest detail kept, in bytes of UTF-8.
  package static let maximumDetail = 8_192

  /// The names of the suites around it, outermost first, joined with “ › ”; empty names are left out.
  package let suite: String
  /// What the innermost suite calls its host: the machine, or the browser for Playwright; else empty.
  package let host: String
  /// The class or file, as the runner writes it; may be empty.
  package let className: String
  /// The test's own name, parameters included.
  package let name: String
  /// How long it took, in seconds; `nil` where the report does not say or what it says is no duration.
  package let seconds: Double?
  /// How it ended; of several runs the last that was not skipped counts, and the first bad one if none passed.
  package let outcome: Outcome
  /// The first line of why it failed or was skipped; empty where nothing is said.
  package let message: String
  /// Everything the report says about why, cut at a character; of a flaky case what the bad run said.
  package let detail: String
  /// Whether this report holds runs of it that passed and runs that did not.
  package let isFlaky: Bool
  /// How many runs of it the report holds, at least 1.
  package let runs: Int

  /// Makes a case; its words are taken as they are.
  package init(
    suite: String, host: String = "", className: String = "", name: String, seconds: Double? = nil, outcome: Outcome,
    message: String = "", detail: String = "", isFlaky: Bool = false, runs: Int = 1
  ) {
    self.suite = suite
    self.host = host
    self.className = className
    self.name = name
    self.seconds = seconds
    self.outcome = outcome
    self.message = message
    self.detail = detail
    self.isFlaky = isFlaky
    self.runs = runs
  }
}
