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
