/// What one element inside a test case says of one run.
enum JUnitVerdict: Hashable {
  case failure, error, skipped
  /// A run that was repeated and then passed.
  case flakyFailure, flakyError
  /// A run that was repeated; whether a later one passed, the rest of the case tells.
  case rerunFailure, rerunError

  init?(element: String) {
    switch element {
    case "failure": self = .failure
    case "error": self = .error
    case "skipped", "ignored", "disabled": self = .skipped
    case "flakyFailure": self = .flakyFailure
    case "flakyError": self = .flakyError
    case "rerunFailure": self = .rerunFailure
    case "rerunError": self = .rerunError
    default: return nil
    }
  }

  /// What runners that have no element for it say in the attributes `status` and `result` of a case.
  init?(status attributes: XMLAttributes) {
    let words = [attributes["status"], attributes["result"]].compactMap { $0?.lowercased() }
    if words.contains(where: { ["fail", "failed", "failure"].contains($0) }) {
      self = .failure
    } else if words.contains(where: { ["error", "errored", "broken"].contains($0) }) {
      self = .error
    } else if words.contains(where: {
      ["notrun", "skipped", "disabled", "ignored", "suppressed", "pending"].contains($0)
    }) {
      self = .skipped
    } else {
      return nil
    }
  }

  var outcome: JUnitCase.Outcome {
    switch self {
    case .failure, .flakyFailure, .rerunFailure: .failed
    case .error, .flakyError, .rerunError: .errored
    case .skipped: .skipped
    }
  }

  /// Whether the run was followed by another of the same case.
  var wasRepeated: Bool {
    switch self {
    case .flakyFailure, .flakyError, .rerunFailure, .rerunError: true
    case .failure, .error, .skipped: false
    }
  }
}
