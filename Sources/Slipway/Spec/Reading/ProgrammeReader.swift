package import Interchange
import Scheduling

/// Bytes of a programme document → a programme, or everything that is wrong with them.
package enum ProgrammeReader {
  package struct Reading: Sendable, Equatable {
    package var programme: Programme
    package var tree: Tree
  }

  /// - Throws: `SpecProblems` with every problem found, not only the first, in the order of lines; what must hold across
  ///   sections is looked at once each section is right by itself.
  /// - Complexity: O(document).
  package static func read(_ document: String) throws(SpecProblems) -> Reading {
    let tree: Tree
    do {
      tree = try YAMLDocument(parsing: document).root
    } catch {
      throw SpecProblems(problems: [
        SpecProblem(
          line: error.position.line, column: error.position.column, path: "", message: error.message,
          suggestion: error.suggestion)
      ])
    }
    let log = ReadingLog()
    let programme = programme(Section(tree, path: "", log: log))
    log.resolve()
    if log.problems.isEmpty { ProgrammeRules.check(programme, tree, log) }
    guard log.problems.isEmpty else {
      throw SpecProblems(problems: log.inOrder)
    }
    return Reading(programme: programme, tree: tree)
  }

  private static func programme(_ top: Section) -> Programme {
    if top.value("slipway")?.text != "1" {
      top.report("slipway", "The document does not say which form it has.", "Begin it with “slipway: 1”.")
    }
    let id: Key<Programme> = top.id("programme", key: "programme")
    let zone = OrganisationReader.zone(top, "timezone") ?? "UTC"
    let starts = top.date("starts") ?? fallbackDate
    if top.value("starts") == nil { top.missing("starts", "Write the first day of the programme: starts: 2026-03-02.") }
    let name = top.required("name", "Give the programme a name.")
    let calendars = OrganisationReader.calendars(top, zone: zone)
    let programme = Programme(
      id: id, name: name, kind: top.choice("kind", or: .internal), starts: starts, timeZone: zone,
      currency: top.scalar("currency", "a currency code such as EUR", Scalars.currency) ?? "EUR",
      charter: CharterReader.charter(top.section("charter")),
      systems: CharterReader.systems(top), calendars: calendars,
      freezes: OrganisationReader.freezes(top), units: OrganisationReader.units(top),
      entities: OrganisationReader.entities(top), audiences: OrganisationReader.audiences(top, calendars),
      implementation: ImplementationReader.implementation(top.section("implementation"), calendars, zone: zone),
      readiness: RolloutReader.readiness(top.section("readiness")),
      rollout: RolloutReader.rollout(top.section("rollout"), calendars),
      metrics: MetricReader.metrics(top),
      context: ContextReader.context(top, calendars), renames: top.log.renames)
    top.finish()
    return programme
  }

  /// Stands in for a date that was reported missing; such a reading is thrown away.
  static let fallbackDate = CivilDate.earliest
}
