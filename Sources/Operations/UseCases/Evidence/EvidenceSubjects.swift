import Slipway

/// Subjects of evidence by what people write: `test:vat`, `data:balances`, or the id alone.
enum EvidenceSubjects {
  static func name(_ subject: EvidenceSubject, in programme: Programme) -> String {
    let implementation = programme.implementation
    return switch subject {
    case .component(let id): implementation.components.first { $0.id == id }?.name ?? id.text
    case .test(let id): implementation.tests.first { $0.id == id }?.name ?? id.text
    case .item(let id): implementation.items.first { $0.id == id }?.name ?? id.text
    case .dataObject(let id), .load(let id): implementation.dataObjects.first { $0.id == id }?.name ?? id.text
    case .dark(let id): "\(programme.systems.first { $0.id == id }?.name ?? id.text) refuses who is not let in"
    }
  }

  /// Everything that evidence can be about now, in the order of the document.
  static func all(in programme: Programme) -> [EvidenceSubject] {
    let implementation = programme.implementation
    return implementation.components.map { .component($0.id) } + implementation.tests.map { .test($0.id) }
      + implementation.items.map { .item($0.id) } + implementation.dataObjects.map { .dataObject($0.id) }
      + implementation.dataObjects.filter(\.isLoaded).map { .load($0.id) }
      + programme.systems.filter { $0.refuses != nil }.map { .dark($0.id) }
  }

  /// What no longer stands in the document keeps its evidence, and is found by its whole name.
  static func resolve(_ text: String, _ turn: Turn) throws -> EvidenceSubject {
    let programme = try turn.status().programme
    let known = all(in: programme)
    if let subject = known.first(where: { $0.text == text }) { return subject }
    if let subject = known.first(where: { id($0) == text }) { return completing(subject, programme) }
    if let subject = turn.state.evidence.keys.first(where: { $0.text == text }) { return subject }
    let hint = Nearest.to(text, among: known.map(\.text) + known.map(id)).map { "Did you mean “\($0)”?" }
    throw Problem(
      .unknownSubject, "There is no evidence on anything called “\(text.prefix(80))”.",
      remedy: hint ?? "Name a component, test, item or data object of the document, such as test:ID.")
  }

  /// An item that something else completes has no evidence of its own.
  private static func completing(_ subject: EvidenceSubject, _ programme: Programme) -> EvidenceSubject {
    guard case .item(let id) = subject,
      let item = programme.implementation.items.first(where: { $0.id == id })
    else { return subject }
    return switch item.completion {
    case .component(let id): .component(id)
    case .test(let id): .test(id)
    case .dataObject(let id): .dataObject(id)
    case .attestation, .approval, .lesson: subject
    }
  }

  private static func id(_ subject: EvidenceSubject) -> String {
    switch subject {
    case .component(let id): id.text
    case .test(let id): id.text
    case .item(let id): id.text
    case .dataObject(let id): id.text
    case .load(let id): id.text
    case .dark(let id): id.text
    }
  }
}
