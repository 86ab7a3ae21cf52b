import Foundation
import Operations
import Scheduling
import Slipway

/// What happens in the example, and when. Every figure is made up.
enum LedgerStory {
  struct Act: Sendable {
    var at: Timestamp
    var title: String
    var play: @Sendable (Cast) async throws -> Void
  }

  static let begins = time("2026-03-02T08:00Z")
  static let ends = time("2026-07-17T12:00Z")

  static var acts: [Act] {
    (planning + building + training + pilot + trade + yard).sorted { $0.at < $1.at }
  }

  private static func time(_ text: String) -> Timestamp { Timestamp(text: text) ?? Timestamp(seconds: 0) }

  private static func act(
    _ at: String, _ title: String, _ play: @escaping @Sendable (Cast) async throws -> Void
  ) -> Act {
    Act(at: time(at), title: title, play: play)
  }

  private static func attested(_ at: String, _ who: String, _ item: String, _ detail: String) -> Act {
    act(at, "\(who) attests \(item)") { cast in
      try await cast.act(Key(who), Attest(subject: item, verdict: .passed, detail: detail))
    }
  }

  private static func approved(_ at: String, _ who: String, _ subject: String) -> Act {
    act(at, "\(who) approves \(subject)") { cast in try await cast.act(Key(who), Approve(subject: subject)) }
  }

  private static func voted(_ at: String, _ audiences: [String]) -> [Act] {
    ["felix", "marta"].map { who in
      act(at, "\(who) votes go on \(Catalogue.list(audiences))") { cast in
        for audience in audiences { try await cast.act(Key(who), CastVote(audience: audience, answer: .go)) }
      }
    }
  }

  private static func ran(_ at: String, _ subject: String) -> Act {
    act(at, "\(subject) is run") { cast in try await cast.act("marta", RunWork(subject: subject)) }
  }

  private static let planning: [Act] = [
    act("2026-03-02T08:00Z", "Paperbook runs, as it has for years") { try await $0.systems.startOld() },
    approved("2026-03-04T10:00Z", "felix", "kick-off"),
    attested("2026-03-11T10:00Z", "marta", "contract", "signed by both sides"),
    act("2026-03-12T10:00Z", "Tallyhouse slips a week") { cast in
      let promise = Promise(item: "server", promised: day("2026-03-20"))
      try await cast.act("marta", RecordPromise(promise: promise))
    },
    approved("2026-03-13T10:00Z", "fin-head", "chart-of-accounts"),
    attested("2026-03-18T10:00Z", "pur-head", "process-design", "14 processes described and walked through"),
  ]

  private static let building: [Act] = [
    act("2026-03-20T09:00Z", "Ledger is installed, with a defect nobody knows") { cast in
      try await cast.systems.startNew()
      try await cast.systems.turn("defect", on: true)
      let promise = Promise(item: "server", promised: day("2026-03-20"), received: day("2026-03-20"))
      try await cast.act("marta", RecordPromise(promise: promise))
    },
    attested("2026-03-31T15:00Z", "fin-head", "configuration", "chart of accounts entered and read back"),
    ran("2026-04-01T10:00Z", "vat-rounding"),
    act("2026-04-02T09:00Z", "the defect is mended") { try await $0.systems.turn("defect", on: false) },
    ran("2026-04-02T10:00Z", "vat-rounding"),
    act("2026-04-07T14:00Z", "the opening balances are out by 12.40") { cast in
      try await cast.act(
        "fin-head",
        Attest(subject: "opening-balances", verdict: .failed, detail: "receivables differ by 12.40"))
    },
    attested("2026-04-09T14:00Z", "fin-head", "opening-balances", "all ten accounts agree to the penny"),
    ran("2026-04-10T09:00Z", "balance"), ran("2026-04-14T09:00Z", "posting"),
    approved("2026-04-16T10:00Z", "fin-head", "acceptance"), approved("2026-04-16T11:00Z", "pur-head", "acceptance"),
    approved("2026-04-16T12:00Z", "sal-head", "acceptance"), approved("2026-04-16T13:00Z", "war-head", "acceptance"),
    act("2026-04-20T10:00Z", "sales is reported green") { cast in
      try await cast.act("sal-head", ReportClaim(audience: "sales", colour: .green))
    },
    act("2026-04-27T10:00Z", "accounts are reported") { cast in
      try await cast.act("rosa", ImportConditions(file: Array(try cast.file("conditions.csv"))))
    },
    approved("2026-05-06T10:00Z", "felix", "release"), approved("2026-05-06T11:00Z", "marta", "release"),
  ]

  private static let training: [Act] =
    course("posting-basics", "Finance", from: "2026-04-20", days: 5)
    + course("ordering", "Purchasing", from: "2026-05-11", days: 7)
    + course("ordering", "Sales", from: "2026-05-11", days: 7)
    + course("goods-in", "Warehouse", from: "2026-05-26", days: 9)

  /// The people of an audience take a lesson over some days; every seventh fails at first and tries again.
  private static func course(_ lesson: String, _ audience: String, from: String, days: Int64) -> [Act] {
    (0..<days).map { offset in
      Act(at: time(from) + .days(offset) + .hours(10), title: "\(audience) learns \(lesson)") { cast in
        let people = try await cast.people().filter { $0.audience == audience }
        for person in people {
          let turn = Int64(person.number) % (days - 1)
          let stumbles = person.number.isMultiple(of: 7)
          if turn == offset { try await cast.learn(person, lesson, rightly: !stumbles) }
          if turn + 1 == offset, stumbles { try await cast.learn(person, lesson, rightly: true) }
        }
      }
    }
  }

  private static let pilot: [Act] =
    [
      accepted("2026-05-15T09:00Z", "pilot-questions", "I sat with the two of them for four days; nothing was wrong")
    ] + voted("2026-05-07T10:00Z", ["finance"]) + [approved("2026-05-08T10:00Z", "rosa", "pilot")]
    + work("2026-05-11", "2026-07-17")

  private static let trade: [Act] =
    voted("2026-05-29T10:00Z", ["purchasing", "sales"]) + voted("2026-06-05T08:00Z", ["purchasing", "sales"]) + [
      approved("2026-06-01T10:00Z", "rosa", "trade"),
      act("2026-06-04T10:00Z", "Ledger is out") { try await $0.systems.turn("outage", on: true) },
      act("2026-06-04T18:00Z", "Ledger is back") { try await $0.systems.turn("outage", on: false) },
      act("2026-06-05T09:00Z", "rosa resumes the wave") { cast in
        try await cast.act(
          "rosa", MoveWave(wave: "trade", move: .resume, reason: "the vendor replaced the power supply"))
      },
      act("2026-06-10T09:00Z", "somebody joins, somebody leaves") { try await joiners($0) },
      act("2026-06-11T09:00Z", "the joiner learns") { cast in
        for person in try await cast.people() where person.name == "Perrin Quayle" {
          try await cast.enrol(person)
          try await cast.learn(person, "ordering", rightly: true)
        }
      },
      accounts("2026-06-12T09:00Z", ["B033", "B061"]),
    ]

  private static let yard: [Act] =
    [
      accounts("2026-06-18T12:00Z", ["B053", "B057"]),
      act("2026-06-12T11:00Z", "one stays outside, with an owner") { cast in
        try await cast.act(
          "rosa",
          ExceptPerson(person: "B058", owner: "war-head", reason: "on parental leave", lasting: .days(90)))
      },
      approved("2026-06-15T10:00Z", "rosa", "yard"),
      act("2026-06-25T09:00Z", "the printers are mended, rosa resumes the yard") { cast in
        try await cast.act(
          "rosa", MoveWave(wave: "yard", move: .resume, reason: "the labels of the new printers were turned round"))
      },
      accepted(
        "2026-06-29T12:00Z", "yard-questions", "two ask in a day, as everywhere; so few cannot be told from none"),
    ] + voted("2026-06-15T09:00Z", ["warehouse"])

  /// So few people can show neither harm nor its absence: the approver takes the doubt, with a reason.
  private static func accepted(_ at: String, _ guardrail: String, _ reason: String) -> Act {
    act(at, "rosa accepts the doubt of \(guardrail)") { cast in
      try await cast.act("rosa", AcceptDoubt(guardrail: guardrail, reason: reason))
    }
  }

  private static func accounts(_ at: String, _ people: [String]) -> Act {
    act(at, "accounts for \(Catalogue.list(people))") { cast in
      let rows = people.map { "\($0),account,met,\(at.prefix(10)),Ledger user list" }
      let list = (["person,item,state,as_of,source"] + rows).joined(separator: "\n")
      try await cast.act("rosa", ImportConditions(file: Array(list.utf8)))
    }
  }

  /// The people list of June: one more in sales, one fewer in purchasing.
  private static func joiners(_ cast: Cast) async throws {
    var lines = String(decoding: try cast.file("people.csv"), as: UTF8.self).split(whereSeparator: \.isNewline).map(
      String.init)
    let leaver = lines.lastIndex { $0.contains(",purchasing,") }
    if let leaver { lines.remove(at: leaver) }
    lines.append(
      "B061,Perrin Quayle,perrin.quayle@brightwater.example,p.quayle,employee,sales-inside,harbour-street,"
        + "sales-clerk,brightwater-supplies,GB,,en,yes,100,2026-06-10,")
    try await cast.act("marta", ImportPeople(file: Array(lines.joined(separator: "\n").utf8)))
  }

  /// How many in ten ask the help desk on a working day, by working day since their go-live: the hump of any go-live.
  private static let asking = [4, 3, 2, 1]

  /// Days on which the yard's label printers print nothing that Ledger can read, and nearly everybody there asks.
  private static let printersFail = time("2026-06-19T00:00Z")..<time("2026-06-24T00:00Z")

  /// Every weekday the people who are in do what they are there for, and Ledger reports it at the end of the day, and at
  /// its beginning, also at weekends, that it has nothing more to report.
  private static func work(_ first: String, _ last: String) -> [Act] {
    let end = time(last)
    return (0..<90).map { time(first) + .days($0) }.filter { $0 < end }.flatMap { midnight in
      let evening = midnight + .hours(18)
      let morning = midnight + .hours(6)
      return [
        Act(at: morning, title: "Ledger reports that nothing is missing") { cast in
          try await cast.act("ledger-system", ReportUsage(events: [], through: through(morning)))
        },
        Act(at: evening, title: "Ledger reports its use") { cast in
          let events = isWeekend(midnight) ? [] : try await day(of: midnight, cast)
          try await cast.act("ledger-system", ReportUsage(events: events, through: through(evening)))
        },
      ]
    }
  }

  private static func through(_ time: Timestamp) -> [ReportUsage.Through] {
    [ReportUsage.Through(system: "ledger", through: time.description)]
  }

  private static func isWeekend(_ midnight: Timestamp) -> Bool {
    let weekday = CivilDate(String(midnight.description.prefix(10)))?.weekday
    return weekday == .saturday || weekday == .sunday
  }

  /// Four postings each; some of them corrected; and questions, as many as a go-live brings or the printers cause.
  private static func day(of midnight: Timestamp, _ cast: Cast) async throws -> [ReportUsage.Event] {
    let live = try await cast.people().filter { $0.column == "live" }
    let waves = try await cast.waves()
    let date = Int(midnight.seconds / 86_400)
    var events: [ReportUsage.Event] = []
    for person in live {
      guard let login = cast.login(person) else { continue }
      func report(_ metric: String, _ hour: Int64, _ number: Int = 0) {
        let at = midnight + .hours(hour)
        events.append(
          ReportUsage.Event(
            id: "\(at.seconds)-\(person.number)-\(metric)-\(number)", at: at.description, system: "ledger",
            person: login, metric: metric))
      }
      for posting in 0..<4 { report("posting", 9 + Int64(posting), posting) }
      let draw = (person.number * 7 + date * 3) % 10
      if draw == 0 { report("correction", 12) }
      let opened = waves.first { $0.id == person.wave || $0.name == person.wave }?.opened
      let since = opened.flatMap(Timestamp.init(text:)).map { Int(midnight.since($0).seconds / 86_400) * 5 / 7 } ?? 0
      let isFailing = person.audience == "Warehouse" && printersFail.contains(midnight)
      if draw < (isFailing ? 10 : asking[min(since, asking.count - 1)]) { report("question", 10) }
    }
    return events
  }

  private static func day(_ text: String) -> CivilDate { CivilDate(text) ?? .earliest }
}
