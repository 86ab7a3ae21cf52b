/// The parts of what is known about a data object.
extension Judge {
  /// What the last load of it showed; nothing its owner says counts here.
  package func load(_ id: Key<DataObject>) -> Judgement {
    trail(.load(id), named: programme.implementation.dataObjects.first { $0.id == id }?.name ?? id.text)
  }

  /// Whether its owner has signed since it was last loaded, and the signature counts.
  package func isSigned(_ object: DataObject) -> Bool {
    guard let signature = state.evidence[.dataObject(object.id)]?.latest, signature.body.verdict == .passed,
      signature.body.expires.map({ $0 > now }) ?? true
    else { return false }
    return signature.sequence > state.evidence[.load(object.id)]?.latest.sequence ?? 0
  }
}
