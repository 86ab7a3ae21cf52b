/// A named stretch in which no work is done although the pattern has some.
public struct Closure: Sendable, Hashable {
  /// Why it is closed.
  public enum Kind: String, Sendable, Hashable, Codable, CaseIterable {
    /// A public or company holiday.
    case holiday
    /// The people or the place are away.
    case absence
    /// Changes are not allowed.
    case freeze
  }

  /// How long it is closed; half-open.
  public enum Span: Sendable, Hashable {
    /// From the first date's midnight until the second date's midnight on the wall clock.
    case dates(from: CivilDate, to: CivilDate)
    /// From and until UTC seconds.
    case instants(from: Int, to: Int)
  }

  /// What explanations call it.
  public let name: String
  /// Why it is closed.
  public let kind: Kind
  /// How long it is closed.
  public let span: Span

  /// A closure; a span that ends where it begins or earlier makes the calendar refuse it.
  public init(name: String, kind: Kind, span: Span) {
    self.name = name
    self.kind = kind
    self.span = span
  }

  /// Whether it ends after it begins.
  var isForward: Bool {
    switch span {
    case .dates(let from, let to): from < to
    case .instants(let from, let to): from < to
    }
  }
}
