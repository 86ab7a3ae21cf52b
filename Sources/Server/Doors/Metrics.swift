import Hummingbird
import NIOCore
import Operations

/// `/metrics` in Prometheus' text format, for a token of an integration.
struct Metrics: Sendable {
  let services: Services

  func add(to router: Router<AppContext>) {
    router.get("metrics") { request, context in
      let actor = try context.actor()
      let programme = try Asking(request, context, services).envelope().programme
      let figures = try await services.writer.perform(ShowFigures(), as: actor, Envelope(programme: programme))
      let text = Self.text(figures, listeners: services.writer.bulletin.listenerCount)
      return Response(
        status: .ok, headers: [.contentType: "text/plain; version=0.0.4; charset=utf-8", .cacheControl: "no-store"],
        body: .init(byteBuffer: ByteBuffer(string: text)))
    }
  }

  private static func text(_ figures: ShowFigures.Reply, listeners: Int) -> String {
    let programme = "programme=\"\(figures.programme)\""
    func family(_ name: String, _ help: String, _ samples: [(labels: String, value: Int)]) -> String {
      "# HELP \(name) \(help)\n# TYPE \(name) gauge\n"
        + samples.map { "\(name)\($0.labels.isEmpty ? "" : "{\($0.labels)}") \($0.value)\n" }.joined()
    }
    func split(_ lines: [ShowFigures.Reply.Line], _ label: String) -> [(labels: String, value: Int)] {
      lines.map { ("\(programme),\(label)=\"\($0.name)\"", $0.count) }
    }
    return family("slipway_journal_entries", "Entries of the journal.", [(programme, figures.entries)])
      + family("slipway_revision", "Revision of the programme document in force.", [(programme, figures.revision)])
      + family(
        "slipway_automation_held", "1 while automation waits for somebody.", [(programme, figures.isHeld ? 1 : 0)])
      + family("slipway_people", "People by column of the completeness ledger.", split(figures.people, "column"))
      + family("slipway_waves", "Waves by phase.", split(figures.waves, "phase"))
      + family("slipway_runs", "Probes and tests by what they last found.", split(figures.runs, "verdict"))
      + family("slipway_event_streams", "Event streams open now.", [("", listeners)])
  }
}
