import Slipway

/// A made-up organisation of 26 departments that introduces one system in six waves.
struct Organisation {
  static let departments = 26
  static let departmentsPerWave = 5
  static let waves = 6
  static let components = 12
  static let lessons = ["basics", "orders", "reports", "approvals"]

  /// How many people work there, spread evenly over the departments.
  var people: Int

  static func department(_ index: Int) -> String { "d\(index + 1)" }

  static func department(ofPerson number: Int) -> Int { number % departments }

  static func wave(ofPerson number: Int) -> Int { department(ofPerson: number) / departmentsPerWave }

  /// A people list as an HR system writes it.
  var list: String {
    var lines = ["number,name,email,login,kind,unit,site,role,language,from"]
    lines.reserveCapacity(people + 1)
    for number in 1...people {
      let row = Organisation.row(number)
      lines.append(
        "\(row.personnel),\(row.name),\(row.email ?? ""),\(row.aliases["login"] ?? ""),employee,"
          + "\(Organisation.department(Organisation.department(ofPerson: number))),site-\(number % 7),"
          + "role-\(number % 11),en,20\(10 + number % 15)-0\(1 + number % 9)-01")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  static func row(_ number: Int) -> DirectoryRow {
    DirectoryRow(
      number: PersonNumber(number), personnel: "P\(100_000 + number)", name: "Person Number\(number)",
      email: "person.number\(number)@organisation.example", language: "en", aliases: ["login": "p.number\(number)"])
  }

  static func membership(_ number: Int) -> Membership {
    Membership(
      kind: .employee,
      assignments: [
        Assignment(
          unit: Key(department(department(ofPerson: number))), site: Key("site-\(number % 7)"),
          role: Key("role-\(number % 11)"))
      ])
  }

  /// The programme document.
  static var document: String {
    let indices = 0..<departments
    let audiences = indices.map {
      "  - {id: \(department($0)), name: Department \($0 + 1), units: [\(department($0))]}"
    }
    let parts = (0..<components).map {
      "    - {id: c\($0), probe: {file: /etc/hostname}, every: 6h, expires: 24h}"
    }
    let requirements = indices.map {
      "    - {id: r\($0), statement: Work of department \($0 + 1) is done, audiences: [\(department($0))]}"
    }
    let tests = indices.map {
      "    - {id: t\($0), covers: [r\($0)], expires: 30d, steps: [{get: \"http://192.0.2.1/\($0)\"}]}"
    }
    let courses = lessons.map {
      "    - {id: \($0), minutes: 20, questions: [{ask: Which, options: [this, that], answers: [this]}]}"
    }
    let criteria =
      lessons.map { "{id: \($0), lesson: \($0), share: 90 %}" } + ["{id: account, condition: account, share: 80 %}"]
    let steps = "steps: [{share: 20 %, soak: 2d}, {share: 100 %, soak: 3d}]"
    let waves = (0..<Organisation.waves).map { wave in
      let members = indices.filter { $0 / departmentsPerWave == wave }.map(department).joined(separator: ", ")
      return "    - {id: w\(wave), audiences: [\(members)], opens: 2026-0\(3 + wave)-09, \(steps), "
        + "approver: boss, hypercare: 2w, conditions: [{lesson: basics}, {condition: account}]}"
    }
    return """
      slipway: 1
      programme: bench
      name: An organisation made up for measuring
      starts: 2026-03-02
      systems:
        - {id: new, role: new, alias: login}
        - {id: old, role: old, replaced-by: new, alias: login, overlap: read}
      audiences:
      \(audiences.joined(separator: "\n"))
      implementation:
        phases: [{id: build}]
        items:
          - {id: plan, phase: build, estimate: 3d}
          - {id: accept, phase: build, estimate: 2d, after: plan, done-by: {approval: [boss]}}
        components:
      \(parts.joined(separator: "\n"))
        requirements:
      \(requirements.joined(separator: "\n"))
        tests:
      \(tests.joined(separator: "\n"))
        lessons:
      \(courses.joined(separator: "\n"))
        conditions: [{id: account}, {id: device}]
      readiness:
        technical: [{id: infrastructure, check: components}, {id: functions, check: requirements}]
        people: [\(criteria.joined(separator: ", "))]
      rollout:
        system: new
        waves:
      \(waves.joined(separator: "\n"))

      """
  }
}
