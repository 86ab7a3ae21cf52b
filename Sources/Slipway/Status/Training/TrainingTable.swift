/// Who is to learn what, and when each wave may open at the earliest: worked out once for everybody.
struct TrainingTable: Sendable {
  /// By index into `Rollout.waves`: the first staffed moment of the day it is planned for.
  let opens: [Timestamp]
  private let lessons: [Key<Lesson>: Entry]
  private let curricula: [Key<Curriculum>: Course]

  private struct Entry: Sendable {
    var lesson: Lesson
    var takers: Takers
  }

  struct Course: Sendable {
    var curriculum: Curriculum
    var takers: Takers
  }

  /// - Complexity: O((lessons + curricula) × posts).
  init(_ state: State, _ programme: Programme) {
    let tree = UnitTree(programme.units)
    func takers(_ selectors: [Selector]) -> Takers { Takers(selectors, tree, state.listed, state.roster) }
    var listing: [Key<Lesson>: [Selector]] = [:]
    for curriculum in programme.implementation.curricula {
      for lesson in curriculum.lessons { listing[lesson, default: []].append(curriculum.selector) }
    }
    lessons = Dictionary(
      programme.implementation.lessons.map { lesson in
        (lesson.id, Entry(lesson: lesson, takers: takers(listing[lesson.id] ?? [lesson.selector])))
      }
    ) { first, _ in first }
    curricula = Dictionary(
      programme.implementation.curricula.map { ($0.id, Course(curriculum: $0, takers: takers([$0.selector]))) }
    ) { first, _ in first }
    opens = programme.rollout.waves.map { wave in
      guard let clocks = state.spec?.clocks else { return Timestamp(seconds: 0) }
      let midnight = clocks.start(of: wave.opens, at: wave.calendar)
      return switch clocks.staffed(midnight, at: wave.calendar) {
      case .staffed: midnight
      case .unstaffed(let next): next
      }
    }
  }

  func lesson(_ id: Key<Lesson>) -> Lesson? { lessons[id]?.lesson }

  /// Nil for a lesson that the document does not know; it is for nobody in particular.
  func takers(of id: Key<Lesson>) -> Takers? { lessons[id]?.takers }

  func course(_ id: Key<Curriculum>) -> Course? { curricula[id] }

  /// Whom any of several selectors chooses.
  struct Takers: Sendable {
    /// By index into `Roster.posts`; empty where it is everybody.
    private let posts: [Bool]
    private let people: Set<PersonNumber>

    init(_ selectors: [Selector], _ tree: UnitTree, _ listed: [String: PersonNumber], _ roster: Roster) {
      guard !selectors.contains(where: \.choosesEveryone) else {
        posts = []
        people = []
        return
      }
      let selections = selectors.map { Selection($0, tree, listed) }
      posts = roster.posts.map { post in selections.contains { $0.holds(post) } }
      people = selections.reduce(into: []) { $0.formUnion($1.people) }
    }

    func holds(_ member: Roster.Member) -> Bool {
      posts.isEmpty || posts[member.post] || people.contains(member.number)
    }
  }
}
