import Slipway

/// A verdict, a phase or a place in the ledger: a word, a symbol and a tone. The colour never says it alone.
struct Mark: Sendable, Equatable {
  let word: String
  let symbol: String
  let tone: String

  private init(_ word: String, _ symbol: String, _ tone: Tone) {
    self.word = word
    self.symbol = symbol
    self.tone = tone.rawValue
  }

  private enum Tone: String { case good, bad, unsure, info, calm }

  static func verdict(_ word: String) -> Mark {
    switch word {
    case "GO": Mark(word, "✓", .good)
    case "NO-GO": Mark(word, "✕", .bad)
    default: Mark(word, "?", .unsure)
    }
  }

  static func standing(_ word: String) -> Mark {
    switch word {
    case "met": Mark(word, "✓", .good)
    case "failing": Mark(word, "✕", .bad)
    default: Mark(word, "?", .unsure)
    }
  }

  static func phase(_ word: String) -> Mark {
    switch word {
    case "open": Mark(word, "▶", .good)
    case "paused": Mark(word, "‖", .unsure)
    case "hypercare": Mark(word, "◐", .info)
    case "closed": Mark(word, "✓", .good)
    case "rolled back": Mark(word, "↩", .bad)
    case "halted": Mark(word, "■", .bad)
    default: Mark(word, "○", .calm)
    }
  }

  /// A phase of the implementation by its exit criteria.
  static func phase(standing: String) -> Mark {
    switch standing {
    case "met": Mark("over", "✓", .good)
    case "failing": Mark("not over", "✕", .bad)
    default: Mark("not over", "?", .unsure)
    }
  }

  static func column(_ word: String) -> Mark {
    switch word {
    case "live": Mark(word, "●", .good)
    case "scheduled": Mark(word, "○", .info)
    case "held": Mark(word, "‖", .unsure)
    case "excepted": Mark(word, "–", .calm)
    case "uncovered": Mark(word, "!", .bad)
    default: Mark(word, "–", .calm)
    }
  }

  static func access(_ word: String) -> Mark {
    switch word {
    case "none": Mark("no access", "–", .calm)
    case "read": Mark("read only", "◐", .info)
    default: Mark(word == "full" ? "full access" : word, "●", .good)
    }
  }

  static func item(_ state: String) -> Mark {
    switch state {
    case "done": Mark(state, "✓", .good)
    case "begun": Mark(state, "▶", .info)
    default: Mark(state, "○", .calm)
    }
  }

  static func lesson(_ state: String) -> Mark {
    switch state {
    case "passed": Mark(state, "✓", .good)
    case "not passed", "expired": Mark(state, "✕", .bad)
    case "not complete": Mark(state, "◐", .unsure)
    default: Mark(state, "○", .calm)
    }
  }

  /// - Parameter place: on the waiting list, from 1.
  static func seat(_ state: String, place: Int?) -> Mark {
    switch state {
    case "booked": Mark("seat booked", "✓", .good)
    case "waiting": Mark(place.map { "waiting, place \($0)" } ?? state, "…", .unsure)
    case "attended": Mark(state, "✓", .good)
    case "absent": Mark("did not come", "✕", .bad)
    default: Mark(state, "○", .calm)
    }
  }

  /// What a guardrail says; nil while its wave has not begun.
  static func guardrail(_ verdict: Ruling.Verdict?) -> Mark {
    let word = verdict.map(GuardrailWords.verdict) ?? "not begun"
    return switch verdict {
    case .harm: Mark(word, "✕", .bad)
    case .noData: Mark(word, "!", .unsure)
    case .undecidable: Mark(word, "≈", .unsure)
    case .undecided: Mark(word, "?", .info)
    case .inside: Mark(word, "✓", .good)
    case nil: Mark(word, "○", .calm)
    }
  }

  /// The verdict of a piece of evidence; nil for a fact without one.
  static func evidence(_ verdict: String?) -> Mark {
    switch verdict {
    case "passed": Mark("passed", "✓", .good)
    case "failed": Mark("failed", "✕", .bad)
    case "started": Mark("begun", "▶", .info)
    default: Mark("on record", "●", .calm)
    }
  }

  static func test(_ result: String) -> Mark {
    switch result {
    case "passed": Mark(result, "✓", .good)
    case "failed": Mark(result, "✕", .bad)
    default: Mark(result, "?", .unsure)
    }
  }

  static func fault(_ kind: String) -> Mark {
    switch kind {
    case "failing": Mark(kind, "✕", .bad)
    case "untested", "unconcerned": Mark(kind, "!", .bad)
    case "flaky": Mark(kind, "≈", .unsure)
    case "covers nothing", "without process": Mark(kind, "○", .calm)
    default: Mark(kind, "?", .unsure)
    }
  }

  /// Where a run stands or how it ended.
  static func run(_ state: String) -> Mark {
    switch state {
    case "under way": Mark(state, "▶", .info)
    case "going back": Mark(state, "↩", .unsure)
    case "stuck", "failed", "going back failed": Mark(state, "✕", .bad)
    case "held": Mark(state, "‖", .unsure)
    case "succeeded": Mark(state, "✓", .good)
    case "gone back": Mark(state, "↩", .bad)
    default: Mark(state, "■", .calm)
    }
  }

  static func step(_ state: String) -> Mark {
    switch state {
    case "under way": Mark(state, "▶", .info)
    case "done": Mark(state, "✓", .good)
    case "unchanged": Mark(state, "=", .good)
    case "passed over": Mark(state, "–", .calm)
    case "failed", "not undone": Mark(state, "✕", .bad)
    case "being undone": Mark(state, "↩", .unsure)
    case "stopped": Mark(state, "■", .unsure)
    case "undone": Mark(state, "↩", .calm)
    default: Mark(state, "○", .calm)
    }
  }

  static func attention(_ kind: String) -> Mark {
    switch kind {
    case "contradiction": Mark("contradiction", "≠", .bad)
    case "word": Mark("waits for a word", "…", .unsure)
    case "uncovered": Mark("uncovered", "!", .bad)
    case "charter": Mark("charter", "≠", .bad)
    case "flagged": Mark("flagged", "!", .unsure)
    default: phase(kind)
    }
  }
}
