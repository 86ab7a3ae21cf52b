@testable import Slipway

/// A programme document with parts that tests turn. By default three departments in two waves.
struct SampleProgramme {
  var departments = ["sales", "stores", "works"]
  var waves = [
    SampleWave(id: "pilot", audiences: ["sales"]),
    SampleWave(
      id: "rest", audiences: ["stores", "works"], opens: "2026-04-13", entry: "{wave: pilot, reaches: hypercare}"),
  ]
  /// Requirement → departments it concerns, all when empty; a test `t-…` covers each unless it is left out.
  var requirements: [(id: String, departments: [String])] = [("post", []), ("bill", ["sales"]), ("pack", ["stores"])]
  var testless: Set<String> = []
  var trainedShare = "80 %"
  var lessonExpires: String?
  var observedShare: String?
  var board: String?
  var technical = ["{id: infra, check: components}", "{id: functions, check: requirements}"]
  var peopleCriteria: [String]?
  var items = ["{id: plan, phase: build, estimate: 3d}", "{id: install, phase: build, estimate: 5d, after: plan}"]
  var freezes: [String] = []
  var old = "{id: old, role: old, replaced-by: new, alias: login, overlap: read}"
  var extra = ""
  var metrics = ""

  var document: String {
    """
    slipway: 1
    programme: sample
    name: Sample
    starts: 2026-03-02
    timezone: Europe/London
    systems:
      - {id: new, role: new, alias: login}
      - \(old)
    freezes: [\(freezes.joined(separator: ", "))]
    audiences:
    \(departments.map { "  - {id: \($0), name: The \($0), units: [\($0)]}" }.joined(separator: "\n"))
    implementation:
      phases: [{id: build}]
      items:
    \(items.map { "    - \($0)" }.joined(separator: "\n"))
      components:
        - {id: app, name: The application, probe: {tcp: "127.0.0.1:9"}, every: 1d, expires: 60d}
      requirements:
    \(requirements.map { "    - {id: \($0.id), statement: To \($0.id), audiences: [\($0.departments.joined(separator: ", "))]}" }
      .joined(separator: "\n"))
      tests:
    \(requirements.filter { !testless.contains($0.id) }.map {
      "    - {id: t-\($0.id), covers: [\($0.id)], expires: 60d, steps: [{get: \"http://127.0.0.1:9/\"}]}"
    }.joined(separator: "\n"))
      lessons:
        - id: basics
          questions: [{ask: Why, options: [a, b], answers: [a]}]
          \(lessonExpires.map { "expires: \($0)" } ?? "minutes: 30")
      conditions: [{id: account, name: an account}]
    readiness:
      \(observedShare.map { "observed-share: \($0)" } ?? "")
      technical: [\(technical.joined(separator: ", "))]
      people: [\((peopleCriteria ?? ["{id: trained, lesson: basics, share: \(trainedShare)}"]).joined(separator: ", "))]
      \(board.map { "board: \($0)" } ?? "")
    metrics: [\(metrics)]
    rollout:
      system: new
      waves:
    \(waves.map { "    - \($0.text)" }.joined(separator: "\n"))
    \(extra)
    """
  }
}

struct SampleWave {
  var id: String
  var audiences: [String]
  var opens = "2026-03-30"
  var latest: String?
  var steps = "[{share: 50 %, soak: 1d}, {share: 100 %, soak: 2d}]"
  var hypercare = "5d"
  var entry = ""
  var exit = "{live: 90 %}"
  var conditions = "{lesson: basics}"
  var guardrails = ""

  var text: String {
    """
    {id: \(id), name: Wave \(id), audiences: [\(audiences.joined(separator: ", "))], opens: \(opens), \
    \(latest.map { "latest: \($0), " } ?? "")steps: \(steps), approver: boss, hypercare: \(hypercare), \
    entry: [\(entry)], exit: \(exit), conditions: [\(conditions)], \
    guardrails: [\(guardrails)]}
    """
  }
}
