import Slipway

/// Reading a document without a programme, a folder or a server.
package enum DocumentCheck {
  package static func check(_ document: String) throws(Problem) -> CheckDocument.Reply {
    let programme = try DocumentKey.programme(document)
    let implementation = programme.implementation
    return CheckDocument.Reply(
      programme: programme.id.text, name: programme.name,
      counts: [
        "audiences": programme.audiences.count, "items": implementation.items.count,
        "components": implementation.components.count, "tests": implementation.tests.count,
        "lessons": implementation.lessons.count, "criteria": programme.readiness.criteria.count,
        "waves": programme.rollout.waves.count,
      ])
  }
}
