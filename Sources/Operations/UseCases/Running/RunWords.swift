package import Slipway

/// Runs and what happens in them, in words.
package enum RunWords {
  package static func name(_ procedure: Procedure, in programme: Programme?) -> String {
    func wave(_ id: Key<Wave>) -> String { programme?.rollout.waves.first { $0.id == id }?.name ?? id.text }
    switch procedure {
    case .bringUp(let components):
      return components.isEmpty ? "bring-up" : "bring-up of \(Catalogue.list(components.map(\.text)))"
    case .load(let id):
      return "load of \(programme?.implementation.dataObjects.first { $0.id == id }?.name ?? id.text)"
    case .rehearsal(let id): return "rehearsal of \(wave(id))"
    case .cutover(let id): return "cutover of \(wave(id))"
    }
  }

  package static func sentence(_ event: RunMove.Event) -> String {
    switch event {
    case .began(let step): "“\(step)” began"
    case .acknowledged(let step): "“\(step)” was acknowledged by its owner"
    case .ended(let step, let outcome): "“\(step)” \(words(outcome.result)): \(outcome.detail)"
    case .retried(let step): "“\(step)” is tried again"
    case .reversing(let why): "it goes back: \(why)"
    case .reversalBegan(let step): "undoing “\(step)” began"
    case .reversed(let step, let outcome):
      outcome.result == .failed
        ? "“\(step)” could not be undone: \(outcome.detail)" : "“\(step)” was undone: \(outcome.detail)"
    case .cancelled(let why): "cancelled: \(why)"
    case .finished(let result): "ended: \(words(result))"
    }
  }

  /// A span of seconds in the two largest units that say anything: `45 s`, `12 min 5 s`, `2 h 10 min`, `3 d 4 h`.
  package static func length(_ seconds: Int64) -> String {
    let whole = max(0, seconds)
    func parts(_ large: Int64, _ largeUnit: String, _ small: Int64, _ smallUnit: String) -> String {
      let rest = whole % large / small
      return "\(whole / large) \(largeUnit)" + (rest == 0 ? "" : " \(rest) \(smallUnit)")
    }
    switch whole {
    case ..<60: return "\(whole) s"
    case ..<3_600: return parts(60, "min", 1, "s")
    case ..<86_400: return parts(3_600, "h", 60, "min")
    default: return parts(86_400, "d", 3_600, "h")
    }
  }

  package static func words(_ result: StepOutcome.Result) -> String {
    switch result {
    case .done: "is done"
    case .unchanged: "needed no change"
    case .skipped: "was passed over"
    case .failed: "failed"
    }
  }

  package static func words(_ result: RunResult) -> String {
    switch result {
    case .succeeded: "succeeded"
    case .failed: "failed"
    case .reversed: "gone back"
    case .reversalFailed: "going back failed"
    case .cancelled: "cancelled"
    }
  }
}
