/// One guardrail of one wave, as it stands now.
package struct GuardrailStatus: Sendable, Equatable {
  package var guardrail: Wave.Guardrail
  package var metric: Metric
  /// Its part of the rollout's error, 0 to 1.
  package var alpha: Double
  /// What it says at this time; the last word where its wave is not under way, nil where it never said anything.
  package var ruling: Ruling?
  /// Whether the wave's approver took the doubt upon themselves, with the fact's sequence number.
  package var accepted: Int?

  /// Whether the wave may go on as far as this guardrail is concerned: shown to be inside, or accepted and no harm.
  package var letsThrough: Bool {
    switch ruling?.verdict {
    case .inside: true
    case .undecided, .noData, .undecidable, nil: accepted != nil
    case .harm: false
    }
  }
}
