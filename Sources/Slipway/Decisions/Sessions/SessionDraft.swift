package import Interchange
package import Scheduling

/// A programme document with further sessions: the draft that somebody looks at, applies, or throws away.
///
/// Everything outside `implementation.sessions` stays as it was written, to the byte.
package struct SessionDraft: Sendable, Equatable {
  package enum Refusal: Error, Equatable {
    /// `implementation` or its sessions are not written as lines of their own.
    case notInLines
  }

  package let document: String
  /// The ids of the new sessions, in the order of the timetable.
  package let sessions: [Key<Session>]

  /// - Parameter clocks: of the programme; times are written as the room's calendar shows them.
  /// - Throws: a `Refusal`, or `YAMLWriterError`.
  package init(
    _ timetable: TrainingTimetable, _ input: SessionInput, in document: String, _ tree: Tree, _ clocks: LocalClocks
  ) throws {
    let old = tree["implementation"]?["sessions"]?.elements ?? []
    let calendars = Set((tree["calendars"]?.elements ?? []).compactMap { $0["id"]?.text })
    var known = Set(old.compactMap { $0["id"]?.text })
    var numbers: [String: Int] = [:]
    var ids: [Key<Session>] = []
    let written = timetable.sessions.map { session in
      let lesson = input.lessons[session.course]
      let room = input.rooms[session.room]
      var id: String
      repeat {
        numbers[lesson.id.text, default: 0] += 1
        id = "\(lesson.id)-\(numbers[lesson.id.text] ?? 0)"
      } while !known.insert(id).inserted
      ids.append(Key(id))
      let isOwnZone = calendars.contains(room.calendar.text)
      return Self.entry(
        id: id, lesson: lesson, room: room, trainer: input.trainers[session.trainer].id.text,
        starts: Self.local(session.start, clocks, room.calendar), seats: session.seats,
        calendar: isOwnZone ? room.calendar.text : nil)
    }
    sessions = ids
    let text = try YAMLWriter.text(Tree(position: .start, content: .sequence(old + written)))
    self.document = try Self.splice(text, into: document, tree)
  }

  private static func local(_ instant: Int, _ clocks: LocalClocks, _ calendar: Key<WorkingCalendar>) -> String {
    guard let local = clocks.zone(of: calendar).local(at: instant) else { return "" }
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return "\(local.date)T\(two(local.secondOfDay / 3_600)):\(two(local.secondOfDay / 60 % 60))"
  }

  private static func entry(
    id: String, lesson: Lesson, room: Resource, trainer: String, starts: String, seats: Int, calendar: String?
  ) -> Tree {
    func text(_ text: String) -> Tree { Tree(position: .start, content: .scalar(text, style: .plain)) }
    func quoted(_ text: String) -> Tree { Tree(position: .start, content: .scalar(text, style: .quoted)) }
    var entries = [
      ("id", text(id)), ("lesson", text(lesson.id.text)), ("room", quoted(room.name)), ("trainer", quoted(trainer)),
      ("starts", text(starts)), ("seats", text("\(seats)")),
    ]
    if let calendar { entries.append(("calendar", text(calendar))) }
    return Tree(
      position: .start,
      content: .mapping(entries.map { Tree.Entry(key: $0.0, keyPosition: .start, value: $0.1) }))
  }

  /// Puts the list in the place of the old one, or below the last line of `implementation` where there is none.
  private static func splice(_ list: String, into document: String, _ tree: Tree) throws -> String {
    guard let outer = tree.entries?.first(where: { $0.key == "implementation" }), let inner = outer.value.entries,
      let first = inner.first, first.keyPosition.line > outer.keyPosition.line
    else { throw Refusal.notInLines }
    var lines = document.utf8.split(separator: 10, omittingEmptySubsequences: false).map { String(Substring($0)) }
    let indent = String(repeating: " ", count: first.keyPosition.column - 1)
    let key = inner.first { $0.key == "sessions" }
    let top = (tree.entries ?? []).map(\.keyPosition.line).filter { $0 > outer.keyPosition.line }.min()
    let start = key?.keyPosition.line ?? min(top ?? lines.count + 1, lines.count + 1)
    let next = (inner + (tree.entries ?? [])).map(\.keyPosition.line).filter { $0 > start }.min()
    var end = key == nil ? start - 1 : min(next.map { $0 - 1 } ?? lines.count, lines.count)
    // Remarks and blank lines before the next key belong to it.
    while end > (key == nil ? outer.keyPosition.line : start) {
      let line = lines[end - 1].drop { $0 == " " }
      guard line.isEmpty || line.hasPrefix("#") || line == "\r" else { break }
      end -= 1
    }
    let from = key == nil ? end : start - 1
    guard from <= end, end <= lines.count, key == nil || lines[from].hasPrefix("\(indent)sessions:") else {
      throw Refusal.notInLines
    }
    let ending = lines[outer.keyPosition.line - 1].utf8.last == 13 ? "\r" : ""
    let block = list.split(separator: "\n", omittingEmptySubsequences: false)
    let written =
      ["\(indent)sessions:"] + block.dropLast(block.last == "" ? 1 : 0).map { $0.isEmpty ? "" : "\(indent)  \($0)" }
    lines.replaceSubrange(from..<end, with: written.map { $0 + ending })
    let spliced = lines.joined(separator: "\n")
    // Lines within braces look like lines of their own and are not.
    let keys = inner.map(\.key) + (key == nil ? ["sessions"] : [])
    guard let read = try? YAMLDocument(parsing: spliced).root, read["implementation"]?.entries?.map(\.key) == keys,
      read.entries?.map(\.key) == tree.entries?.map(\.key)
    else { throw Refusal.notInLines }
    return spliced
  }
}
