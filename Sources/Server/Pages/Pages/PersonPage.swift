import Hummingbird
import Operations
import Slipway

/// One person's page: my date, why then, what is missing, what I may use, my lessons.
struct PersonPage: Sendable {
  let name: String
  let isOwn: Bool
  let personnel: String?
  let department: String?
  let place: Mark
  let sentence: String
  let missing: [String]
  let wave: String?
  let opens: Stamp?
  let access: [System]
  let lessons: [Lesson]
  let seats: [SessionLine]
  let hasSessions: Bool

  struct System: Sendable {
    let system: String
    let link: String?
    let mark: Mark
    let because: String
  }

  struct Lesson: Sendable {
    let lesson: String
    let address: String?
    let minutes: Int
    let state: Mark
    let attempts: String?
    let again: Stamp?
    let isPassed: Bool
    let isUsedUp: Bool
    let missing: [String]
    let until: Stamp?
  }

  init(_ person: PersonView, isOwn: Bool) {
    name = person.name ?? "Person \(person.number)"
    self.isOwn = isOwn
    personnel = person.personnel
    department = person.audience
    place = .column(person.column)
    sentence = person.sentence
    missing = person.missing
    wave = person.wave
    opens = Stamp(person.opens)
    access = person.access.map { line in
      System(
        system: line.name, link: line.access == "none" ? nil : PersonPage.safe(line.url), mark: .access(line.access),
        because: line.sentence)
    }
    lessons = person.lessons.map { lesson in
      Lesson(
        lesson: lesson.name, address: isOwn ? "/people/\(person.number)/lessons/\(lesson.id)" : nil,
        minutes: lesson.minutes, state: .lesson(lesson.state),
        attempts: lesson.attempts > 1 ? "\(lesson.attempts) attempts" : nil, again: Stamp(lesson.mayTryAt),
        isPassed: ["passed", "not complete"].contains(lesson.state), isUsedUp: lesson.attemptsUsed,
        missing: lesson.state == "not complete" || lesson.state == "expired" ? lesson.missing : [],
        until: lesson.state == "passed" ? Stamp(lesson.passedUntil) : nil)
    }
    seats = person.seats.map { SessionLine($0, sequence: 0) }
    hasSessions = person.hasSessions && isOwn
  }

  /// Only addresses of the web lead anywhere.
  private static func safe(_ url: String?) -> String? {
    guard let url, url.hasPrefix("https://") || url.hasPrefix("http://") else { return nil }
    return url
  }
}

extension PageRoutes {
  func addPerson(to router: Router<AppContext>) {
    get(router, "people/:number") { visit in
      let person = try await visit.ask(Why(number: PersonPage.number(visit)))
      let isOwn = visit.card.person == person.number
      let page = PersonPage(person, isOwn: isOwn)
      return try show("person", page.name, tab: isOwn ? .mine : .everyone, visit, body: page)
    }
  }
}

extension PersonPage {
  static func number(_ visit: PageVisit) throws -> PersonNumber {
    guard let number = Int(visit.parameter("number")) else { throw HTTPError(.notFound) }
    return PersonNumber(number)
  }
}
