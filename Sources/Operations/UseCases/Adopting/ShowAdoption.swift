package import Slipway

/// How people take to the new system, those that lag behind first: who is active, what is still done the old way, what
/// people say, and how it will go on.
package struct ShowAdoption: UseCase {
  package static let name = "adoption"
  package static let isStudy = true
  /// One audience; all of them when nil.
  package var audience: String?

  package init(audience: String? = nil) { self.audience = audience }

  package var action: Action { .seeProgramme }

  package func decide(_ turn: Turn, findings: [Finding]) throws -> Outcome<AdoptionView> {
    let status = try turn.status()
    let wanted = try audience.map { try AdoptionSubject.audience($0, status.programme) }
    do {
      let view = try AdoptionView(AdoptionReader(turn.state, status), status, turn.state, audience: wanted)
      return Outcome { _ in view }
    } catch {
      throw Problem(
        .storeUnavailable, "What was counted makes no figures of adoption.",
        remedy: "Verify the journal with: slipway journal verify")
    }
  }
}

enum AdoptionSubject {
  static func audience(_ text: String, _ programme: Programme) throws(Problem) -> Key<Audience> {
    let known = programme.audiences.map(\.id.text)
    return Key(try named(text, known, "audience"))
  }

  static func metric(_ text: String, _ programme: Programme) throws(Problem) -> Metric {
    let found = try named(text, programme.metrics.map(\.id.text), "metric")
    guard let metric = programme.metrics.first(where: { $0.id.text == found }) else {
      throw Problem(.unknownSubject, "There is no metric “\(text)”.", remedy: "Name one of the document.")
    }
    return metric
  }

  private static func named(_ text: String, _ known: [String], _ kind: String) throws(Problem) -> String {
    if known.contains(text) { return text }
    throw Problem(
      .unknownSubject, "There is no \(kind) “\(text)”.",
      remedy: Nearest.to(text, among: known).map { "Did you mean “\($0)”?" }
        ?? (known.isEmpty ? "This programme has none." : "Name one of: \(known.joined(separator: ", "))."))
  }
}
